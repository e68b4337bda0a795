package org.certdrop.identity;

import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.party.Component;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;
import org.certdrop.rules.CertifiedParty;
import org.certdrop.x509.Certificate;

/**
 * The party that this certdrop stands beside.
 *
 * @param id its id
 * @param endpoint where it listens for the other parties, if that is configured
 * @param certificate its certificate; it names this party or none
 * @param privateKey the certificate's private key; without one nothing is signed
 * @param form what form the certificate must have for the federation
 */
public record OwnParty(
    PartyId id,
    Optional<Endpoint> endpoint,
    Certificate certificate,
    Optional<PrivateKey> privateKey,
    OwnForm form) {
  /** A party of a mesh. */
  public OwnParty(
      PartyId id,
      Optional<Endpoint> endpoint,
      Certificate certificate,
      Optional<PrivateKey> privateKey) {
    this(id, endpoint, certificate, privateKey, OwnForm.MESH);
  }

  /** None of the five may be null. */
  public OwnParty {
    Objects.requireNonNull(id);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(privateKey);
    Objects.requireNonNull(form);
  }

  /** What the party is. */
  public Component component() {
    return id.component();
  }

  /**
   * What about this party should trouble its operator.
   *
   * @param at when to judge
   * @param ahead how long before the certificate's end to warn
   * @return at most one warning about the validity, one about the endpoint, and one about the form
   */
  public List<IdentityWarning> warnings(Instant at, Duration ahead) {
    return OwnPartyWarnings.of(this, at, ahead);
  }

  /** Whether the certificate says by itself that it is this party's, as Fed-BioMed reads it. */
  public boolean isNamedByCertificate() {
    return CertifiedParty.of(certificate).filter(id::equals).isPresent();
  }

  /** Id and fingerprint; never the private key. */
  @Override
  public String toString() {
    return id + " (" + certificate.fingerprint().brief() + "...)";
  }
}
