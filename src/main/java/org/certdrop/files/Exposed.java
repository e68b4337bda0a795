package org.certdrop.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * Tells by their mode which files and folders lie open to others than their owner.
 *
 * <p>A file of root's on a read-only mount is what an administrator hands in, as a secret of
 * Kubernetes: nobody replaces it there, and our group must be able to read it.
 */
public final class Exposed {
  private static final Integer ROOT = 0;
  private static final Set<PosixFilePermission> READING_OR_WRITING =
      PosixFilePermissions.fromString("---rw-rw-");
  private static final Set<PosixFilePermission> WRITING =
      PosixFilePermissions.fromString("----w--w-");
  private static final Set<PosixFilePermission> HARMFUL_IN_A_SECRET_HANDED_IN =
      PosixFilePermissions.fromString("------rw-");

  private Exposed() {}

  /** The mode of a secret file that others may read or write; nothing if it cannot be told. */
  public static Optional<String> secret(Path file) {
    return modeWithAnyOf(READING_OR_WRITING, HARMFUL_IN_A_SECRET_HANDED_IN, file);
  }

  /** The mode of a folder in which others may replace files; nothing if it cannot be told. */
  public static Optional<String> folder(Path folder) {
    return modeWithAnyOf(WRITING, Set.of(), folder);
  }

  private static Optional<String> modeWithAnyOf(
      Set<PosixFilePermission> harmful, Set<PosixFilePermission> ifHandedIn, Path path) {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
      boolean isHandedIn =
          Files.getAttribute(path, "unix:uid").equals(ROOT)
              && Files.getFileStore(path).isReadOnly();
      return Collections.disjoint(mode, isHandedIn ? ifHandedIn : harmful)
          ? Optional.empty()
          : Optional.of(PosixFilePermissions.toString(mode));
    } catch (IOException | UnsupportedOperationException e) {
      // Absent, or a file system without modes. What cannot be read fails where it is read.
      return Optional.empty();
    }
  }
}
