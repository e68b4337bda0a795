package org.certdrop.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code stat} says of a file; one that changed looks different.
 *
 * @param isPlain whether it is a plain file
 * @param size length in bytes
 * @param modified time of the last write
 * @param changed time of the last change of the file or of its name, where the platform has it
 * @param key device and inode, as far as the platform tells
 */
public record FileLook(
    boolean isPlain, long size, FileTime modified, Optional<FileTime> changed, Object key) {
  private static final String UNIX = "unix:isRegularFile,size,lastModifiedTime,ctime,fileKey";

  /**
   * Looks at a file.
   *
   * @param links {@link LinkOption#NOFOLLOW_LINKS} to look at a link itself
   * @throws IOException if there is none, or the operating system cannot tell now
   */
  public static FileLook of(Path file, LinkOption... links) throws IOException {
    try {
      Map<String, Object> now = Files.readAttributes(file, UNIX, links);
      return new FileLook(
          (boolean) now.get("isRegularFile"),
          (long) now.get("size"),
          (FileTime) now.get("lastModifiedTime"),
          Optional.of((FileTime) now.get("ctime")),
          now.get("fileKey"));
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, links);
      return new FileLook(
          now.isRegularFile(),
          now.size(),
          now.lastModifiedTime(),
          Optional.empty(),
          String.valueOf(now.fileKey()));
    }
  }

  /**
   * Whether nothing was written between two looks. The change time says so by itself: some mounts
   * (sshfs, other FUSE file systems) give a file that nobody touches another inode number at every
   * look.
   */
  public boolean isUnchangedSince(FileLook before) {
    return isPlain == before.isPlain
        && size == before.size
        && modified.equals(before.modified)
        && changed.equals(before.changed)
        && (changed.isPresent() || key.equals(before.key));
  }

  /**
   * Whether a file of a folder is still there and unchanged, as far as an open folder tells: it
   * knows no change time, and an inode number may be another one at every look.
   */
  public boolean isStillThatOf(String name, OpenFolder folder) throws IOException {
    try {
      BasicFileAttributes now = folder.attributes(name);
      return now.isRegularFile() && size == now.size() && modified.equals(now.lastModifiedTime());
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      if (Reason.isStale(e)) {
        return false;
      }
      throw e;
    }
  }
}
