package org.certdrop.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.files.Reason;
import org.certdrop.text.Printable;

/**
 * A new certificate and key of this party.
 *
 * @param own the party with the new pair
 * @param former the party with the pair that the new one replaces, if there is one
 */
public record Renewal(OwnParty own, Optional<OwnParty> former) {
  /** Neither may be null. */
  public Renewal {
    Objects.requireNonNull(own);
    Objects.requireNonNull(former);
  }

  /** Whether the old key can sign that the new certificate takes the place of its own. */
  public boolean isRotation() {
    return former.flatMap(OwnParty::privateKey).isPresent();
  }

  /** What the other sites make of the new certificate, in sentences. */
  public String meaning() {
    return isRotation()
        ? "The old key signed for it: a certdrop that has the old certificate takes the new one over,"
            + " or asks its operator to confirm it, once it gets all files. At other sites it must be"
            + " registered by hand."
        : "The old key is not here and could not sign for it: every other site refuses the new"
            + " certificate (key-change) until its operator confirms it by hand.";
  }

  /**
   * The new pair was not put in place, because what both keys sign could not be kept.
   *
   * @param folder where it is kept
   * @param fault what the operating system said
   */
  public IdentityException unkept(Path folder, IOException fault) {
    return new IdentityException(
        "What both keys sign cannot be kept in "
            + Printable.of(folder.toString())
            + ": "
            + Reason.reason(fault)
            + "; the old certificate and key are still in place.",
        "Let the user that runs certdrop write there, on a disk with space left, and try again.",
        fault);
  }

  /**
   * The new pair is in place, but the outbox does not show it yet.
   *
   * @param fault what the operating system said
   */
  public IdentityException unannounced(IOException fault) {
    return new IdentityException(
        "The new certificate "
            + own.certificate().fingerprint()
            + " and its key are in place, but the outbox cannot be brought up to date: "
            + Reason.described(fault)
            + ".",
        "Let the user that runs certdrop write there, on a disk with space left; then"
            + " ./certdrop registration-instructions, or the running service, makes it good. There is"
            + " no need to generate once more.",
        fault);
  }
}
