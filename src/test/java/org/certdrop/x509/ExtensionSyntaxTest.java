package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Primitive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Extension contents, in hexadecimal DER, against the ASN.1 of RFC 5280 section 4.2. */
class ExtensionSyntaxTest {
  private static ASN1Primitive der(String hex) throws IOException {
    byte[] der = HexFormat.of().parseHex(hex);
    DerSyntax.check(der);
    return ASN1Primitive.fromByteArray(der);
  }

  @ParameterizedTest
  @CsvSource({
    "2.5.29.14, 040101",
    "2.5.29.15, 03020780",
    "2.5.29.17, 3003820161",
    "2.5.29.17, 3006870401020304",
    "2.5.29.17, 30128710" + "00000000000000000000000000000001",
    "2.5.29.17, 300ba009060355040aa0020500",
    "2.5.29.17, 3018a016" + "06082b06010505070804" + "a00a3008" + "060355040a040101",
    "2.5.29.17, 3004a3023000",
    "2.5.29.17, 3004a5023000",
    "2.5.29.17, 300588035504" + "0a",
    "2.5.29.18, 3003860161",
    "2.5.29.19, 3000",
    "2.5.29.19, 30030101ff",
    "2.5.29.19, 30060101ff020100",
    "2.5.29.19, 3003020100",
    "2.5.29.30, 3009a00730058203612e62",
    "2.5.29.30, 3011a10f300d87080a000000ff000000800100",
    "2.5.29.31, 300a3008a006a004" + "82026162",
    "2.5.29.31, 3010300ea00ca10a" + "300806035504030c0161",
    "2.5.29.31, 3006300481020780",
    "2.5.29.32, 30063004060255" + "1d",
    "2.5.29.32, 3016" + "3014" + "0602551d" + "300e" + "300c" + "06082b060105050702023000",
    "2.5.29.33, 300a3008060255040602" + "5505",
    "2.5.29.35, 3003800101",
    "2.5.29.35, 3008a103820161820101",
    "2.5.29.36, 3003800100",
    "2.5.29.37, 30060604551d2500",
    "2.5.29.46, 3000",
    "2.5.29.54, 020100",
    "1.3.6.1.5.5.7.1.1, 30093007060255048" + "60161",
    "1.3.6.1.5.5.7.1.11, 3000"
  })
  void contentThatRfc5280DefinesIsTaken(String oid, String hex) throws IOException {
    ASN1Primitive value = der(hex);

    assertThatCode(() -> ExtensionSyntax.check(oid, value)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "2.5.29.14, 0500",
    "2.5.29.15, 040101",
    "2.5.29.17, 0500",
    "2.5.29.17, 30020500",
    "2.5.29.17, 3003890161",
    "2.5.29.17, 30078705" + "0102030405",
    "2.5.29.17, 3006a004060255" + "04",
    "2.5.29.17, 3008a006060255040500",
    "2.5.29.17, 300aa008060255" + "04a1020500",
    "2.5.29.17, 3010a00e" + "06082b06010505070804" + "a0020500",
    "2.5.29.17, 3012a010" + "06082b06010505070804" + "a00430020500",
    "2.5.29.17, 300da00b" + "060355040a" + "a0020500" + "0500",
    "2.5.29.17, 301aa018" + "06082b06010505070804" + "a00c300a" + "060355040a0401010500",
    "2.5.29.17, 300341" + "0161",
    "2.5.29.17, 3005a203130161",
    "2.5.29.19, 020100",
    "2.5.29.19, 30030201ff",
    "2.5.29.19, 30060201000101ff",
    "2.5.29.19, 30080101ff0201000500",
    "2.5.29.30, 3003820161",
    "2.5.29.30, 3008a20630048202" + "6162",
    "2.5.29.30, 3004a0023000",
    "2.5.29.30, 300aa0083006870401020304",
    "2.5.29.31, 30020500",
    "2.5.29.31, 30053003830101",
    "2.5.29.31, 300a3008a006a204" + "82026162",
    "2.5.29.30, 3004a1023000",
    "2.5.29.30, 300aa0083006" + "820161" + "8001ff",
    "2.5.29.31, 3010300ea00ca20a" + "300806035504030c0161",
    "2.5.29.32, 300a3008" + "0602551d" + "3000" + "0500",
    "2.5.29.32, 30123010" + "0602551d" + "300a3008" + "0602551d" + "05000500",
    "2.5.29.32, 30023000",
    "2.5.29.32, 30020500",
    "2.5.29.32, 300c300a0602551d30043002" + "0500",
    "2.5.29.32, 3018" + "3016" + "0602551d" + "3010" + "300e" + "06082b06010505070201" + "0c026162",
    "2.5.29.33, 3006300406025504",
    "2.5.29.33, 300c300a" + "06025504" + "06025505" + "0500",
    "2.5.29.33, 300a3008" + "06025504" + "04020000",
    "2.5.29.33, 300a3008" + "04020000" + "06025504",
    "2.5.29.35, 3006820101800101",
    "2.5.29.35, 3006800101800101",
    "2.5.29.35, 3003830101",
    "2.5.29.36, 30038001ff",
    "2.5.29.37, 30020500",
    "2.5.29.54, 0201ff",
    "2.5.29.46, 30020500",
    "1.3.6.1.5.5.7.1.1, 30063004060255" + "04",
    "1.3.6.1.5.5.7.1.1, 300b3009" + "06025504" + "860161" + "0500",
    "1.3.6.1.5.5.7.1.1, 30083006" + "040100" + "860161",
    "1.3.6.1.5.5.7.1.1, 30093007" + "06025504" + "890161",
    "1.3.6.1.5.5.7.1.11, 30020500"
  })
  void contentThatRfc5280DoesNotDefineIsMalformed(String oid, String hex) throws IOException {
    ASN1Primitive value = der(hex);

    assertThatThrownBy(() -> ExtensionSyntax.check(oid, value))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void aRegisteredIdIsAsLongAsAnyObjectIdentifierAtMost() throws IOException {
    ASN1Primitive longest = der("308183" + "888180" + "2a".repeat(128));
    ASN1Primitive tooLong = der("308184" + "888181" + "2a".repeat(129));

    assertThatCode(() -> ExtensionSyntax.check("2.5.29.17", longest)).doesNotThrowAnyException();
    assertThatThrownBy(() -> ExtensionSyntax.check("2.5.29.17", tooLong))
        .hasMessageContaining("129 octets");
  }

  @Test
  void onlyWhatCanBeCheckedIsKnown() {
    assertThat(ExtensionSyntax.knows("2.5.29.19")).isTrue();
    assertThat(ExtensionSyntax.knows("1.2.3")).isFalse();
  }
}
