package org.certdrop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TrustedIssuers;

/** One party, the shipped policy without issuers, and the instant of {@link TestCertificate}. */
final class RulesFixture {
  static final PartyId PARTY = new PartyId("node_a");

  private static final CertificateRules RULES =
      new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30));

  private RulesFixture() {}

  static Judgement judge(byte[] file) {
    return RULES.judge(file, Optional.of(PARTY), TestCertificate.NOW);
  }

  static Judgement judge(String file) {
    return judge(file.getBytes(StandardCharsets.UTF_8));
  }

  static Judgement judge(TestCertificate.Builder certificate) {
    return judge(certificate.build().file());
  }

  static TestCertificate.Builder builder() {
    return TestCertificate.builder(PARTY.value());
  }

  static List<Code> codes(Judgement judgement) {
    return judgement.findings().stream().map(Finding::code).toList();
  }

  /** The only finding, which must have this code. */
  static Finding only(Code code, Judgement judgement) {
    assertThat(codes(judgement)).containsExactly(code);
    return judgement.findings().get(0);
  }
}
