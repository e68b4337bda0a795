package org.certdrop.export;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certdrop.disk.Disk;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.registration.CertificateFacts;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.Registrant;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.TestCertificate;

/** Parties for tests, each with a certificate of its own. */
public final class TestParties {
  private TestParties() {}

  /** A party at {@code 10.9.0.1} and a port. */
  public static ExportedParty at(String id, int port) {
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

  /** A party with this very certificate, and no address. */
  public static ExportedParty of(TestCertificate certificate, String id) {
    return with(certificate, id, Optional.empty());
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

  /** That a party with a certificate of its own be registered, whatever is registered. */
  public static Proposal proposal(String party) {
    TestCertificate made = TestCertificate.of(party);
    Fingerprint sha256 = Fingerprint.of(made.der());
    return new Proposal(
        "by-" + party,
        new Registrant(
            new PartyId(party),
            Optional.of(endpoint("2001:db8::1", 14001)),
            new CertificateFacts(
                made.pem(),
                sha256,
                Fingerprint.of(made.keyPair().getPublic().getEncoded()),
                "O=" + party,
                "O=" + party,
                "1",
                Instant.parse("2026-11-22T00:00:00Z"),
                Instant.parse("2027-11-22T00:00:00Z"),
                "EC P-256",
                "SHA256withECDSA")),
        true);
  }

  /** Adds {@code node_b} to a database as a process that is killed in the middle of the write. */
  public static void tear(Path file, Path var, Clock clock) throws Exception {
    Disk disk =
        new Disk(
            each ->
                each.label().equals("write db.json") && each.occurrence() == 2
                    ? Disk.Fate.TEAR
                    : Disk.Fate.DONE);
    Path seen = disk.see(file.getRoot());
    try {
      FedbiomedExport.into(
              seen.resolve(file.toString().substring(1)),
              seen.resolve(var.toString().substring(1)),
              clock,
              Database.PATIENCE)
          .run(() -> List.of(at("node_a", 14001), at("node_b", 14002)));
    } catch (Disk.Killed e) {
      return;
    }
    throw new IllegalStateException("nobody was killed");
  }
}
