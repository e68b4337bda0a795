package org.certdrop.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.files.FileContent;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registry.Registry;
import org.certdrop.rules.CertificateRules;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.submission.Submission;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.trust.Membership;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TrustedIssuers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kill came between the journal's line and the verdict; the next start shows the verdict. */
class RecalledVerdictTest {
  private static final Instant NOW = TestCertificate.NOW;
  private static final PartyId US = new PartyId("researcher_us");
  private static final TestCertificate OURS = TestCertificate.of(US.value());
  private static final TestCertificate CERTIFICATE = TestCertificate.of("node_b");

  @TempDir Path var;
  private Registry registry;

  @BeforeEach
  void registerBesideAnEarlierPartyOfTheSameEndpoint() throws IOException {
    registry =
        Registry.open(var, US, () -> AdmissionPolicy.AUTOMATIC, Clock.fixed(NOW, ZoneOffset.UTC));
    Intake before = intakeAt(NOW);
    before.register(before.assess(submission("node_a", TestCertificate.of("node_a"))));
    before.register(before.assess(submission("node_b", CERTIFICATE)));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private Intake intakeAt(Instant instant) {
    return new Intake(
        new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30)),
        () -> EndpointPolicy.REQUIRED,
        registry,
        () -> Membership.OPEN,
        () ->
            new Ourselves(
                US,
                OURS.certificate().fingerprint(),
                OURS.certificate().publicKeyFingerprint(),
                Optional.empty(),
                Set.of()),
        Clock.fixed(instant, ZoneOffset.UTC));
  }

  private static Submission submission(String party, TestCertificate certificate) {
    String sidecar = "{\"party_id\": \"" + party + "\", \"ip\": \"10.9.0.9\", \"port\": 14001}";
    return Submission.of(
        "by-" + party, List.of(file("a.pem", certificate.pem()), file("a.json", sidecar)));
  }

  private static SubmittedFile file(String name, String content) {
    return new SubmittedFile(name, new FileContent.Bytes(content.getBytes(StandardCharsets.UTF_8)));
  }

  private Verdict recalledAt(Instant instant) throws IOException {
    Intake after = intakeAt(instant);
    after.recall(List.of("by-node_b"));
    return after.register(after.assess(submission("node_b", CERTIFICATE)));
  }

  @Test
  void itHasTheOutcomeAndTheLineOfThatTime() throws IOException {
    Verdict verdict = recalledAt(NOW);

    assertThat(verdict.outcome()).isEqualTo(Outcome.REGISTERED);
    assertThat(verdict.registrySeq()).hasValue(2);
  }

  @Test
  void whatWasWorthKnowingThenIsSaidAgain() throws IOException {
    assertThat(recalledAt(NOW).findings())
        .extracting(Finding::code)
        .containsExactly(Code.DUPLICATE_ENDPOINT);
  }

  @Test
  void whatWouldRefuseItNowIsNotSaid() throws IOException {
    Instant late = CERTIFICATE.certificate().notAfter().plusSeconds(1);

    assertThat(recalledAt(late).findings()).noneMatch(Finding::refuses);
  }
}
