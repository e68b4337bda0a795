package org.certdrop.service;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.certdrop.files.OpenFolder;

/**
 * What {@code lstat} says of a plain file; a file that changed looks different.
 *
 * @param size length in bytes
 * @param modified time of the last write, in nanoseconds since 1970
 * @param key device and inode, as far as the platform tells
 */
record FileLook(long size, long modified, Object key) {

  static FileLook of(BasicFileAttributes attributes) {
    return new FileLook(
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        attributes.fileKey() == null ? "" : attributes.fileKey());
  }

  /** Whether a file of a folder is still there, the same and unchanged. */
  boolean isStillThatOf(String name, OpenFolder folder) throws IOException {
    try {
      BasicFileAttributes now = folder.attributes(name);
      return now.isRegularFile() && equals(of(now));
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
