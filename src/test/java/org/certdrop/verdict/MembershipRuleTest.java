package org.certdrop.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.certdrop.files.FileContent;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Backing;
import org.certdrop.registry.Registry;
import org.certdrop.rules.CertificateRules;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.submission.Submission;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.trust.Distrusted;
import org.certdrop.trust.Membership;
import org.certdrop.trust.Roster;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TrustedIssuers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembershipRuleTest {
  private static final String US = "researcher_us";
  private static final TestCertificate OURS = TestCertificate.of(US);
  private static final TestCertificate A = TestCertificate.of("node_a");

  @TempDir Path var;
  private Registry registry;
  private Intake intake;
  private Optional<Roster> roster = Optional.empty();
  private Distrusted distrusted = Distrusted.NONE;
  private int count;

  @BeforeEach
  void openRegistry() throws IOException {
    Clock clock = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);
    registry = Registry.open(var, new PartyId(US), () -> AdmissionPolicy.AUTOMATIC, clock);
    intake = intake(() -> new Membership(roster, distrusted));
  }

  private static final Endpoint HERE =
      new Endpoint(
          IpAddress.parse("10.9.0.1").orElseThrow(bad -> new IllegalStateException(bad.problem())),
          14001);

  private Intake intake(Membership.Source membership) {
    return new Intake(
        new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30)),
        () -> EndpointPolicy.REQUIRED,
        registry,
        membership,
        () ->
            new Ourselves(
                new PartyId(US),
                OURS.certificate().fingerprint(),
                OURS.certificate().publicKeyFingerprint(),
                Optional.of(HERE),
                Set.of()),
        Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void closeRegistry() {
    registry.close();
  }

  private void distrust(String lines) {
    distrusted =
        Distrusted.parse(lines.getBytes(StandardCharsets.UTF_8))
            .orElseThrow(bad -> new IllegalStateException(bad.problem()));
  }

  private void enroll(String parties) {
    String text = "{\"federation\": \"f\\u0007\", \"parties\": [" + parties + "]}";
    roster =
        Optional.of(
            Roster.parse(text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(bad -> new IllegalStateException(bad.problem())));
  }

  private static SubmittedFile file(String name, String content) {
    return new SubmittedFile(name, new FileContent.Bytes(content.getBytes(StandardCharsets.UTF_8)));
  }

  private Assessment assessment(TestCertificate certificate, String party) {
    return intake.assess(
        Submission.of(
            "submission-" + ++count,
            List.of(
                file("a.pem", certificate.pem()),
                file(
                    "a.json",
                    "{\"party_id\": \""
                        + party
                        + "\", \"ip\": \"10.9.0."
                        + (party.equals(US) ? 1 : 7)
                        + "\", \"port\": 14001}"))));
  }

  private Verdict drop(TestCertificate certificate, String party) throws IOException {
    return intake.register(assessment(certificate, party));
  }

  private static void refusedFirstFor(Verdict verdict, Code code, String inMessage) {
    assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(verdict.code()).contains(code);
    Finding finding = verdict.findings().get(0);
    assertThat(finding.message()).contains(inMessage).endsWith(".");
    assertThat(finding.hint()).isNotEmpty();
  }

  @Test
  void aNewKeyOfAPartyWhoseFormerOneIsDistrustedIsComparedAndNothingElse() throws IOException {
    drop(A, "node_a");
    Finding before = drop(TestCertificate.of("node_a"), "node_a").findings().get(0);
    assertThat(before.hint()).contains("the old key may vouch", "./certdrop register");

    distrust(A.certificate().fingerprint() + "\n");
    registry.remove(new PartyId("node_a"));
    Finding finding = drop(TestCertificate.of("node_a"), "node_a").findings().get(0);

    assertThat(finding.code()).isEqualTo(Code.KEY_CHANGE);
    assertThat(finding.hint())
        .startsWith("Its former key is in etc/distrusted.txt, and neither comes back nor vouches")
        .endsWith("./certdrop confirm node_a NUMBER --replace")
        .doesNotContain("register", "outbox");
  }

  @Test
  void aPartyThatIsNotDistrustedIsRegisteredWithoutARoster() throws IOException {
    distrust("node_b\n");
    assertThat(drop(A, "node_a").outcome()).isEqualTo(Outcome.REGISTERED);
  }

  /** The operator may save a list while a drop is being decided. */
  @Test
  void aListThatChangesMeanwhileTakesNoReasonAway() throws IOException {
    distrust("node_a\n");
    Membership before = new Membership(roster, distrusted);
    AtomicInteger asked = new AtomicInteger();
    intake =
        intake(
            () ->
                asked.getAndIncrement() == 0
                    ? before
                    : new Membership(Optional.empty(), Distrusted.NONE));
    refusedFirstFor(drop(A, "node_a"), Code.DISTRUSTED, "node_a is distrusted");
  }

  @Test
  void aDistrustedIdIsRefusedInAnyLetterCase() throws IOException {
    distrust("NODE_A\n");
    refusedFirstFor(drop(A, "node_a"), Code.DISTRUSTED, "node_a is distrusted");
    assertThat(registry.view().active()).isEmpty();
  }

  @Test
  void aDistrustedCertificateIsRefusedUnderAnyId() throws IOException {
    distrust(A.certificate().fingerprint().toString());
    refusedFirstFor(drop(A, "node_b"), Code.DISTRUSTED, A.certificate().fingerprint().toString());
  }

  @Test
  void aDistrustedKeyIsRefusedInAnotherCertificate() throws IOException {
    distrust(A.certificate().fingerprint().toString());
    distrusted =
        distrusted.withKeys(
            Map.of(A.certificate().fingerprint(), A.certificate().publicKeyFingerprint()));
    TestCertificate renewed =
        TestCertificate.builder("node_b").key(A.keyPair()).serial(java.math.BigInteger.TEN).build();
    refusedFirstFor(
        drop(renewed, "node_b"), Code.DISTRUSTED, A.certificate().fingerprint().toString());
  }

  @Test
  void aDistrustedIdIsSaidOfADropThatIsBrokenBesides() throws IOException {
    distrust("node_a\n");
    Verdict verdict =
        intake.register(
            intake.assess(
                Submission.of(
                    "broken",
                    List.of(
                        file("a.pem", "hello"), file("a.json", "{\"party_id\": \"node_a\"}")))));
    refusedFirstFor(verdict, Code.DISTRUSTED, "node_a");
    assertThat(verdict.findings()).extracting(Finding::code).contains(Code.NOT_PEM);
  }

  @Test
  void noUpsertOverridesDistrustOrRoster() throws IOException {
    distrust("node_a\n");
    enroll("{\"party_id\": \"node_a\"}");
    assertThat(intake.registerByHand(assessment(A, "node_a"), Backing.UPSERT).code())
        .contains(Code.DISTRUSTED);
    assertThat(
            intake
                .registerByHand(assessment(TestCertificate.of("node_b"), "node_b"), Backing.UPSERT)
                .code())
        .contains(Code.NOT_ON_ROSTER);
  }

  @Test
  void aPartyOffTheRosterIsRefusedWithTheFederationsName() throws IOException {
    enroll("{\"party_id\": \"node_b\"}");
    refusedFirstFor(drop(A, "node_a"), Code.NOT_ON_ROSTER, "roster of \"f\\u0007\"");
  }

  @Test
  void aPartyOnTheRosterIsRegisteredInAnyLetterCase() throws IOException {
    enroll("{\"party_id\": \"NODE_A\"}");
    assertThat(drop(A, "node_a").outcome()).isEqualTo(Outcome.REGISTERED);
  }

  @Test
  void aPinnedPartyComesWithItsOwnCertificateAlone() throws IOException {
    String pinned = A.certificate().fingerprint().toString();
    enroll("{\"party_id\": \"node_a\", \"sha256\": \"" + pinned + "\"}");
    refusedFirstFor(
        drop(TestCertificate.of("node_a"), "node_a"), Code.NOT_ON_ROSTER, pinned + ", but this");
    assertThat(drop(A, "node_a").outcome()).isEqualTo(Outcome.REGISTERED);
  }

  @Test
  void ourOwnRegistrationStaysUnchangedOffTheRoster() throws IOException {
    enroll("{\"party_id\": \"node_a\"}");
    assertThat(drop(OURS, US).outcome()).isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void anImpostorOfOursIsCalledOne() throws IOException {
    enroll("{\"party_id\": \"node_a\"}");
    assertThat(drop(TestCertificate.of(US), US).code()).contains(Code.OWN_PARTY);
  }

  @Test
  void nothingIsDecidedWhileTheListsCannotBeRead() {
    Intake paused =
        intake(
            () -> {
              throw new IOException("the roster does not parse");
            });
    assertThatThrownBy(() -> paused.register(assessment(A, "node_a")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> paused.registerByHand(assessment(A, "node_b"), Backing.UPSERT))
        .isInstanceOf(IOException.class);
    assertThat(registry.view().active()).isEmpty();
  }

  @Test
  void theRostersSpellingWinsOverAnotherOneThatCameFirst() throws IOException {
    TestCertificate squatter = TestCertificate.of("x");
    drop(squatter, "NODE_a");
    Verdict refused = drop(A, "node_a");
    assertThat(refused.code()).contains(Code.PARTY_ID_CONFLICT);
    enroll("{\"party_id\": \"node_a\"}");

    Verdict verdict = drop(A, "node_a");

    assertThat(verdict.outcome()).isEqualTo(Outcome.REGISTERED);
    assertThat(verdict.findings())
        .filteredOn(finding -> finding.code() == Code.PARTY_ID_CONFLICT)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.refuses()).isFalse();
              assertThat(finding.message())
                  .contains(
                      "NODE_a", "was removed", squatter.certificate().fingerprint().toString());
            });
    assertThat(registry.view().active())
        .extracting(entry -> entry.party().value())
        .containsExactly("node_a");
    assertThat(drop(squatter, "NODE_a").code()).contains(Code.PARTY_ID_CONFLICT);
  }

  @Test
  void aSpellingThatTheRosterHasNotWinsOverNobody() throws IOException {
    drop(A, "node_a");
    enroll("{\"party_id\": \"node_a\"}");

    assertThat(drop(TestCertificate.of("x"), "NODE_a").code()).contains(Code.PARTY_ID_CONFLICT);
    assertThat(registry.view().active())
        .extracting(entry -> entry.party().value())
        .containsExactly("node_a");
  }
}
