package org.certdrop.identity;

import java.nio.file.Path;
import java.util.Optional;
import org.certdrop.files.Exposed;
import org.certdrop.files.Owner;
import org.certdrop.text.Printable;

/** Tells whether certificate and key lie open to others than their owner. */
final class Exposure {
  private Exposure() {}

  /**
   * A warning if group or others may read or write the file; nothing if it cannot be told.
   *
   * @param maker what makes a new pair, in words that complete "with "
   */
  static Optional<IdentityWarning> ofKey(Path keyFile, String maker) {
    String shown = Printable.of(keyFile.toString());
    return Exposed.secret(keyFile)
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
    return Exposed.folder(folder)
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
}
