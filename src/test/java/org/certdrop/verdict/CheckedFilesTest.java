package org.certdrop.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.certdrop.files.FileContent;
import org.certdrop.rules.CertificateRules;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.submission.Completeness;
import org.certdrop.submission.Submission;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TrustedIssuers;
import org.junit.jupiter.api.Test;

/** Files that somebody asks about before they are dropped need not be a whole submission. */
class CheckedFilesTest {
  private static final Examiner EXAMINER =
      new Examiner(
          new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30)),
          () -> EndpointPolicy.REQUIRED);
  private static final SubmittedFile CERTIFICATE =
      file("a.pem", TestCertificate.of("node_a").pem());

  private static SubmittedFile file(String name, String content) {
    return new SubmittedFile(name, new FileContent.Bytes(content.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Code> codes(SubmittedFile... files) {
    Submission submission = Submission.of("check", List.of(files));
    return EXAMINER.check(submission, TestCertificate.NOW).findings().stream()
        .map(Finding::code)
        .toList();
  }

  @Test
  void aCertificateAloneMissesNothing() {
    assertThat(codes(CERTIFICATE)).isEmpty();
  }

  @Test
  void aSidecarAloneMissesNothing() {
    assertThat(codes(file("a.json", "{\"party_id\": \"node_a\"}"))).isEmpty();
  }

  @Test
  void whatIsWrongWithAFileAloneIsSaid() {
    assertThat(codes(file("a.pem", "hello"))).containsExactly(Code.NOT_PEM);
    assertThat(codes(file("a.json", "{\"port\": 0}"))).containsExactly(Code.INVALID_FIELD);
  }

  @Test
  void aPairMissesItsFields() {
    assertThat(codes(CERTIFICATE, file("a.json", "{\"party_id\": \"node_a\"}")))
        .containsExactly(Code.MISSING_FIELD, Code.MISSING_FIELD);
  }

  @Test
  void itsOwnFingerprintContradictsNoCertificate() {
    TestCertificate certificate = TestCertificate.of("node_a");
    String own = certificate.certificate().fingerprint().toString();

    assertThat(codes(file("a.pem", certificate.pem()), sidecar(own))).isEmpty();
  }

  @Test
  void theFingerprintOfAnotherContradictsIt() {
    String other = TestCertificate.of("node_a").certificate().fingerprint().toString();

    assertThat(codes(CERTIFICATE, sidecar(other))).containsExactly(Code.CONFLICTING_METADATA);
  }

  private static SubmittedFile sidecar(String sha256) {
    return file(
        "a.json",
        "{\"party_id\": \"node_a\", \"ip\": \"10.9.0.9\", \"port\": 14001, \"sha256\": \""
            + sha256
            + "\"}");
  }

  @Test
  void aPortOfAnotherTypeIsToBeANumberAndAllElseAText() {
    Assessment assessment =
        EXAMINER.check(
            Submission.of("check", List.of(file("a.json", "{\"ip\": 10, \"port\": true}"))),
            TestCertificate.NOW);

    assertThat(assessment.findings().stream().map(Finding::hint))
        .anyMatch(hint -> hint.startsWith("Write a string, in quotation marks: "))
        .anyMatch(hint -> hint.startsWith("Write a whole number: "));
  }

  @Test
  void onlyWhatNamesAPartyIsInstructions() {
    assertThat(
            Stream.of("register -pi node_a", "register --ip 10.0.0.1", "")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .map(Completeness::isInstructions))
        .containsExactly(true, false, false);
  }

  @Test
  void otherFilesAreNoSubmission() {
    SubmittedFile other = file("a.7z", "7z");

    assertThatThrownBy(() -> Submission.of("check", List.of(other)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
