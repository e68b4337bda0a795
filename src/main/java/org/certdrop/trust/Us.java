package org.certdrop.trust;

import java.util.Objects;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Certificate;

/**
 * This party, as one of those that must be ready.
 *
 * @param party the own id
 * @param certificate the own certificate
 */
public record Us(PartyId party, Certificate certificate) {
  /** Nothing may be null. */
  public Us {
    Objects.requireNonNull(party);
    Objects.requireNonNull(certificate);
  }

  /** Whether an id is ours, in any letter case. */
  boolean is(PartyId other) {
    return party.key().equals(other.key());
  }
}
