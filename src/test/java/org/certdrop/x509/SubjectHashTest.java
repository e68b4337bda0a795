package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNumericString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.DERVisibleString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.certdrop.proof.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hashes are those of openssl itself, which is asked. */
class SubjectHashTest {
  private static final ASN1ObjectIdentifier OTHER = new ASN1ObjectIdentifier("1.2.3.4");
  private static final Charset UTF_32 = Charset.forName("UTF-32BE");
  private static final X500Name ISSUER = TestCertificate.name(BCStyle.CN, "issuer");

  /** One key for all: it plays no part in the hashes. */
  private static final KeyPair KEY = TestKeys.p256();

  @TempDir Path directory;

  private static DERSequence attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new DERSequence(type, value);
  }

  private static Certificate certificate(ASN1Encodable... rdns) {
    return TestCertificate.builder("node_x")
        .key(KEY)
        .subject(X500Name.getInstance(new DERSequence(rdns)))
        .issuer(ISSUER)
        .build()
        .certificate();
  }

  private static Certificate of(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return certificate(new DERSet(attribute(type, value)));
  }

  private static Certificate of(String commonName) {
    return of(BCStyle.CN, new DERUTF8String(commonName));
  }

  /** What openssl says of it; empty if it cannot read the certificate. */
  private Optional<SubjectHash> asked(Certificate certificate) throws IOException {
    Path file = directory.resolve("certificate.pem");
    Files.writeString(file, certificate.pem());
    Tool.Answer answer =
        Tool.named("openssl")
            .run("x509", "-noout", "-in", file, "-subject_hash", "-subject_hash_old");
    return answer.code() == 0
        ? Optional.of(new SubjectHash(answer.lines().get(0), answer.lines().get(1)))
        : Optional.empty();
  }

  private void agrees(Certificate... certificates) throws IOException {
    for (Certificate certificate : certificates) {
      assertThat(SubjectHash.of(certificate))
          .as(certificate.subject())
          .isPresent()
          .isEqualTo(asked(certificate));
    }
  }

  @Test
  void aNameAsFedbiomedMakesItHasKnownHashes() {
    Certificate certificate =
        TestCertificate.of("node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11").certificate();
    assertThat(SubjectHash.of(certificate)).contains(new SubjectHash("6cc40744", "37cb5b6d"));
  }

  @Test
  void theKnownHashesAreOpenssls() throws IOException {
    agrees(TestCertificate.of("node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11").certificate());
  }

  @Test
  void lettersAreMadeSmallInAsciiAlone() throws IOException {
    agrees(of("Hospital ONE"), of("ÄÖÜ Straße É"), of("\u0130\u212a Kelvin"), of("日本 ABC"));
  }

  @Test
  void whiteSpaceIsTrimmedAndCollapsed() throws IOException {
    agrees(
        of("  a  b  "),
        of("\t a\u000b\n\r\fb "),
        of("   "),
        of(" "),
        of(""),
        of("a\u00a0\u2003b\u0085c"),
        of("a\u0000 b"));
  }

  @Test
  void everyTypeOfStringIsText() throws IOException {
    agrees(
        of(BCStyle.O, new DERPrintableString("Node  A ")),
        of(BCStyle.O, new DERIA5String("Node  A ")),
        of(BCStyle.O, new DERT61String("Node  Ä ")),
        of(BCStyle.O, new DERBMPString("Node  Ä 日 ")),
        of(BCStyle.O, new DERUniversalString("Nodè  \ud83d\ude00".getBytes(UTF_32))),
        of(BCStyle.O, new DERUTF8String("Nodè  \ud83d\ude00")));
  }

  @Test
  void digitsAndWhatIsNoTextAreCopied() throws IOException {
    agrees(
        of(BCStyle.SERIALNUMBER, new DERNumericString(" 12  34 ")),
        of(OTHER, new DERBitString(new byte[] {1, 2})),
        of(OTHER, new DERSequence(new DERUTF8String("  A  "))),
        of(OTHER, new DERUTF8String("  A  ")));
  }

  @Test
  void severalAttributesOfOneRdnAreSortedAnew() throws IOException {
    agrees(
        certificate(
            new DERSet(
                new ASN1Encodable[] {
                  attribute(BCStyle.CN, new DERUTF8String("bb")),
                  attribute(BCStyle.CN, new DERPrintableString("  A longer one  ")),
                  attribute(BCStyle.CN, new DERBMPString("C"))
                })),
        certificate(
            new DERSet(attribute(BCStyle.CN, new DERUTF8String("a"))),
            new DERSet(attribute(BCStyle.CN, new DERUTF8String("a"))),
            new DERSet(attribute(BCStyle.O, new DERUTF8String("a")))));
  }

  @Test
  void anEmptyNameHasHashesToo() throws IOException {
    agrees(certificate());
  }

  @Test
  void aNameThatOpensslCannotReadHasNone() throws IOException {
    for (Certificate certificate :
        List.of(
            of(OTHER, new DEROctetString(new byte[] {1})),
            of(BCStyle.O, new DERVisibleString("Node A")),
            of(BCStyle.O, new DERBMPString("\ud83d\ude00")),
            of(BCStyle.O, new DERUniversalString(HexFormat.of().parseHex("0000d800"))),
            of(BCStyle.O, new DERUniversalString(HexFormat.of().parseHex("0000d83d0000de00"))),
            of(BCStyle.O, new DERUniversalString(HexFormat.of().parseHex("00110000"))))) {
      assertThat(SubjectHash.of(certificate)).as(certificate.subject()).isEmpty();
      assertThat(asked(certificate)).as(certificate.subject()).isEmpty();
    }
  }

  @Proof
  @Test
  void randomNamesHaveTheHashesThatOpensslGivesThem() throws IOException {
    Random random = new Random(7);
    List<Certificate> certificates = new ArrayList<>();
    for (int i = 0; i < Proof.Size.of(200, 40); i++) {
      certificates.add(random(random));
    }
    agrees(certificates.toArray(Certificate[]::new));
  }

  private static Certificate random(Random random) {
    ASN1EncodableVector rdns = new ASN1EncodableVector();
    for (int rdn = random.nextInt(4); rdn >= 0; rdn--) {
      ASN1EncodableVector attributes = new ASN1EncodableVector();
      for (int i = random.nextInt(6) / 4; i >= 0; i--) {
        ASN1ObjectIdentifier type = List.of(BCStyle.CN, BCStyle.O, OTHER).get(random.nextInt(3));
        attributes.add(attribute(type, string(random)));
      }
      rdns.add(new DERSet(attributes));
    }
    return certificate(
        IntStream.range(0, rdns.size()).mapToObj(rdns::get).toArray(ASN1Encodable[]::new));
  }

  private static ASN1Encodable string(Random random) {
    StringBuilder ascii = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      ascii.append((char) (random.nextInt(3) == 0 ? ' ' : 9 + random.nextInt(118)));
    }
    String text = ascii.toString();
    return switch (random.nextInt(7)) {
      case 0 -> new DERPrintableString(text.replaceAll("[^A-Za-z0-9 '()+,./:=?-]", "a"));
      case 1 -> new DERIA5String(text);
      case 2 -> new DERT61String(text + "\u00c4\u00a0");
      case 3 -> new DERBMPString(text + "\u00c4\u20ac");
      case 4 -> new DERUniversalString((text + "\u00c4\ud83d\ude00").getBytes(UTF_32));
      case 5 -> new DERNumericString("0 1  2");
      default -> new DERUTF8String(text + "\u00c4\u0130");
    };
  }

  @Test
  void aNameOfManyOctetsIsHashed() throws IOException {
    agrees(of("A ".repeat(5000)));
  }
}
