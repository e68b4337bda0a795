package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certdrop.x509.TestCertificate.name;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;

class DistinguishedNameTest {
  private static DistinguishedName of(Object... typesAndValues) {
    return DistinguishedName.read(name(typesAndValues).toASN1Primitive());
  }

  private static DERSequence attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new DERSequence(new ASN1Encodable[] {type, value});
  }

  private static DistinguishedName single(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return DistinguishedName.read(new DERSequence(new DERSet(attribute(type, value))));
  }

  @Test
  void theLastRdnComesFirst() {
    assertThat(of(BCStyle.CN, "*", BCStyle.O, "node_x")).hasToString("O=node_x,CN=*");
  }

  @Test
  void charactersThatSeparateAreEscaped() {
    assertThat(of(BCStyle.CN, "a,b+c\"d\\e<f>g;h"))
        .hasToString("CN=a\\,b\\+c\\\"d\\\\e\\<f\\>g\\;h");
  }

  @Test
  void blanksAtTheEdgesAndALeadingHashAreEscaped() {
    assertThat(of(BCStyle.CN, " a ")).hasToString("CN=\\ a\\ ");
    assertThat(of(BCStyle.CN, "#a#")).hasToString("CN=\\#a#");
  }

  @Test
  void controlCharactersAreHexadecimalPairs() {
    assertThat(of(BCStyle.CN, "a\u0000\n\u007f")).hasToString("CN=a\\00\\0A\\7F");
  }

  @Test
  void otherLettersStayReadable() {
    assertThat(of(BCStyle.L, "Tübingen")).hasToString("L=Tübingen");
  }

  @Test
  void anUnknownTypeIsWrittenInHexadecimal() {
    assertThat(of(new ASN1ObjectIdentifier("1.2.3"), "a")).hasToString("1.2.3=#0c0161");
  }

  @Test
  void anUnknownTypeMayHaveAnyValue() {
    assertThat(single(new ASN1ObjectIdentifier("1.2.3"), new DERBitString(new byte[] {1})))
        .hasToString("1.2.3=#03020001");
  }

  @Test
  void severalAttributesOfOneRdnAreJoinedByPlus() {
    DERSet rdn =
        new DERSet(
            new ASN1Encodable[] {
              attribute(BCStyle.CN, new DERUTF8String("a")),
              attribute(BCStyle.O, new DERUTF8String("b"))
            });

    assertThat(DistinguishedName.read(new DERSequence(rdn)).toString())
        .contains("+")
        .contains("CN=a");
  }

  @Test
  void everyKindOfStringIsRead() {
    assertThat(single(BCStyle.CN, new DERPrintableString("a"))).hasToString("CN=a");
    assertThat(single(BCStyle.CN, new DERT61String("a"))).hasToString("CN=a");
    assertThat(single(BCStyle.CN, new DERBMPString("ä"))).hasToString("CN=ä");
    assertThat(single(BCStyle.EmailAddress, new DERIA5String("a@b")))
        .hasToString("emailAddress=a@b");
    assertThat(single(BCStyle.CN, new DERUniversalString(new byte[] {0, 0, 0, 65})))
        .hasToString("CN=A");
  }

  @Test
  void aTextAttributeWithoutTextIsMalformed() {
    assertThatThrownBy(() -> single(BCStyle.CN, DERNull.INSTANCE))
        .hasMessage("the value of CN is no character string");
  }

  @Test
  void anEmptyRdnIsMalformed() {
    assertThatThrownBy(() -> DistinguishedName.read(new DERSequence(new DERSet())))
        .hasMessage("an RDN is empty");
  }

  @Test
  void anAttributeOfThreePartsIsMalformed() {
    DERSequence three =
        new DERSequence(new ASN1Encodable[] {BCStyle.CN, new DERUTF8String("a"), DERNull.INSTANCE});

    assertThatThrownBy(() -> DistinguishedName.read(new DERSequence(new DERSet(three))))
        .hasMessage("an attribute is not a type and a value");
  }

  @Test
  void namesMatchWithoutRegardToCaseAndSpread() {
    assertThat(of(BCStyle.CN, "Some  CA ").matches(of(BCStyle.CN, "some ca"))).isTrue();
    assertThat(of(BCStyle.CN, "Some CA").matches(of(BCStyle.O, "Some CA"))).isFalse();
    assertThat(of(BCStyle.CN, "a", BCStyle.O, "b").matches(of(BCStyle.O, "b", BCStyle.CN, "a")))
        .isFalse();
  }

  @Test
  void valuesOfOver1000CharactersMatchToTheLetter() {
    String value = "a".repeat(1001);

    assertThat(of(BCStyle.CN, value).matches(of(BCStyle.CN, value))).isTrue();
    assertThat(of(BCStyle.CN, value).matches(of(BCStyle.CN, value + "b"))).isFalse();
    assertThat(of(BCStyle.CN, value).matches(of(BCStyle.CN, "A" + value.substring(1)))).isFalse();
  }

  @Test
  void theValuesOfTypesComeInTheOrderOfTheDer() {
    DistinguishedName name = of(BCStyle.CN, "a", BCStyle.L, "b", BCStyle.O, "c", BCStyle.CN, "d");

    assertThat(name.values(DistinguishedName.ORGANIZATION, DistinguishedName.COMMON_NAME))
        .containsExactly("a", "c", "d");
  }
}
