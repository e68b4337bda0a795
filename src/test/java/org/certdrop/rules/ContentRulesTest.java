package org.certdrop.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.rules.RulesFixture.PARTY;
import static org.certdrop.rules.RulesFixture.builder;
import static org.certdrop.rules.RulesFixture.codes;
import static org.certdrop.rules.RulesFixture.judge;
import static org.certdrop.rules.RulesFixture.only;
import static org.certdrop.x509.TestCertificate.NOW;
import static org.certdrop.x509.TestCertificate.name;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TestKeys;
import org.certdrop.x509.TrustedIssuers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentRulesTest {
  private static final TestCertificate CA = TestCertificate.ca("Hospital CA").build();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void anotherVersionThanThreeIsUnsupported(int version) {
    assertThat(only(Code.UNSUPPORTED_VERSION, judge(builder().version(version))).message())
        .contains("version " + version);
  }

  @Test
  void aVersionOneCertificateWithExtensionsIsStillJudgedByTheOtherRules() {
    TestCertificate.Builder certificate =
        builder().version(1).extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign));

    assertThat(codes(judge(certificate)))
        .containsExactly(Code.UNSUPPORTED_VERSION, Code.USAGE_EXCLUDES_SIGNATURE);
  }

  @Test
  void anUnknownCriticalExtensionIsRefused() {
    TestCertificate.Builder certificate =
        builder().extension(new ASN1ObjectIdentifier("1.2.3.4"), true, DERNull.INSTANCE);

    assertThat(only(Code.UNRECOGNIZED_CRITICAL_EXTENSION, judge(certificate)).message())
        .contains("1.2.3.4");
  }

  @Test
  void anUnknownExtensionThatIsNotCriticalIsIgnored() {
    ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.2.3.4");

    assertThat(codes(judge(builder().extension(unknown, false, DERNull.INSTANCE)))).isEmpty();
  }

  @Test
  void anotherCurveIsUnsupported() {
    only(Code.UNSUPPORTED_KEY, judge(builder().key(TestKeys.ec("secp256k1"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ed25519", "Ed448", "ML-DSA-65"})
  void modernKeysAreSupported(String algorithm) {
    assertThat(codes(judge(builder().key(TestKeys.of(algorithm))))).isEmpty();
  }

  @Test
  void aShortRsaKeyIsWeak() {
    assertThat(only(Code.WEAK_KEY, judge(builder().key(TestKeys.rsa(1024)))).message())
        .contains("RSA 1024");
  }

  @Test
  void anRsaKeyOf2048BitsIsNot() {
    assertThat(codes(judge(builder().key(TestKeys.rsa(2048))))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5withRSA", "SHA1withRSA", "SHA1withRSAandMGF1"})
  void aBrokenDigestIsAWeakSignature(String algorithm) {
    TestCertificate.Builder certificate =
        builder().key(TestKeys.rsa(2048)).signatureAlgorithm(algorithm);

    assertThat(only(Code.WEAK_SIGNATURE, judge(certificate)).message()).contains(algorithm);
  }

  @Test
  void sha1WithEcdsaIsAWeakSignature() {
    only(Code.WEAK_SIGNATURE, judge(builder().signatureAlgorithm("SHA1withECDSA")));
  }

  @Test
  void anotherKeysSignatureUnderTheOwnNameIsBad() {
    only(Code.BAD_SIGNATURE, judge(builder().signedBy(TestKeys.p256().getPrivate())));
  }

  @Test
  void aChangedSignatureIsBad() {
    TestCertificate.Builder certificate =
        builder()
            .signatureTampered(
                signature -> {
                  signature[signature.length - 1] ^= 1;
                  return signature;
                });

    only(Code.BAD_SIGNATURE, judge(certificate));
  }

  @Test
  void anUnknownIssuerIsNamed() {
    Finding finding = only(Code.UNKNOWN_ISSUER, judge(builder().issuedBy(CA)));

    assertThat(finding.message()).contains("CN=Hospital CA");
    assertThat(finding.hint()).contains("certdrop.policy.issuers");
  }

  private static Judgement judgeWithCa(TestCertificate certificate) {
    TrustedIssuers issuers = TrustedIssuers.of(List.of(CA.certificate()));
    return new CertificateRules(issuers, Duration.ofDays(30))
        .judge(certificate.file(), Optional.of(PARTY), NOW);
  }

  @Test
  void aKnownIssuerIsNot() {
    assertThat(codes(judgeWithCa(builder().issuedBy(CA).build()))).isEmpty();
  }

  @Test
  void aCertificateThatEndedIsExpired() {
    assertThat(codes(judge(builder().notAfter(NOW)))).containsExactly(Code.EXPIRING_SOON);
    assertThat(only(Code.EXPIRED, judge(builder().notAfter(NOW.minusSeconds(1)))).message())
        .contains("2026-11-22T23:59:59Z")
        .contains("2026-11-23T00:00:00Z");
  }

  @Test
  void aCertificateThatEndsBeforeItBeginsIsExpired() {
    TestCertificate.Builder certificate =
        builder().notBefore(NOW.plusSeconds(200)).notAfter(NOW.plusSeconds(100));

    assertThat(codes(judge(certificate))).contains(Code.EXPIRED);
  }

  @Test
  void fiveMinutesOfClockSkewAreAllowedAtTheBeginning() {
    assertThat(codes(judge(builder().notBefore(NOW.plusSeconds(300))))).isEmpty();
    only(Code.NOT_YET_VALID, judge(builder().notBefore(NOW.plusSeconds(301))));
  }

  @ParameterizedTest
  @CsvSource({"node_b, *", "*, node_b", "node_a, node_b", "node_b, node_a", "NODE_A, *"})
  void aSubjectThatNamesAnotherPartyIsAMismatch(String organization, String commonName) {
    X500Name subject = name(BCStyle.CN, commonName, BCStyle.O, organization);

    assertThat(only(Code.IDENTITY_MISMATCH, judge(builder().subject(subject))).message())
        .contains("\"node_a\"");
  }

  @Test
  void oneOfSeveralOrganizationsIsEnoughForAMismatch() {
    X500Name subject = name(BCStyle.O, "node_b", BCStyle.O, PARTY.value());

    assertThat(only(Code.IDENTITY_MISMATCH, judge(builder().subject(subject))).message())
        .contains("\"node_b\"");
  }

  @ParameterizedTest
  @CsvSource({"node_a, *", "Fed-BioMed, node_a", "node_a, node_a", "Some Hospital, node_a"})
  void aSubjectThatNamesThePartyAnywhereMatches(String organization, String commonName) {
    X500Name subject = name(BCStyle.CN, commonName, BCStyle.O, organization);

    assertThat(codes(judge(builder().subject(subject)))).isEmpty();
  }

  @Test
  void withoutAnExpectedPartyAnyIsRight() {
    Judgement judgement =
        new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30))
            .judge(TestCertificate.of("node_b").file(), Optional.empty(), NOW);

    assertThat(judgement.findings()).isEmpty();
  }

  @Test
  void aSubjectThatNamesNobodyIsWarnedAbout() {
    Judgement judgement = judge(builder().subject(name(BCStyle.CN, "host.example")));

    assertThat(only(Code.NO_PARTY_IN_CERTIFICATE, judgement).message()).contains("host.example");
    assertThat(judgement.refuses()).isFalse();
  }

  @Test
  void anIssuedCertificateThatNamesNobodyIsAMismatch() {
    TestCertificate certificate =
        builder().subject(name(BCStyle.CN, "host.example")).issuedBy(CA).build();

    assertThat(codes(judgeWithCa(certificate)))
        .containsExactly(Code.IDENTITY_MISMATCH, Code.NO_PARTY_IN_CERTIFICATE);
  }

  @Test
  void aControlCharacterInTheSubjectIsEscaped() {
    Judgement judgement = judge(builder().subject(name(BCStyle.CN, "\u202enode_x\u0007")));

    assertThat(judgement.findings().get(0).message()).contains("\\u202e").contains("\\07");
  }

  @Test
  void lessThanTheWarningTimeIsSoon() {
    Duration month = Duration.ofDays(30);

    assertThat(codes(judge(builder().notAfter(NOW.plus(month))))).isEmpty();
    assertThat(
            only(Code.EXPIRING_SOON, judge(builder().notAfter(NOW.plus(month).minusSeconds(1))))
                .message())
        .contains("in 29 days");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, within the hour",
    "PT59M59S, within the hour",
    "PT1H, in 1 hour",
    "PT23H59M, in 23 hours",
    "PT24H, in 1 day",
    "PT48H, in 2 days"
  })
  void whatIsLeftIsSaidInWholeHoursOrDays(Duration left, String words) {
    assertThat(only(Code.EXPIRING_SOON, judge(builder().notAfter(NOW.plus(left)))).message())
        .endsWith(", " + words + ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "800000000000000000000000000000000000000000"})
  void aSerialThatIsNotPositiveOrTooLongIsWarnedAbout(String hex) {
    only(Code.NONCONFORMING_SERIAL, judge(builder().serial(new BigInteger(hex, 16))));
  }

  @Test
  void aSerialOfTwentyOctetsIsConforming() {
    assertThat(codes(judge(builder().serial(BigInteger.ONE.shiftLeft(158))))).isEmpty();
  }

  @Test
  void aKeyUsageWithoutDigitalSignatureIsWarnedAbout() {
    TestCertificate.Builder certificate =
        builder().extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment));

    only(Code.USAGE_EXCLUDES_SIGNATURE, judge(certificate));
  }

  @Test
  void aKeyUsageWithDigitalSignatureIsNot() {
    TestCertificate.Builder certificate =
        builder().extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));

    assertThat(codes(judge(certificate))).isEmpty();
  }
}
