package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.x509.RawCertificate.bits;
import static org.certdrop.x509.RawCertificate.integer;
import static org.certdrop.x509.RawCertificate.tlv;

import java.math.BigInteger;
import java.util.HexFormat;
import org.certdrop.x509.ParsedCertificate.Malformed;
import org.junit.jupiter.api.Test;

/**
 * What is malformed is said in the words of the field. The library would refuse most of it too, in
 * words that say nothing to whoever has to ask the sender for another certificate.
 */
class MalformedWordsTest {
  private static final byte[] RSA = hex("300d06092a864886f70d0101010500");
  private static final byte[] EC = hex("300906072a8648ce3d0201");
  private static final byte[] ED25519 = hex("300506032b6570");
  private static final byte[] BASIC_CONSTRAINTS = hex("0603551d13");
  private static final byte[] ALT_NAME = hex("0603551d11");
  private static final byte[] NAME_CONSTRAINTS = hex("0603551d1e");
  private static final byte[] ISSUER_UNIQUE_ID = hex("810200aa");

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static byte[] number(int value) {
    return integer(BigInteger.valueOf(value));
  }

  private static String why(RawCertificate certificate) {
    ParsedCertificate parsed = Certificate.parse(certificate.der());
    assertThat(parsed).isInstanceOf(Malformed.class);
    return ((Malformed) parsed).problem();
  }

  private static String whyKey(byte[]... parts) {
    return why(new RawCertificate().key(tlv(0x30, parts)));
  }

  private static String whyExtension(byte[] oid, String content) {
    return why(new RawCertificate().extensions(tlv(0x30, oid, tlv(0x04, hex(content)))));
  }

  @Test
  void anRsaKeyOfThreeNumbers() {
    byte[] key = tlv(0x30, number(5), number(3), number(1));

    assertThat(whyKey(RSA, bits(key))).contains("an RSA key is not a modulus and an exponent");
  }

  @Test
  void anRsaKeyThatIsNotDer() {
    assertThat(whyKey(RSA, bits(hex("300702020005020103")))).contains("not in its shortest form");
  }

  @Test
  void anEcKeyWithoutACurve() {
    assertThat(whyKey(EC, bits(new byte[65]))).contains("an EC key names no curve");
  }

  @Test
  void aKeyOfThreeParts() {
    assertThat(whyKey(ED25519, bits(new byte[32]), number(1)))
        .contains("it is not an algorithm and a key");
  }

  @Test
  void aKeyOfHalfAnOctet() {
    assertThat(whyKey(ED25519, hex("03020410"))).contains("not a whole number of octets");
  }

  @Test
  void anExtensionThatIsNotDer() {
    assertThat(whyExtension(BASIC_CONSTRAINTS, "3003010101"))
        .contains("a BOOLEAN is neither 00 nor FF");
  }

  @Test
  void aNameOfAnotherClass() {
    assertThat(whyExtension(ALT_NAME, "3003420161"))
        .contains("a general name has a tag of another class");
  }

  @Test
  void aSubtreeWithoutABase() {
    assertThat(whyExtension(NAME_CONSTRAINTS, "3004a0023000")).contains("a subtree has no base");
  }

  @Test
  void aFieldBehindTheKeyThatNobodyKnows() {
    assertThat(why(new RawCertificate().optional(hex("840100"))))
        .contains("the TBSCertificate holds an unexpected field");
  }

  @Test
  void aFieldBehindTheKeyOfAnotherClass() {
    assertThat(why(new RawCertificate().optional(hex("410200aa"))))
        .contains("the TBSCertificate holds an unexpected field");
  }

  @Test
  void twoUniqueIdentifiersOfOneKind() {
    assertThat(why(new RawCertificate().optional(ISSUER_UNIQUE_ID, ISSUER_UNIQUE_ID)))
        .contains("the TBSCertificate holds an unexpected field");
  }

  @Test
  void aUniqueIdentifierThatIsNoBitString() {
    assertThat(why(new RawCertificate().optional(hex("8100"))))
        .contains("the unique identifier is not RFC 5280 ASN.1");
  }

  @Test
  void uniqueIdentifiersInTheirOrderAreTaken() {
    byte[] certificate = new RawCertificate().optional(ISSUER_UNIQUE_ID, hex("820200bb")).der();

    assertThat(Certificate.parse(certificate).sound()).isPresent();
  }
}
