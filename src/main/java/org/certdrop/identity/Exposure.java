package org.certdrop.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.certdrop.files.Owner;
import org.certdrop.text.Printable;

/**
 * Tells whether certificate and key lie open to others than their owner.
 *
 * <p>A pair of root's on a read-only mount is what an administrator hands in, as a secret of
 * Kubernetes: nobody replaces it there, and our group must be able to read it.
 */
final class Exposure {
  private static final Integer ROOT = 0;
  private static final Set<PosixFilePermission> READING_OR_WRITING =
      PosixFilePermissions.fromString("---rw-rw-");
  private static final Set<PosixFilePermission> WRITING =
      PosixFilePermissions.fromString("----w--w-");
  private static final Set<PosixFilePermission> HARMFUL_IN_A_KEY_HANDED_IN =
      PosixFilePermissions.fromString("------rw-");

  private Exposure() {}

  /**
   * A warning if group or others may read or write the file; nothing if it cannot be told.
   *
   * @param maker what makes a new pair, in words that complete "with "
   */
  static Optional<IdentityWarning> ofKey(Path keyFile, String maker) {
    String shown = Printable.of(keyFile.toString());
    return modeWithAnyOf(READING_OR_WRITING, HARMFUL_IN_A_KEY_HANDED_IN, keyFile)
        .map(
            mode ->
                new IdentityWarning(
                    IdentityWarning.Kind.KEY_EXPOSED,
                    "The private key "
                        + shown
                        + " is open to others than its owner (mode "
                        + mode
                        + ").",
                    Owner.closing(keyFile, "600")
                        + ". If somebody else may have read it, make a new pair with "
                        + maker
                        + "."));
  }

  /** A warning if group or others may write to the folder; nothing if it cannot be told. */
  static Optional<IdentityWarning> ofFolder(Path folder) {
    String shown = Printable.of(folder.toString());
    return modeWithAnyOf(WRITING, Set.of(), folder)
        .map(
            mode ->
                new IdentityWarning(
                    IdentityWarning.Kind.FOLDER_EXPOSED,
                    "Others than the owner may replace what lies in "
                        + shown
                        + " (mode "
                        + mode
                        + "), this party's certificate and key.",
                    Owner.closing(folder, "700") + "."));
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
