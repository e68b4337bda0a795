package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  @Test
  void oneOfANodeForMutualAuthenticationIsATlsClients() {
    Certificate made =
        SelfSignedCertificate.make(
                CertificateTemplate.mutual("NODE_a", KeyPurpose.CLIENT_AUTH, List.of(), List.of()),
                FROM,
                new SecureRandom())
            .certificate();

    assertThat(made.subject()).isEqualTo("CN=NODE_a,O=Fed-BioMed");
    assertThat(made.extendedKeyUsage()).containsExactly(KeyPurpose.CLIENT_AUTH.oid());
    assertThat(made.subjectAltNames()).isEmpty();
    assertThat(made.isCa()).isFalse();
    assertThat(made.permitsDigitalSignature()).isTrue();
    assertThat(made.selfSigned()).isTrue();
  }

  @Test
  void oneOfAResearcherIsATlsServersWithItsHosts() throws Exception {
    CertificateTemplate template =
        CertificateTemplate.mutual(
            "RESEARCHER_r",
            KeyPurpose.SERVER_AUTH,
            List.of("fbm.example.org"),
            List.of("10.1.1.1", "2001:db8::1"));
    Certificate made = SelfSignedCertificate.make(template, FROM, new SecureRandom()).certificate();

    assertThat(made.subjectAltNames())
        .containsExactly("DNS:fbm.example.org", "IP:10.1.1.1", "IP:2001:db8:0:0:0:0:0:1");
    java.security.cert.X509Certificate seen =
        (java.security.cert.X509Certificate)
            java.security.cert.CertificateFactory.getInstance("X.509")
                .generateCertificate(new java.io.ByteArrayInputStream(made.der()));
    assertThat(seen.getExtendedKeyUsage()).containsExactly(KeyPurpose.SERVER_AUTH.oid());
    assertThat(seen.getKeyUsage())
        .as("digitalSignature and keyEncipherment")
        .startsWith(true, false, true, false);
    assertThat(seen.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
  }
}
