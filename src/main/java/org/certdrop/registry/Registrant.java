package org.certdrop.registry;

import java.util.Objects;
import java.util.Optional;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;

/**
 * Who is to be registered: the party, where it listens and its certificate.
 *
 * @param party the party's id as it was written
 * @param endpoint where it listens; empty where endpoints are optional and none was given
 * @param certificate its certificate
 */
public record Registrant(PartyId party, Optional<Endpoint> endpoint, CertificateFacts certificate) {
  /** Nothing may be null. */
  public Registrant {
    Objects.requireNonNull(party);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(certificate);
  }
}
