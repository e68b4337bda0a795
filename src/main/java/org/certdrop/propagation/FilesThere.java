package org.certdrop.propagation;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.FileContent;
import org.certdrop.files.OpenFolder;
import org.certdrop.inbox.InboxListing;
import org.certdrop.submission.Limits;
import org.certdrop.x509.Fingerprint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that lay in another instance's inbox and in its {@code .work} when they were looked at.
 * Only those of a size that is asked for are read.
 */
final class FilesThere {
  private static final Logger LOG = LoggerFactory.getLogger(FilesThere.class);

  private final Path inbox;
  private final NavigableSet<String> names = new TreeSet<>();
  private final Map<Long, List<Path>> bySize = new HashMap<>();
  private final Map<Path, Optional<Fingerprint>> read = new HashMap<>();

  /** By each file those with which it is one drop, or one claim. */
  private final Map<Path, List<Path>> drops = new HashMap<>();

  private boolean moved;

  /** Says whether a file counts. */
  @FunctionalInterface
  interface FileFilter {
    boolean accepts(Path file) throws IOException;
  }

  private FilesThere(Path inbox) {
    this.inbox = inbox;
  }

  /**
   * Looks at an inbox.
   *
   * @param inbox the folder
   * @throws IOException if it cannot be listed
   */
  static FilesThere in(Path inbox) throws IOException {
    FilesThere files = new FilesThere(inbox);
    InboxListing listing = InboxListing.of(inbox);
    listing.candidates().forEach((name, look) -> files.add(inbox.resolve(name), look.size()));
    listing.drops().forEach(drop -> files.join(drop.names().stream().map(inbox::resolve).toList()));
    files.names.addAll(listing.candidates().keySet());
    files.names.addAll(listing.unrecognised());
    files.names.addAll(listing.unreadable().keySet());
    // After the inbox, as the files go.
    files.addWork(inbox.resolve(".work"));
    return files;
  }

  private void addWork(Path work) throws IOException {
    try (OpenFolder open = OpenFolder.below(inbox, work)) {
      for (String name : open.names()) {
        addFolder(open, name, work.resolve(name));
      }
    } catch (NoSuchFileException | AccessDeniedException e) {
      return; // no service was there yet; or it is another user's, which lets nobody in
    }
  }

  private void addFolder(OpenFolder work, String name, Path path) {
    List<Path> claimed = new ArrayList<>();
    try (OpenFolder folder = work.folder(name)) {
      for (String file : folder.names()) {
        BasicFileAttributes found = folder.attributes(file);
        if (found.isRegularFile()) {
          add(path.resolve(file), found.size());
          claimed.add(path.resolve(file));
        }
      }
      join(claimed);
    } catch (IOException e) {
      // Concluded meanwhile, and then in accepted; or nothing that certdrop made.
      LOG.debug("{} is passed over", path, e);
    }
  }

  private void add(Path file, long size) {
    bySize.computeIfAbsent(size, first -> new ArrayList<>()).add(file);
  }

  private void join(List<Path> files) {
    files.forEach(file -> drops.put(file, files));
  }

  /** A drop that is being written. */
  void addWritten(Map<String, byte[]> contents) {
    contents.forEach((name, content) -> add(inbox.resolve(name), content.length));
    names.addAll(contents.keySet());
    join(contents.keySet().stream().map(inbox::resolve).toList());
  }

  /** The names in the inbox that begin with a stem and a dot. */
  NavigableSet<String> of(String stem) {
    return names.subSet(stem + ".", true, stem + "/", false);
  }

  /**
   * Whether all of these contents were there in one drop, or in one claim. Files that merely lie
   * side by side are no submission, and need never become one.
   *
   * @param counts which files count
   */
  boolean hold(Collection<byte[]> contents, FileFilter counts) throws IOException {
    byte[] first = contents.iterator().next();
    for (Path file : bySize.getOrDefault((long) first.length, List.of())) {
      if (isSame(file, first) && hold(drops.getOrDefault(file, List.of()), contents, counts)) {
        return true;
      }
    }
    return false;
  }

  private boolean hold(List<Path> files, Collection<byte[]> contents, FileFilter counts)
      throws IOException {
    for (byte[] content : contents) {
      boolean found = false;
      for (int i = 0; i < files.size() && !found; i++) {
        found = isSame(files.get(i), content) && counts.accepts(files.get(i));
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private boolean isSame(Path file, byte[] content) {
    return digest(file).equals(Optional.of(Fingerprint.of(content)));
  }

  private Optional<Fingerprint> digest(Path file) {
    Optional<Fingerprint> known = read.get(file);
    if (known == null) {
      known = readNow(file);
      read.put(file, known);
    }
    return known;
  }

  private Optional<Fingerprint> readNow(Path file) {
    try {
      return content(file) instanceof FileContent.Bytes whole
          ? Optional.of(Fingerprint.of(whole.bytes()))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      moved = true;
      return Optional.empty();
    } catch (IOException e) {
      LOG.debug("{} is passed over", file, e);
      return Optional.empty();
    }
  }

  private FileContent content(Path file) throws IOException {
    try (OpenFolder folder = OpenFolder.below(inbox, file.getParent())) {
      return BoundedFile.read(folder, file.getFileName().toString(), Limits.FILE_BYTES);
    } catch (NotDirectoryException e) {
      throw new NoSuchFileException(file.toString()); // nothing that the other instance made
    }
  }

  /** Whether a file that was asked for has moved on since: then only another look can tell. */
  boolean haveMoved() {
    return moved;
  }
}
