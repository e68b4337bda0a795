package org.certdrop.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.certdrop.text.Printable;

/** Tells whether a private key lies open to others than its owner. */
final class KeyExposure {
  private static final Set<PosixFilePermission> HARMLESS =
      PosixFilePermissions.fromString("rwx--x--x");

  private KeyExposure() {}

  /** A warning if group or others may read or write the file; nothing if it cannot be told. */
  static Optional<IdentityWarning> of(Path keyFile) {
    Set<PosixFilePermission> mode;
    try {
      mode = Files.getPosixFilePermissions(keyFile);
    } catch (IOException | UnsupportedOperationException e) {
      // No key, or a file system without modes. A key that cannot be read fails where it is read.
      return Optional.empty();
    }
    Set<PosixFilePermission> exposing = new TreeSet<>(mode);
    exposing.removeAll(HARMLESS);
    if (exposing.isEmpty()) {
      return Optional.empty();
    }
    String shown = Printable.of(keyFile.toString());
    return Optional.of(
        new IdentityWarning(
            IdentityWarning.Kind.KEY_EXPOSED,
            "The private key "
                + shown
                + " is open to others than its owner (mode "
                + PosixFilePermissions.toString(mode)
                + ").",
            "Run: chmod 600 '"
                + shown
                + "'. If somebody else may have read it, make a new pair with ./certdrop generate"
                + " --force."));
  }
}
