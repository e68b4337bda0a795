package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.x509.TestCertificate.NOW;
import static org.certdrop.x509.TestCertificate.name;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.certdrop.x509.ParsedCertificate.Malformed;
import org.certdrop.x509.ParsedCertificate.Sound;
import org.certdrop.x509.ParsedCertificate.Truncated;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateTest {
  private static final String PARTY = "node_a";
  private static final TestCertificate SOUND = TestCertificate.of(PARTY);

  private static String problem(byte[] der) {
    assertThat(Certificate.parse(der)).isInstanceOf(Malformed.class);
    return ((Malformed) Certificate.parse(der)).problem();
  }

  private static String problem(TestCertificate.Builder builder) {
    return problem(builder.build().der());
  }

  private static TestCertificate.Builder builder() {
    return TestCertificate.builder(PARTY);
  }

  @Nested
  class Facts {
    @Test
    void theDerComesBackAsItWas() {
      assertThat(SOUND.certificate().der()).isEqualTo(SOUND.der());
    }

    @Test
    void changingTheDerThatWasGivenOrTakenChangesNothing() {
      byte[] given = SOUND.der();
      Certificate certificate = ((Sound) Certificate.parse(given)).certificate();
      given[9] ^= 1;
      certificate.der()[9] ^= 1;

      assertThat(certificate.der()).isEqualTo(SOUND.der());
    }

    @Test
    void thePemIsOneBlockOf64Columns() {
      String pem = SOUND.certificate().pem();

      assertThat(pem).isEqualTo(SOUND.pem()).endsWith("-----END CERTIFICATE-----\n");
      assertThat(pem.lines()).allMatch(line -> line.length() <= 64);
    }

    @Test
    void theFingerprintIsThatOfTheDer() {
      assertThat(SOUND.certificate().fingerprint()).isEqualTo(Fingerprint.of(SOUND.der()));
    }

    @Test
    void certificatesOfOneKeyShareItsFingerprint() {
      Certificate other =
          builder().key(SOUND.keyPair()).serial(BigInteger.TEN).build().certificate();

      assertThat(other.publicKeyFingerprint())
          .isEqualTo(SOUND.certificate().publicKeyFingerprint())
          .isEqualTo(Fingerprint.of(SOUND.keyPair().getPublic().getEncoded()));
      assertThat(other).isNotEqualTo(SOUND.certificate());
    }

    @Test
    void equalDerMakesEqualCertificates() {
      assertThat(SOUND.certificate())
          .isEqualTo(SOUND.certificate())
          .hasSameHashCodeAs(SOUND.certificate())
          .hasToString(SOUND.certificate().fingerprint().toString());
    }

    @ParameterizedTest
    @CsvSource({"6c66, 6c66, 2", "-5, -5, 1", "0, 0, 1", "80, 80, 2"})
    void theSerialIsHexadecimalWithoutLeadingZeros(String serial, String hex, int octets) {
      Certificate certificate = builder().serial(new BigInteger(serial, 16)).build().certificate();

      assertThat(certificate.serial()).isEqualTo(new BigInteger(serial, 16));
      assertThat(certificate.serialHex()).isEqualTo(hex);
      assertThat(certificate.serialOctets()).isEqualTo(octets);
    }

    @Test
    void aSerialOf159BitsTakesTwentyOctets() {
      BigInteger most = BigInteger.ONE.shiftLeft(159).subtract(BigInteger.ONE);

      assertThat(builder().serial(most).build().certificate().serialOctets()).isEqualTo(20);
      assertThat(builder().serial(most.add(BigInteger.ONE)).build().certificate().serialOctets())
          .isEqualTo(21);
    }

    @Test
    void namesAreRfc4514() {
      Certificate certificate = builder().issuer(name(BCStyle.CN, "CA")).build().certificate();

      assertThat(certificate.subject()).isEqualTo("O=node_a,CN=*");
      assertThat(certificate.issuer()).isEqualTo("CN=CA");
      assertThat(certificate.subjectNames()).containsExactly("*", "node_a");
    }

    @Test
    void theValidityIsInSeconds() {
      assertThat(SOUND.certificate().notBefore()).isEqualTo(NOW.minus(1, ChronoUnit.DAYS));
      assertThat(SOUND.certificate().notAfter()).isEqualTo(NOW.plus(365, ChronoUnit.DAYS));
    }

    @ParameterizedTest
    @CsvSource({
      "491231235959Z, 2049-12-31T23:59:59Z",
      "500101000000Z, 1950-01-01T00:00:00Z",
      "991231235959Z, 1999-12-31T23:59:59Z"
    })
    void aUtcTimeLiesBetween1950And2049(String time, Instant instant) {
      assertThat(withStart(new DERUTCTime(time)).certificate().notBefore()).isEqualTo(instant);
    }

    @Test
    void aGeneralizedTimeReachesToTheYear9999() {
      Instant end = Instant.parse("9999-12-31T23:59:59Z");

      assertThat(builder().notAfter(end).build().certificate().notAfter()).isEqualTo(end);
    }

    @Test
    void theVersionCountsFromOne() {
      assertThat(builder().version(1).build().certificate().version()).isEqualTo(1);
      assertThat(SOUND.certificate().version()).isEqualTo(3);
      assertThat(builder().version(4).build().certificate().version()).isEqualTo(4);
    }

    @Test
    void withoutExtensionsItIsNoCaAndMaySign() {
      Certificate certificate = SOUND.certificate();

      assertThat(certificate.isCa()).isFalse();
      assertThat(certificate.permitsDigitalSignature()).isTrue();
      assertThat(certificate.subjectAltNames()).isEmpty();
      assertThat(certificate.unrecognizedCriticalExtensions()).isEmpty();
    }

    @Test
    void basicConstraintsSayWhetherItIsACa() {
      assertThat(ca(new BasicConstraints(true))).isTrue();
      assertThat(ca(new BasicConstraints(0))).isTrue();
      assertThat(ca(new BasicConstraints(false))).isFalse();
    }

    private boolean ca(BasicConstraints constraints) {
      return builder()
          .extension(Extension.basicConstraints, true, constraints)
          .build()
          .certificate()
          .isCa();
    }

    @Test
    void keyUsageSaysWhetherItMaySign() {
      assertThat(signs(new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign))).isTrue();
      assertThat(signs(new KeyUsage(KeyUsage.keyEncipherment))).isFalse();
      assertThat(signs(new KeyUsage(0))).isFalse();
    }

    private boolean signs(KeyUsage usage) {
      return builder()
          .extension(Extension.keyUsage, true, usage)
          .build()
          .certificate()
          .permitsDigitalSignature();
    }

    @Test
    void subjectAlternativeNamesAreTexts() {
      GeneralNames names =
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "h.example"),
                new GeneralName(GeneralName.iPAddress, "10.0.0.1"),
                new GeneralName(GeneralName.iPAddress, "2001:db8::1"),
                new GeneralName(GeneralName.rfc822Name, "a@b.example"),
                new GeneralName(GeneralName.uniformResourceIdentifier, "https://b.example"),
                new GeneralName(GeneralName.registeredID, "1.2.3"),
                new GeneralName(new X500Name("CN=x"))
              });

      assertThat(
              builder()
                  .extension(Extension.subjectAlternativeName, false, names)
                  .build()
                  .certificate()
                  .subjectAltNames())
          .containsExactly(
              "DNS:h.example",
              "IP:10.0.0.1",
              "IP:2001:db8:0:0:0:0:0:1",
              "email:a@b.example",
              "URI:https://b.example",
              "RID:1.2.3",
              "dirName:CN=x");
    }

    @Test
    void onlyCriticalExtensionsThatAreUnknownAreUnrecognized() {
      Certificate certificate =
          builder()
              .extension(new ASN1ObjectIdentifier("1.2.3.4"), true, DERNull.INSTANCE)
              .extension(new ASN1ObjectIdentifier("1.2.3.5"), false, new byte[] {9})
              .extension(Extension.basicConstraints, true, new BasicConstraints(false))
              .build()
              .certificate();

      assertThat(certificate.unrecognizedCriticalExtensions()).containsExactly("1.2.3.4");
    }
  }

  @Nested
  class Signatures {
    @Test
    void aSelfSignedCertificateVerifies() {
      assertThat(SOUND.certificate().selfIssued()).isTrue();
      assertThat(SOUND.certificate().selfSigned()).isTrue();
    }

    @Test
    void anotherIssuersCertificateIsNotSelfSigned() {
      TestCertificate ca = TestCertificate.ca("CA").build();
      Certificate certificate = builder().issuedBy(ca).build().certificate();

      assertThat(certificate.selfIssued()).isFalse();
      assertThat(certificate.selfSigned()).isFalse();
    }

    @Test
    void anotherKeysSignatureIsBad() {
      Certificate certificate =
          builder().signedBy(TestKeys.p256().getPrivate()).build().certificate();

      assertThat(certificate.selfSignature()).isEqualTo(SignatureCheck.BAD);
    }

    @Test
    void aNameThatDiffersInCaseOnlyIsSelfIssued() {
      Certificate certificate =
          builder().issuer(name(BCStyle.CN, "*", BCStyle.O, "NODE_A")).build().certificate();

      assertThat(certificate.selfIssued()).isTrue();
    }
  }

  @Nested
  class Defects {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 100, 250})
    void aBeginningIsTruncated(int length) {
      assertThat(Certificate.parse(Arrays.copyOf(SOUND.der(), length)))
          .isInstanceOf(Truncated.class);
    }

    @Test
    void aClaimOfTwoGigabytesIsTruncatedWithoutAllocation() {
      assertThat(Certificate.parse(HexFormat.of().parseHex("30847fffffff3000")))
          .isEqualTo(new Truncated("the DER ends after 8 of 2147483653 bytes"));
    }

    @Test
    void trailingBytesAreMalformed() {
      assertThat(problem(builder().tampered(der -> Arrays.copyOf(der, der.length + 2))))
          .contains("2 trailing bytes");
    }

    @Test
    void anotherTypeThanASequenceIsMalformed() {
      assertThat(problem(new byte[] {4, 1, 0})).contains("no DER SEQUENCE");
    }

    @Test
    void aSequenceOfTwoIsNoCertificate() {
      assertThat(problem(HexFormat.of().parseHex("300430003000"))).contains("not a TBSCertificate");
    }

    @Test
    void aShortTbsCertificateIsMalformed() {
      assertThat(problem(HexFormat.of().parseHex("300730003000030100"))).contains("are missing");
    }

    @Test
    void anIndefiniteLengthIsMalformed() {
      assertThat(problem(HexFormat.of().parseHex("308030000000"))).contains("indefinite");
    }

    @Test
    void twoSignatureAlgorithmsAreMalformed() {
      ASN1ObjectIdentifier sha384 = new ASN1ObjectIdentifier("1.2.840.10045.4.3.3");

      assertThat(problem(builder().outerAlgorithm(new AlgorithmIdentifier(sha384))))
          .contains("inside and outside differ");
    }

    @Test
    void anAbsentParameterDiffersFromNull() {
      ASN1ObjectIdentifier same = new ASN1ObjectIdentifier("1.2.840.10045.4.3.2");

      assertThat(problem(builder().outerAlgorithm(new AlgorithmIdentifier(same, DERNull.INSTANCE))))
          .contains("inside and outside differ");
    }

    @Test
    void anEmptyIssuerIsMalformed() {
      assertThat(problem(builder().issuer(name()))).contains("issuer is empty");
    }

    @Test
    void anEmptySubjectIsNot() {
      Certificate certificate =
          builder().subject(name()).issuer(name(BCStyle.CN, "CA")).build().certificate();

      assertThat(certificate.subject()).isEmpty();
    }

    @Test
    void anExtensionThatAppearsTwiceIsMalformed() {
      assertThat(
              problem(
                  builder()
                      .extension(Extension.keyUsage, true, new KeyUsage(1))
                      .extension(Extension.keyUsage, true, new KeyUsage(1))))
          .contains("2.5.29.15 appears twice");
    }

    @Test
    void anUnknownExtensionThatAppearsTwiceIsMalformedToo() {
      ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.2.3");

      assertThat(
              problem(
                  builder()
                      .extension(unknown, false, new byte[1])
                      .extension(unknown, false, new byte[1])))
          .contains("1.2.3 appears twice");
    }

    private static String problemOfExtension(byte[]... parts) {
      byte[] extension = RawCertificate.tlv(0x30, parts);
      return problem(new RawCertificate().extensions(extension).der());
    }

    @Test
    void aCriticalFlagThatSaysTheDefaultIsNotDer() {
      byte[] oid = RawCertificate.tlv(0x06, new byte[] {0x55, 0x1d, 0x0e});
      byte[] value = RawCertificate.tlv(0x04, RawCertificate.tlv(0x04, new byte[1]));
      byte[] flag = RawCertificate.tlv(0x01, new byte[] {0});

      assertThat(problemOfExtension(oid, flag, value)).contains("X.690 11.5");
    }

    @Test
    void anExtensionHasThreePartsAtMost() {
      byte[] oid = RawCertificate.tlv(0x06, new byte[] {0x55, 0x1d, 0x0e});
      byte[] value = RawCertificate.tlv(0x04, RawCertificate.tlv(0x04, new byte[1]));
      byte[] flag = RawCertificate.tlv(0x01, new byte[] {(byte) 0xff});

      assertThat(problemOfExtension(oid, flag, value, value))
          .contains("not an OID, a flag and a value");
    }

    @Test
    void theContentOfAKnownExtensionIsRead() {
      assertThat(problem(builder().extension(Extension.keyUsage, true, DERNull.INSTANCE)))
          .contains("the extension 2.5.29.15");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2611230000Z", "261123000000+0000", "261323000000Z", "260230000000Z"})
    void aUtcTimeOfAnotherFormIsMalformed(String time) {
      assertThat(problem(withStart(new DERUTCTime(time)).der()))
          .containsAnyOf("the validity", "UTCTime");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20561123000000.5Z", "20561123000000", "20561323000000Z"})
    void aGeneralizedTimeOfAnotherFormIsMalformed(String time) {
      assertThat(problem(withStart(new DERGeneralizedTime(time)).der()))
          .containsAnyOf("the validity", "GeneralizedTime");
    }

    @Test
    void aValidityOfOneTimeIsMalformed() {
      assertThat(problem(builder().validity(new DERSequence(new DERUTCTime("261123000000Z")))))
          .contains("not two times");
    }

    @Test
    void aValidityOfNumbersIsMalformed() {
      assertThat(problem(withStart(new ASN1Integer(1)).der())).contains("the validity");
    }

    @Test
    void aHugeVersionIsMalformed() {
      assertThat(problem(builder().version(Integer.MIN_VALUE))).contains("version");
    }

    @Test
    void versionOneMayNotBeWritten() {
      assertThat(problem(changed("a003020102", "a003020100"))).contains("default");
    }

    @Test
    void aSignatureWithUnusedBitsIsMalformed() {
      assertThat(
              problem(
                  builder()
                      .tampered(
                          der -> {
                            int bits = der.length - lengthOfSignature(der) - 1;
                            der[bits] = 1;
                            der[der.length - 1] &= (byte) 0xfe;
                            return der;
                          })))
          .contains("whole number of octets");
    }

    private int lengthOfSignature(byte[] der) {
      for (int i = der.length - 60; ; i--) {
        if (der[i] == 3 && der[i + 1] == der.length - i - 2 && der[i + 2] == 0) {
          return der[i + 1] - 1;
        }
      }
    }

    private byte[] changed(String hex, String to) {
      String der = HexFormat.of().formatHex(SOUND.der());
      return HexFormat.of().parseHex(der.replaceFirst(hex, to));
    }
  }

  private static TestCertificate withStart(ASN1Encodable start) {
    return builder()
        .validity(
            new DERSequence(new ASN1Encodable[] {start, new DERGeneralizedTime("20561123000000Z")}))
        .build();
  }

  @Nested
  class InPem {
    private ParsedCertificate parse(String text) {
      return Certificate.parsePem(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theOnlyCertificateIsRead() {
      assertThat(parse("text\n" + SOUND.pem()).sound()).contains(SOUND.certificate());
    }

    @Test
    void noneOrTwoAreMalformed() {
      assertThat(parse("")).isInstanceOf(Malformed.class);
      assertThat(parse(SOUND.pem() + SOUND.pem())).isInstanceOf(Malformed.class);
    }

    @Test
    void aBlockThatIsNotWholeHasNoCertificate() {
      String pem = SOUND.pem();

      assertThat(parse(pem.replace("END CERT", "END X CERT"))).isInstanceOf(Malformed.class);
      assertThat(parse(pem.replace("MII", "M!I").replaceFirst("M", "!")))
          .isInstanceOf(Malformed.class);
      assertThat(parse(pem.substring(0, 200))).isInstanceOf(Truncated.class);
      assertThat(parse(pem.replaceFirst("M", ""))).isInstanceOf(Truncated.class);
      assertThat(parse(pem.substring(0, 200)).sound()).isEmpty();
    }
  }

  @Property(tries = 1000)
  void anyChangedByteGivesAValue(@ForAll @IntRange(max = 5000) int position, @ForAll byte value) {
    byte[] der = SOUND.der();
    der[position % der.length] = value;

    ParsedCertificate parsed = Certificate.parse(der);

    parsed.sound().ifPresent(CertificateTest::useAllOf);
    assertThat(parsed).isNotNull();
  }

  private static void useAllOf(Certificate certificate) {
    assertThat(certificate.subject() + certificate.issuer() + certificate.subjectNames())
        .isNotNull();
    assertThat(certificate.key().description()).isNotNull();
    assertThat(certificate.selfSignature()).isNotNull();
  }
}
