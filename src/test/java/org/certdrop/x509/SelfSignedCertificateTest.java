package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.certdrop.text.Parsed;
import org.junit.jupiter.api.Test;

class SelfSignedCertificateTest {
  private static final Instant FROM = Instant.parse("2026-11-23T10:00:00.789Z");
  private static final SelfSignedCertificate MADE =
      SelfSignedCertificate.make(CertificateTemplate.former("node_a"), FROM, new SecureRandom());

  @Test
  void itIsSelfSignedWithRsa2048AndSha256() {
    Certificate certificate = MADE.certificate();

    assertThat(certificate.selfSigned()).isTrue();
    assertThat(certificate.version()).isEqualTo(3);
    assertThat(certificate.key().description()).isEqualTo("RSA 2048");
    assertThat(certificate.signatureAlgorithm().name()).isEqualTo("SHA256withRSA");
  }

  @Test
  void itNamesThePartyAsFedBioMedDoes() {
    assertThat(MADE.certificate().subject()).isEqualTo("O=node_a,CN=*");
    assertThat(MADE.certificate().issuer()).isEqualTo("O=node_a,CN=*");
  }

  @Test
  void itLasts1825DaysFromTheWholeSecond() {
    Instant start = Instant.parse("2026-11-23T10:00:00Z");

    assertThat(MADE.certificate().notBefore()).isEqualTo(start);
    assertThat(MADE.certificate().notAfter()).isEqualTo(start.plus(Duration.ofDays(1825)));
  }

  @Test
  void itsSerialIsPositiveAndOfAtMost159Bits() {
    assertThat(MADE.certificate().serial().signum()).isPositive();
    assertThat(MADE.certificate().serial().bitLength()).isBetween(64, 159);
  }

  @Test
  void itsKeyIsItsOwnAndNotShown() {
    assertThat(PrivateKeys.matches(MADE.privateKey(), MADE.certificate())).isTrue();
    assertThat(MADE.toString())
        .contains(MADE.certificate().fingerprint().toString())
        .hasSizeLessThan(200);
  }

  @Test
  void itsKeyIsWrittenAsPkcs8AndReadBack() {
    String pem = PrivateKeys.pem(MADE.privateKey());

    assertThat(pem)
        .startsWith("-----BEGIN PRIVATE KEY-----\n")
        .endsWith("-----END PRIVATE KEY-----\n");
    assertThat(PrivateKeys.read(pem.getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(Parsed.Good.class);
  }

  @Test
  void eachHasAKeyAndASerialOfItsOwn() {
    SelfSignedCertificate other =
        SelfSignedCertificate.make(CertificateTemplate.former("node_a"), FROM, new SecureRandom());

    assertThat(other.certificate().key().fingerprint())
        .isNotEqualTo(MADE.certificate().key().fingerprint());
    assertThat(other.certificate().serial()).isNotEqualTo(MADE.certificate().serial());
  }
}
