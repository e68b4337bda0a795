package org.certdrop.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.rules.RulesFixture.PARTY;
import static org.certdrop.rules.RulesFixture.codes;
import static org.certdrop.rules.RulesFixture.judge;
import static org.certdrop.x509.TestCertificate.NOW;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.certdrop.x509.PemDocument;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TestKeys;
import org.certdrop.x509.TrustedIssuers;
import org.junit.jupiter.api.Test;

class CertificateRulesTest {
  @Test
  void aSoundCertificateBreaksNoRule() {
    Judgement judgement = judge(TestCertificate.of(PARTY.value()).file());

    assertThat(judgement.findings()).isEmpty();
    assertThat(judgement.certificate()).isPresent();
    assertThat(judgement.refuses()).isFalse();
  }

  @Test
  void everyRuleThatFailsIsReportedInTheOrderOfTheCodes() {
    TestCertificate certificate =
        TestCertificate.builder("node_other")
            .key(TestKeys.rsa(1024))
            .signatureAlgorithm("SHA1withRSA")
            .version(1)
            .serial(BigInteger.ZERO)
            .notAfter(NOW.minusSeconds(1))
            .build();
    String file = certificate.pem() + TestCertificate.pem("PRIVATE KEY", new byte[] {1});

    assertThat(codes(judge(file.getBytes(StandardCharsets.US_ASCII))))
        .containsExactly(
            Code.PRIVATE_KEY_PRESENT,
            Code.UNSUPPORTED_VERSION,
            Code.WEAK_KEY,
            Code.WEAK_SIGNATURE,
            Code.EXPIRED,
            Code.IDENTITY_MISMATCH,
            Code.NONCONFORMING_SERIAL);
  }

  @Test
  void aDocumentThatWasReadAlreadyIsJudgedAlike() {
    byte[] file = TestCertificate.of("node_other").file();
    CertificateRules rules = new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30));

    assertThat(rules.judge(CertificateFile.open(file), Optional.of(PARTY), NOW))
        .isEqualTo(judge(file));
  }

  @Test
  void aCertificateThatWasReadAlreadyIsJudgedByItsContent() {
    CertificateRules rules = new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30));

    List<Finding> findings =
        rules.judge(TestCertificate.of("node_other").certificate(), Optional.of(PARTY), NOW);

    assertThat(findings).extracting(Finding::code).containsExactly(Code.IDENTITY_MISMATCH);
  }

  @Test
  void aWarningDoesNotRefuse() {
    Judgement judgement =
        judge(TestCertificate.builder(PARTY.value()).serial(BigInteger.ZERO).build().file());

    assertThat(codes(judgement)).containsExactly(Code.NONCONFORMING_SERIAL);
    assertThat(judgement.refuses()).isFalse();
  }

  @Test
  void aRefusingFindingRefuses() {
    assertThat(judge(TestCertificate.of("node_other").file()).refuses()).isTrue();
  }

  @Test
  void ofSeveralWholeBlocksOnlyTheirNumberIsSaid() {
    String block = TestCertificate.pem("CERTIFICATE", new byte[] {1});

    assertThat(codes(judge(block + block))).containsExactly(Code.MULTIPLE_CERTIFICATES);
  }

  @Test
  void aPrivateKeyIsFoundInAFileThatShouldHoldNoCertificate() {
    CertificateRules rules = new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30));
    String key = TestCertificate.pem("PRIVATE KEY", new byte[] {1});

    assertThat(rules.privateKey(PemDocument.read(key.getBytes(StandardCharsets.US_ASCII))))
        .map(Finding::code)
        .contains(Code.PRIVATE_KEY_PRESENT);
    assertThat(rules.privateKey(PemDocument.read("{}".getBytes(StandardCharsets.US_ASCII))))
        .isEmpty();
  }

  @Property(tries = 500)
  void anyFileGetsAJudgementWithHints(@ForAll @Size(max = 200) byte[] file) {
    assertThat(judge(file).findings())
        .isNotEmpty()
        .allMatch(finding -> !finding.hint().isBlank() && finding.message().endsWith("."));
  }
}
