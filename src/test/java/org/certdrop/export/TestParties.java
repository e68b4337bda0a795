package org.certdrop.export;

import java.time.Instant;
import java.util.Optional;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.TestCertificate;

/** Parties for tests, each with a certificate of its own. */
final class TestParties {
  private TestParties() {}

  /** A party at {@code 10.9.0.1} and a port. */
  static ExportedParty at(String id, int port) {
    return with(TestCertificate.of(id), id, Optional.of(endpoint("10.9.0.1", port)));
  }

  /** A party that did not say where it listens. */
  static ExportedParty nowhere(String id) {
    return with(TestCertificate.of(id), id, Optional.empty());
  }

  /** The same party with another certificate. */
  static ExportedParty renewed(ExportedParty party) {
    return with(TestCertificate.of(party.id().value()), party.id().value(), party.endpoint());
  }

  /** The same party elsewhere. */
  static ExportedParty moved(ExportedParty party, int port) {
    return new ExportedParty(
        party.id(),
        Optional.of(endpoint("10.9.0.1", port)),
        party.pem(),
        party.sha256(),
        party.notAfter());
  }

  private static ExportedParty with(
      TestCertificate certificate, String id, Optional<Endpoint> endpoint) {
    return new ExportedParty(
        new PartyId(id),
        endpoint,
        certificate.pem(),
        Fingerprint.of(certificate.der()),
        Instant.parse("2031-01-01T00:00:00Z"));
  }

  static Endpoint endpoint(String ip, int port) {
    return new Endpoint(
        IpAddress.parse(ip).orElseThrow(bad -> new IllegalArgumentException(bad.problem())), port);
  }
}
