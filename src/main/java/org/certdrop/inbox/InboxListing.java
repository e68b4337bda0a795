package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.certdrop.files.FileLook;
import org.certdrop.submission.Drop;
import org.certdrop.submission.DropKind;
import org.certdrop.submission.Pairing;

/**
 * One listing of the inbox: by names and {@code lstat}, without opening anything.
 *
 * @param candidates name to look of every plain file that has the name of a certificate or sidecar
 * @param unrecognised names of what certdrop leaves alone; unfinished transfers are not among them
 * @param unreadable name to cause of what the operating system cannot look at now
 * @param moreCandidates how many more names there are of the first kind, that were not looked at
 * @param moreUnrecognised how many more names there are of what is left alone
 */
public record InboxListing(
    Map<String, FileLook> candidates,
    List<String> unrecognised,
    Map<String, IOException> unreadable,
    int moreCandidates,
    int moreUnrecognised) {
  /** In octets: about 97,000 names of 20 characters, or 70,000 of 255. */
  private static final long MOST_CANDIDATES = 60_000_000;

  /** In octets: about 6,500 names of 20 characters, or 4,700 of 255. */
  private static final long MOST_LEFTOVERS = 4_000_000;

  private static final Set<String> OWN_FOLDERS = Set.of("accepted", "refused");

  /**
   * Lists an inbox, with everything that lies there.
   *
   * @param inbox the folder
   * @throws IOException if it cannot be listed
   */
  public static InboxListing of(Path inbox) throws IOException {
    return of(inbox, Portion.whole(), Portion.whole());
  }

  /**
   * Lists an inbox for people to read: of very many, some.
   *
   * @param inbox the folder
   * @throws IOException if it cannot be listed
   */
  public static InboxListing some(Path inbox) throws IOException {
    return of(inbox, candidatePortion(), leftoverPortion());
  }

  /** So many candidates as fit into a small heap with all that is known of them. */
  static Portion candidatePortion() {
    return new Portion(MOST_CANDIDATES, Pairing::group, new SecureRandom().nextLong());
  }

  /** So many others as are soon looked into. */
  static Portion leftoverPortion() {
    return new Portion(MOST_LEFTOVERS, UnaryOperator.identity(), new SecureRandom().nextLong());
  }

  /**
   * Lists portions of an inbox.
   *
   * @param inbox the folder
   * @param takes of the names that a certificate or sidecar may have
   * @param leaves of those that are left alone
   * @throws IOException if it cannot be listed
   */
  static InboxListing of(Path inbox, Portion takes, Portion leaves) throws IOException {
    takes.begin();
    leaves.begin();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(inbox)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        DropKind kind = DropKind.of(name);
        if (kind != DropKind.IGNORED && !OWN_FOLDERS.contains(name)) {
          boolean taken = kind != DropKind.UNRECOGNISED && isWhole(name, entry);
          (taken ? takes : leaves).add(name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Map<String, FileLook> candidates = new HashMap<>();
    Map<String, IOException> unreadable = new HashMap<>();
    for (String name : takes.names()) {
      try {
        FileLook look = FileLook.of(inbox.resolve(name), LinkOption.NOFOLLOW_LINKS);
        if (look.isPlain()) {
          candidates.put(name, look);
        } else {
          leaves.add(name);
        }
      } catch (NoSuchFileException e) {
        continue; // taken away since the listing began: then it is not there
      } catch (IOException e) {
        // A mount of another user's, or a bad block: it keeps no other waiting.
        unreadable.put(name, e);
      }
    }
    return new InboxListing(candidates, leaves.names(), unreadable, takes.more(), leaves.more());
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
