package org.certdrop.identity;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.files.Reason;

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
