package org.certdrop.registration;

import java.util.Objects;
import java.util.Optional;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/**
 * Who is to be registered: the party, where it listens and its certificate.
 *
 * @param party the party's id as it was written
 * @param endpoint where it listens; empty where endpoints are optional and none was given
 * @param certificate its certificate
 * @param sidecar the signed sidecar that says so; empty where nothing is signed
 * @param vouchedFor the certificate whose key signed the sidecar, too, as a rotation wants it: the
 *     one that was registered when the signature was checked
 */
public record Registrant(
    PartyId party,
    Optional<Endpoint> endpoint,
    CertificateFacts certificate,
    Optional<SignedSidecar> sidecar,
    Optional<Fingerprint> vouchedFor) {
  /** Nothing may be null. */
  public Registrant {
    Objects.requireNonNull(party);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(sidecar);
    Objects.requireNonNull(vouchedFor);
  }

  /** A registrant of whom nothing is signed. */
  public Registrant(PartyId party, Optional<Endpoint> endpoint, CertificateFacts certificate) {
    this(party, endpoint, certificate, Optional.empty(), Optional.empty());
  }

  /** The same at another endpoint. */
  Registrant at(Optional<Endpoint> other) {
    return new Registrant(party, other, certificate, sidecar, vouchedFor);
  }
}
