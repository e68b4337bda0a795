package org.certdrop.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.certdrop.files.FileContent;
import org.certdrop.party.PartyId;
import org.certdrop.rules.CertificateRules;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.submission.Completeness;
import org.certdrop.submission.Submission;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.x509.MutualCertificates;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TrustedIssuers;
import org.junit.jupiter.api.Test;

/** Whose certificate it is, where the certificate says so itself (SPEC section 12). */
class NamedCertificateTest {
  private static final TestCertificate NAMED = MutualCertificates.node("NODE_a");
  private static final TestCertificate ELSEWHERE = TestCertificate.of("host.example.org");

  private static Assessment examine(EndpointPolicy policy, String... namesAndContents) {
    return examiner(policy).examine(submission(namesAndContents), TestCertificate.NOW);
  }

  private static Examiner examiner(EndpointPolicy policy) {
    return new Examiner(
        new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30)), () -> policy);
  }

  private static Submission submission(String... namesAndContents) {
    List<SubmittedFile> files = new ArrayList<>();
    for (int i = 0; i < namesAndContents.length; i += 2) {
      files.add(
          new SubmittedFile(
              namesAndContents[i],
              new FileContent.Bytes(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8))));
    }
    return Submission.of("drop", files);
  }

  private static void isOf(Assessment assessment, String party) {
    assertThat(assessment.findings().stream().filter(Finding::refuses)).isEmpty();
    assertThat(assessment.metadata().party()).contains(new PartyId(party));
  }

  private static List<Code> codes(Assessment assessment) {
    return assessment.findings().stream().map(Finding::code).toList();
  }

  /** What the releases with mutual authentication print, in our own words around the flags. */
  private static String printed(TestCertificate certificate, String id) {
    return "Hello\n\n"
        + certificate.pem()
        + "\n\u001b[1mRegister it so:\u001b[0m\n"
        + "      fedbiomed researcher certificate register -pk [PATH] [-ci ID] [--upsert]\n"
        + "    or with '--path [COMPONENT_DIRECTORY]' after 'fedbiomed researcher'.\n"
        + "`-ci` is for certificates from elsewhere only: `-ci "
        + id
        + "`.\n";
  }

  @Test
  void aCertificateAloneNeedsNoSidecarWhereNoAddressIsRequired() {
    isOf(examine(EndpointPolicy.OPTIONAL, "a.pem", NAMED.pem()), "NODE_a");
  }

  @Test
  void whereOneIsRequiredTheSidecarIsMissed() {
    assertThat(codes(examine(EndpointPolicy.REQUIRED, "a.pem", NAMED.pem())))
        .containsExactly(Code.MISSING_SIDECAR);
  }

  @Test
  void aCertificateThatNamesNobodyNeedsItsSidecarAnywhere() {
    assertThat(codes(examine(EndpointPolicy.OPTIONAL, "a.pem", ELSEWHERE.pem())))
        .contains(Code.MISSING_SIDECAR);
  }

  @Test
  void theSidecarNeedNotRepeatTheId() {
    Assessment assessment =
        examine(
            EndpointPolicy.REQUIRED,
            "a.pem",
            NAMED.pem(),
            "a.json",
            "{\"ip\": \"10.1.1.1\", \"port\": 14001}");

    isOf(assessment, "NODE_a");
    assertThat(assessment.metadata().endpoint().orElseThrow()).hasToString("10.1.1.1:14001");
  }

  @Test
  void aSidecarOfAnotherIdContradicts() {
    assertThat(
            codes(
                examine(
                    EndpointPolicy.OPTIONAL,
                    "a.pem",
                    NAMED.pem(),
                    "a.json",
                    "{\"party_id\": \"NODE_b\"}")))
        .containsExactly(Code.IDENTITY_MISMATCH);
  }

  @Test
  void anIdThatIsNoneIsNotReplacedByTheCertificates() {
    assertThat(
            codes(
                examine(
                    EndpointPolicy.OPTIONAL,
                    "a.pem",
                    NAMED.pem(),
                    "a.json",
                    "{\"party_id\": \"nobody\"}")))
        .containsExactly(Code.INVALID_FIELD);
  }

  @Test
  void theNewestTextNeedsNothingBesides() {
    isOf(examine(EndpointPolicy.OPTIONAL, "a.txt", printed(NAMED, "NODE_a")), "NODE_a");
  }

  @Test
  void theIdInTheTextSaysWhoseACertificateFromElsewhereIs() {
    isOf(examine(EndpointPolicy.OPTIONAL, "a.txt", printed(ELSEWHERE, "NODE_x")), "NODE_x");
  }

  @Test
  void aTextOfAnotherIdThanTheCertificatesContradicts() {
    assertThat(codes(examine(EndpointPolicy.OPTIONAL, "a.txt", printed(NAMED, "NODE_x"))))
        .containsExactly(Code.IDENTITY_MISMATCH);
  }

  @Test
  void theLongOptionSaysTheSame() {
    isOf(
        examine(
            EndpointPolicy.OPTIONAL,
            "a.txt",
            ELSEWHERE.pem() + "\nfedbiomed node certificate register --component-id NODE_x\n"),
        "NODE_x");
  }

  @Test
  void aWordForTheIdInAUsageLineIsNone() {
    String usage = NAMED.pem() + "\nregister -pk FILE [-ci ID] [--upsert] or -ci id\n";

    assertThat(Completeness.isInstructions(usage.getBytes(StandardCharsets.UTF_8))).isFalse();
    isOf(examine(EndpointPolicy.OPTIONAL, "a.txt", usage), "NODE_a");
  }

  @Test
  void anIdOfCapitalsIsAnId() {
    String text = ELSEWHERE.pem() + "\nregister -pk FILE -ci NODE_A\n";

    isOf(examine(EndpointPolicy.OPTIONAL, "a.txt", text), "NODE_A");
  }

  @Test
  void bothOptionsMustAgree() {
    assertThat(
            codes(
                examine(
                    EndpointPolicy.OPTIONAL,
                    "a.txt",
                    ELSEWHERE.pem() + "\nregister -pi NODE_x\nregister -ci NODE_y\n")))
        .contains(Code.CONFLICTING_METADATA);
  }

  @Test
  void aTextWithoutAddressIsToldWhatCanBeDoneHere() {
    Assessment assessment = examine(EndpointPolicy.REQUIRED, "a.txt", printed(ELSEWHERE, "NODE_x"));

    assertThat(assessment.findings())
        .filteredOn(finding -> finding.code() == Code.MISSING_FIELD)
        .hasSize(2)
        .allSatisfy(
            finding ->
                assertThat(finding.hint())
                    .contains("certdrop.policy.endpoint=optional", "sidecar", "\"ip\""));
  }

  @Test
  void aCheckSaysOfATextWhatADropWould() {
    Assessment checked =
        examiner(EndpointPolicy.REQUIRED)
            .check(submission("a.txt", printed(ELSEWHERE, "NODE_x")), TestCertificate.NOW);

    assertThat(codes(checked)).contains(Code.MISSING_FIELD);
    assertThat(checked.isAcceptable()).isFalse();
    assertThat(
            examiner(EndpointPolicy.OPTIONAL)
                .check(submission("a.txt", printed(ELSEWHERE, "NODE_x")), TestCertificate.NOW)
                .isAcceptable())
        .isTrue();
  }
}
