package org.certdrop.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

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

  /** Whether the file is still the same, unchanged. */
  boolean isStillThatOf(Path file) throws IOException {
    BasicFileAttributes now =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return now.isRegularFile() && equals(of(now));
  }
}
