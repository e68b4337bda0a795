package org.certdrop.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.CertificateFacts;
import org.certdrop.registration.ConfirmationRequest;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.HoldsOurs;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.Registrant;
import org.certdrop.registration.RegistryView;
import org.certdrop.registration.RotationPolicy;
import org.certdrop.registration.SignedSidecar;
import org.certdrop.registration.Verified;
import org.certdrop.registry.Registry;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.TestCertificate;

/** The registry of researcher_us in tests, and those who are in it. */
final class Members {
  static final Instant NOW = TestCertificate.NOW;
  static final PartyId OWNER = new PartyId("researcher_us");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final Path var;

  Members(Path var) {
    this.var = var;
  }

  /** A certificate that ends so many days from now; it began a year before. */
  static Certificate certificate(String party, long days) {
    Instant end = NOW.plus(Duration.ofDays(days));
    return TestCertificate.builder(party)
        .notBefore(end.minus(Duration.ofDays(365)))
        .notAfter(end)
        .build()
        .certificate();
  }

  private Registry open(FirstContact first) throws IOException {
    return open(first, RotationPolicy.AUTO);
  }

  private Registry open(FirstContact first, RotationPolicy rotation) throws IOException {
    return Registry.open(var, OWNER, () -> new AdmissionPolicy(first, rotation), CLOCK);
  }

  Members without(String party) throws IOException {
    try (Registry registry = open(FirstContact.REGISTER)) {
      registry.remove(new PartyId(party));
    }
    return this;
  }

  /** Registers each with a certificate that lasts. */
  Members with(String... parties) throws IOException {
    for (String party : parties) {
      with(party, certificate(party, 200));
    }
    return this;
  }

  Members with(String party, Certificate certificate) throws IOException {
    return add(party, certificate, FirstContact.REGISTER);
  }

  Members withPending(String party) throws IOException {
    return add(party, certificate(party, 200), FirstContact.CONFIRM);
  }

  private Members add(String party, Certificate certificate, FirstContact first)
      throws IOException {
    try (Registry registry = open(first)) {
      registry.decide(
          new Proposal(
              "by-" + certificate.fingerprint(),
              new Registrant(
                  new PartyId(party), Optional.empty(), CertificateFacts.of(certificate)),
              false));
    }
    return this;
  }

  /** A verified party is said, but not signed, to listen somewhere: that waits. */
  Members moving(String party) throws IOException {
    PartyId id = new PartyId(party);
    IpAddress there =
        IpAddress.parse("10.9.0.7").orElseThrow(bad -> new IllegalStateException(bad.problem()));
    try (Registry registry = open(FirstContact.REGISTER)) {
      CertificateFacts known = registry.find(id).orElseThrow().certificate();
      registry.decide(
          new Proposal(
              "moving", new Registrant(id, Optional.of(new Endpoint(there, 14001)), known), false));
    }
    return this;
  }

  /** A party's key is replaced by another one that it vouches for. */
  Members rotated(String party, Certificate to) throws IOException {
    return rotated(party, to, RotationPolicy.AUTO);
  }

  /** The same, where rotations wait. */
  Members rotationWaits(String party, Certificate to) throws IOException {
    return rotated(party, to, RotationPolicy.CONFIRM);
  }

  private Members rotated(String party, Certificate to, RotationPolicy policy) throws IOException {
    PartyId id = new PartyId(party);
    try (Registry registry = open(FirstContact.REGISTER, policy)) {
      registry.decide(
          new Proposal(
              "by-" + to.fingerprint(),
              new Registrant(
                  id,
                  Optional.empty(),
                  CertificateFacts.of(to),
                  Optional.of(new SignedSidecar(2, to.fingerprint())),
                  Optional.of(registry.find(id).orElseThrow().sha256())),
              false));
    }
    return this;
  }

  Members verified(String party, Verified.Method method) throws IOException {
    try (Registry registry = open(FirstContact.REGISTER)) {
      registry.confirm(
          new ConfirmationRequest(
              new PartyId(party),
              registry.find(new PartyId(party)).orElseThrow().sha256(),
              new Verified(method, Optional.of("ann"), Optional.of(NOW)),
              false,
              Optional.empty()));
    }
    return this;
  }

  Members holding(String party, Fingerprint ours) throws IOException {
    try (Registry registry = open(FirstContact.REGISTER)) {
      registry.acknowledge(
          new PartyId(party),
          registry.find(new PartyId(party)).orElseThrow().sha256(),
          new HoldsOurs(ours, NOW));
    }
    return this;
  }

  RegistryView view() throws IOException {
    return RegistryReader.read(RegistryStore.of(var));
  }

  static Optional<Roster> roster(String... parties) {
    StringBuilder list = new StringBuilder();
    for (String party : parties) {
      list.append(list.isEmpty() ? "" : ", ").append("{\"party_id\": \"" + party + "\"}");
    }
    return rosterOf(list.toString());
  }

  static Optional<Roster> rosterOf(String parties) {
    String text = "{\"federation\": \"f\", \"parties\": [" + parties + "]}";
    return Optional.of(
        Roster.parse(text.getBytes(StandardCharsets.UTF_8))
            .orElseThrow(bad -> new IllegalStateException(bad.problem())));
  }

  static Distrusted distrusted(String lines) {
    return Distrusted.parse(lines.getBytes(StandardCharsets.UTF_8))
        .orElseThrow(bad -> new IllegalStateException(bad.problem()));
  }
}
