package org.certdrop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.certdrop.fuzz.DerMutations;
import org.certdrop.fuzz.Fuzz;
import org.certdrop.party.PartyId;
import org.certdrop.proof.Proof;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TrustedIssuers;
import org.certdrop.x509.VariedCertificates;
import org.junit.jupiter.api.Test;

/** Whatever the certificate is, the rules answer, in words; and only what was signed is taken. */
@Proof
class CertificateRulesFuzzTest {
  private static final CertificateRules RULES =
      new CertificateRules(
          TrustedIssuers.of(List.of(VariedCertificates.CA.certificate())), Duration.ofDays(30));
  private static final Optional<PartyId> PARTY = Optional.of(new PartyId(VariedCertificates.PARTY));
  private static final List<byte[]> SIGNED = VariedCertificates.der();

  @Test
  void everyCertificateIsJudgedInWords() {
    DerMutations mutations = new DerMutations(SIGNED);
    Fuzz.run(
        "rules",
        1500,
        random ->
            TestCertificate.pem("CERTIFICATE", mutations.next(random))
                .getBytes(StandardCharsets.US_ASCII),
        CertificateRulesFuzzTest::judge);
  }

  private static void judge(byte[] file) {
    Judgement judgement = RULES.judge(file, PARTY, TestCertificate.NOW);
    assertThat(judgement.findings()).isSortedAccordingTo(Comparator.comparing(Finding::code));
    assertThat(judgement.findings())
        .allSatisfy(
            finding -> {
              assertThat(finding.message()).matches("\\P{Cntrl}+\\.");
              assertThat(finding.hint()).isNotBlank();
            });
    if (!judgement.refuses()) {
      byte[] der = judgement.certificate().orElseThrow().der();
      assertThat(SIGNED).as("certificates that were signed").anyMatch(one -> same(one, der));
    }
  }

  private static boolean same(byte[] one, byte[] other) {
    return java.util.Arrays.equals(one, other);
  }
}
