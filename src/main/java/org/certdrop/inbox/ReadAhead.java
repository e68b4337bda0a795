package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.FileContent;
import org.certdrop.files.FileLook;
import org.certdrop.files.OpenFolder;
import org.certdrop.submission.Limits;

/**
 * What the gate has read of files since the last listing, so that nobody reads them a second time
 * to judge them. It holds so many octets at most; what finds no room, or looks different by then,
 * is read again.
 */
public final class ReadAhead {
  /** In octets: as much as some thousand drops have that wait for their claim. */
  private static final int ROOM = 8 << 20;

  /** What a file takes besides its octets: its look, its entry in the map. */
  private static final int EACH = 512;

  private final int room;

  /** By device and inode, which a rename does not change. */
  private final Map<Object, Kept> kept = new HashMap<>();

  private int held;

  private record Kept(FileLook look, FileContent.Bytes content) {
    private int size() {
      return EACH + content.bytes().length;
    }
  }

  /** Holds nothing yet. */
  ReadAhead() {
    this(ROOM);
  }

  /**
   * The same with another room.
   *
   * @param room how many octets it may hold
   */
  ReadAhead(int room) {
    this.room = room;
  }

  /** For files that are read but once. */
  public static ReadAhead none() {
    return new ReadAhead(0);
  }

  /** Makes room for what the next listing finds. */
  synchronized void clear() {
    kept.clear();
    held = 0;
  }

  /**
   * Keeps what was read, if there is room.
   *
   * @param look how the file looked before it was read
   */
  synchronized void keep(FileLook look, FileContent content) {
    forget(look.key()); // a file that was deleted may have had its number
    if (content instanceof FileContent.Bytes whole) {
      Kept file = new Kept(look, whole);
      if (held + file.size() <= room) {
        kept.put(look.key(), file);
        held += file.size();
      }
    }
  }

  private Optional<Kept> forget(Object key) {
    Optional<Kept> file = Optional.ofNullable(kept.remove(key));
    file.ifPresent(gone -> held -= gone.size());
    return file;
  }

  /**
   * Forgets a file that was changed since it was read. To be called before the file is renamed,
   * which sets its change time.
   *
   * @param look how it looked before it was read
   * @throws IOException if the operating system cannot tell now
   */
  void compare(Path file, FileLook look) throws IOException {
    if (!isUnchanged(file, look)) {
      synchronized (this) {
        forget(look.key());
      }
    }
  }

  private static boolean isUnchanged(Path file, FileLook look) throws IOException {
    try {
      return FileLook.of(file, LinkOption.NOFOLLOW_LINKS).isUnchangedSince(look);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * What is in a file: what was read of it, which is handed out once, or else read now.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException if the operating system cannot read it now
   */
  FileContent read(OpenFolder folder, String name) throws IOException {
    Optional<FileContent> known = take(folder.attributes(name));
    return known.isPresent() ? known.get() : BoundedFile.read(folder, name, Limits.of(name));
  }

  private synchronized Optional<FileContent> take(BasicFileAttributes now) {
    return forget(now.fileKey())
        .filter(file -> now.isRegularFile())
        .filter(file -> file.look().size() == now.size())
        .filter(file -> file.look().modified().equals(now.lastModifiedTime()))
        .map(Kept::content);
  }

  /** How many octets it holds. */
  synchronized int held() {
    return held;
  }
}
