package org.certdrop.export;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.home.ExportRequirement;
import org.certdrop.home.Home;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.CertificateFacts;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.Registrant;
import org.certdrop.registry.Registry;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.certdrop.text.Parsed;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.TestCertificate;

/** A registry with real certificates, and this party, {@code node_us}. */
final class Federation {
  static final String US = "node_us";
  static final TestCertificate OWN = TestCertificate.of(US);
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);

  private final Path var;

  Federation(Path var) {
    this.var = var;
  }

  /** Registers parties, each with a certificate and an address of its own. */
  Federation with(String... parties) throws IOException {
    int port = 15_000;
    for (String party : parties) {
      with(
          party,
          TestCertificate.of(party),
          endpoint("10.1.0.1", port++),
          AdmissionPolicy.AUTOMATIC);
    }
    return this;
  }

  Federation with(String party, TestCertificate certificate, Optional<Endpoint> endpoint)
      throws IOException {
    return with(party, certificate, endpoint, AdmissionPolicy.AUTOMATIC);
  }

  Federation with(
      String party, TestCertificate made, Optional<Endpoint> endpoint, AdmissionPolicy policy)
      throws IOException {
    Certificate certificate = made.certificate();
    try (Registry registry = Registry.open(var, new PartyId(US), () -> policy, CLOCK)) {
      registry.decide(
          new Proposal(
              "by-" + party,
              new Registrant(new PartyId(party), endpoint, CertificateFacts.of(certificate)),
              false));
    }
    return this;
  }

  ExportedParties parties() throws IOException {
    return ExportedParties.of(
        RegistryReader.read(RegistryStore.of(var)), entry -> true, ExportRequirement.NONE);
  }

  /** The players of these ids, which must be good. */
  Players players(String... ids) throws IOException {
    return Players.of(List.of(ids), parties(), Optional.of(own()), home())
        .orElseThrow(bad -> new IllegalStateException(bad.problem()));
  }

  /** A home to which nothing of anybody came that was refused, unless a test makes it so. */
  Home home() {
    return new Home(var);
  }

  static OwnParty own() {
    return own(endpoint("10.9.9.9", 14_001));
  }

  static OwnParty own(Optional<Endpoint> endpoint) {
    return new OwnParty(
        new PartyId(US), endpoint, OWN.certificate(), Optional.of(OWN.keyPair().getPrivate()));
  }

  static Optional<Endpoint> endpoint(String ip, int port) {
    return Optional.of(
        new Endpoint(
            IpAddress.parse(ip).orElseThrow(bad -> new IllegalStateException(bad.problem())),
            port));
  }

  /** Problem and hint of what must be bad. */
  static String refusal(Parsed<?> parsed) {
    if (parsed instanceof Parsed.Bad<?> bad) {
      return bad.problem() + " " + bad.hint();
    }
    throw new AssertionError("good: " + parsed);
  }

  /** Names for tests that want some. */
  static List<String> nodes(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("node_n" + i);
    }
    return names;
  }
}
