package org.certdrop.trust;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Certificate;

/**
 * This party, as one of those that must be ready.
 *
 * @param party the own id
 * @param certificate the own certificate
 * @param announced when it first said what it announces now; empty if it signs nothing
 */
public record Us(PartyId party, Certificate certificate, Optional<Instant> announced) {
  /** Nothing may be null. */
  public Us {
    Objects.requireNonNull(party);
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(announced);
  }

  /** Whether an id is ours, in any letter case. */
  boolean is(PartyId other) {
    return party.key().equals(other.key());
  }
}
