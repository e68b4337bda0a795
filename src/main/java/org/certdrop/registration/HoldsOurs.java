package org.certdrop.registration;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.certdrop.x509.Fingerprint;

/**
 * The certificate of ours that a party says to hold, by its latest receipt.
 *
 * @param sha256 that certificate
 * @param at when the party wrote the receipt, by its own clock, in whole milliseconds
 */
public record HoldsOurs(Fingerprint sha256, Instant at) {
  /** Nothing may be null; times are cut to milliseconds, as the journal keeps them. */
  public HoldsOurs {
    Objects.requireNonNull(sha256);
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }
}
