package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.certdrop.files.FileLook;
import org.certdrop.submission.Drop;
import org.certdrop.submission.DropKind;
import org.certdrop.submission.Pairing;

/**
 * One listing of the inbox: by names and {@code lstat}, without opening anything.
 *
 * @param candidates name to look of every plain file that has the name of a certificate or sidecar
 * @param unreadable name to cause of what the machine cannot look at now
 * @param unrecognised names of what certdrop leaves alone; unfinished transfers are not among them
 */
public record InboxListing(
    Map<String, FileLook> candidates,
    List<String> unrecognised,
    Map<String, IOException> unreadable) {
  private static final Set<String> OWN_FOLDERS = Set.of("accepted", "refused");

  /**
   * Lists an inbox.
   *
   * @param inbox the folder
   * @throws IOException if it cannot be listed
   */
  public static InboxListing of(Path inbox) throws IOException {
    InboxListing listing = new InboxListing(new HashMap<>(), new ArrayList<>(), new HashMap<>());
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(inbox)) {
      for (Path entry : entries) {
        listing.add(entry);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return listing;
  }

  private void add(Path entry) {
    String name = entry.getFileName().toString();
    DropKind kind = DropKind.of(name);
    if (kind == DropKind.IGNORED || OWN_FOLDERS.contains(name)) {
      return;
    }
    if (kind == DropKind.UNRECOGNISED || !isWhole(name, entry)) {
      unrecognised.add(name);
      return;
    }
    try {
      FileLook look = FileLook.of(entry, LinkOption.NOFOLLOW_LINKS);
      if (look.isPlain()) {
        candidates.put(name, look);
      } else {
        unrecognised.add(name);
      }
    } catch (NoSuchFileException e) {
      // Taken away since the listing began: then it is not there.
      candidates.remove(name);
    } catch (IOException e) {
      // A mount of another user's, or a bad block: it keeps no other waiting.
      unreadable.put(name, e);
    }
  }

  /** The drops of which all files could be looked at. */
  public List<Drop> drops() {
    Set<String> names = new HashSet<>(candidates.keySet());
    names.addAll(unreadable.keySet());
    return Pairing.of(names).stream()
        .filter(drop -> drop.names().stream().noneMatch(unreadable::containsKey))
        .toList();
  }

  /** Whether the name leads back to its file: it is UTF-8, and without a backslash. */
  private static boolean isWhole(String name, Path entry) {
    try {
      // Camel takes a backslash for a separator of folders, and would never find the file.
      return name.indexOf('\\') < 0 && entry.resolveSibling(name).equals(entry);
    } catch (InvalidPathException e) {
      return false; // not to be written in this locale's encoding
    }
  }
}
