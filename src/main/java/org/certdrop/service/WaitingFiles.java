package org.certdrop.service;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.certdrop.intake.SubmittedFile;
import org.certdrop.x509.Fingerprint;

/**
 * The files that lay in another instance's inbox and in its {@code .work} when they were looked at.
 * Only those of a size that is asked for are read.
 */
final class WaitingFiles {
  private final NavigableSet<String> names = new TreeSet<>();
  private final Map<Long, List<Path>> bySize = new HashMap<>();
  private final Map<Path, Optional<Fingerprint>> read = new HashMap<>();
  private boolean moved;

  private WaitingFiles() {}

  /**
   * Looks at an inbox.
   *
   * @param inbox the folder
   * @throws IOException if it cannot be listed
   */
  static WaitingFiles in(Path inbox) throws IOException {
    WaitingFiles files = new WaitingFiles();
    InboxListing listing = InboxListing.of(inbox);
    listing.candidates().forEach((name, look) -> files.add(inbox.resolve(name), look.size()));
    files.names.addAll(listing.candidates().keySet());
    files.names.addAll(listing.unrecognised());
    // After the inbox, as the files go.
    files.addWork(inbox.resolve(".work"));
    return files;
  }

  private void addWork(Path work) throws IOException {
    try {
      for (Path folder : SubmissionFolders.children(work)) {
        addFolder(folder);
      }
    } catch (NoSuchFileException | AccessDeniedException e) {
      return; // no service was there yet; or it is another user's, which lets nobody in
    }
  }

  private void addFolder(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path file : entries) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          add(file, Files.size(file));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return; // concluded meanwhile, and then in accepted; or nothing that certdrop made
    }
  }

  private void add(Path file, long size) {
    bySize.computeIfAbsent(size, first -> new ArrayList<>()).add(file);
  }

  /** A file that was written since. */
  void addWritten(Path file, long size) {
    add(file, size);
    names.add(file.getFileName().toString());
  }

  /** The names in the inbox that begin with a stem and a dot. */
  NavigableSet<String> of(String stem) {
    return names.subSet(stem + ".", true, stem + "/", false);
  }

  /** Whether a file of this content was there. */
  boolean hold(byte[] content) throws IOException {
    Fingerprint wanted = Fingerprint.of(content);
    for (Path file : bySize.getOrDefault((long) content.length, List.of())) {
      if (digest(file).equals(Optional.of(wanted))) {
        return true;
      }
    }
    return false;
  }

  private Optional<Fingerprint> digest(Path file) throws IOException {
    Optional<Fingerprint> known = read.get(file);
    if (known == null) {
      known = readNow(file);
      read.put(file, known);
    }
    return known;
  }

  private Optional<Fingerprint> readNow(Path file) throws IOException {
    try {
      return DroppedFile.read(file) instanceof SubmittedFile.Bytes whole
          ? Optional.of(Fingerprint.of(whole.bytes()))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      moved = true;
      return Optional.empty();
    }
  }

  /** Whether a file that was asked for has moved on since: then only another look can tell. */
  boolean haveMoved() {
    return moved;
  }
}
