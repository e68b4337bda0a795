package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerSyntaxTest {
  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0500",
        "3000",
        "3100",
        "010100",
        "0101ff",
        "020100",
        "020180",
        "02020080",
        "0202ff7f",
        "0202ff00",
        "030100",
        "03020780",
        "0603550403",
        "0c02c3a4",
        "0c0161",
        "1e020041",
        "1c0400000041",
        "130141",
        "13053a2f283f29",
        "170141",
        "80020000",
        "a0020500",
        "3106020101020102",
        "3106020101020101"
      })
  void derIsTaken(String der) {
    assertThatCode(() -> DerSyntax.check(hex(der))).doesNotThrowAnyException();
  }

  @Test
  void anObjectIdentifierHasABoundedLength() {
    assertThatCode(() -> DerSyntax.check(hex("068180" + "01".repeat(128))))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> DerSyntax.check(hex("068181" + "01".repeat(129))))
        .hasMessageContaining("OBJECT IDENTIFIER");
  }

  @ParameterizedTest
  @CsvSource({
    "'', lacks its length",
    "30, lacks its length",
    "13012a, PrintableString",
    "13015f, PrintableString",
    "130140, PrintableString",
    "1301c1, PrintableString",
    "3082, length is cut off",
    "300130, lacks its length",
    "30023082, length is cut off",
    "300500, longer than what holds it",
    "3003020500, longer than what holds it",
    "30800000, indefinite",
    "308100, shortest form",
    "30817f, shortest form",
    "3082007f, shortest form",
    "30850000000001, over four octets",
    "3084ffffffff, longer than what holds it",
    "05000500, 2 trailing bytes",
    "1f8100, tag number",
    "0000, a tag is not DER",
    "1000, a tag is not DER",
    "2800, a tag is not DER",
    "2c020500, a tag is not DER",
    "010101, BOOLEAN",
    "0100, BOOLEAN",
    "0200, INTEGER",
    "02020001, INTEGER",
    "02020000, INTEGER",
    "0202ff80, INTEGER",
    "0300, BIT STRING",
    "030108, BIT STRING",
    "030101, BIT STRING",
    "03020101, BIT STRING",
    "0301ff, BIT STRING",
    "050100, NULL",
    "0600, OBJECT IDENTIFIER",
    "060180, OBJECT IDENTIFIER",
    "0603558001, OBJECT IDENTIFIER",
    "060455008001, OBJECT IDENTIFIER",
    "06025581, OBJECT IDENTIFIER",
    "0c01c3, UTF-8",
    "1e0100, BMPString",
    "1c020000, UniversalString",
    "3106020102020101, order"
  })
  void whatIsNotDerIsRefused(String der, String why) {
    assertThatThrownBy(() -> DerSyntax.check(hex(der)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(why);
  }

  private static byte[] nested(int levels) {
    byte[] der = {5, 0};
    for (int i = 0; i < levels; i++) {
      byte[] outer = new byte[der.length + 2];
      outer[0] = 0x30;
      outer[1] = (byte) der.length;
      System.arraycopy(der, 0, outer, 2, der.length);
      der = outer;
    }
    return der;
  }

  @Test
  void sixtyThreeLevelsAroundAValueAreTheMost() {
    assertThatCode(() -> DerSyntax.check(nested(63))).doesNotThrowAnyException();
  }

  @Test
  void sixtyFourLevelsAroundAValueAreTooMany() {
    byte[] der = RawCertificate.tlv(0x30, nested(63));

    assertThatThrownBy(() -> DerSyntax.check(der)).hasMessageContaining("64 levels");
  }

  @Test
  void aLengthThatBeginsWithAZeroOctetIsTooLong() {
    assertThatThrownBy(() -> DerSyntax.check(hex("04820080" + "00".repeat(128))))
        .hasMessageContaining("shortest form");
  }

  @Test
  void whereItStandsIsSaid() {
    assertThatThrownBy(() -> DerSyntax.check(hex("3003020500"))).hasMessageEndingWith(" (byte 2)");
  }

  @Test
  void twentyThousandLevelsOverflowNoStack() {
    byte[] der = new byte[40_000];
    for (int i = 0; i < der.length; i += 4) {
      int left = der.length - i - 4;
      der[i] = 0x30;
      der[i + 1] = (byte) 0x82;
      der[i + 2] = (byte) (left >> 8);
      der[i + 3] = (byte) left;
    }

    assertThatThrownBy(() -> DerSyntax.check(der)).hasMessageContaining("64 levels");
  }

  @ParameterizedTest
  @CsvSource({"'', 2", "30, 2", "3082, 4", "308201, 4", "3003, 5", "30820100, 260"})
  void theClaimedEndMayLieBeyondTheBytes(String der, long end) {
    assertThat(DerSyntax.claimedEnd(hex(der), 0)).isEqualTo(end);
  }

  @Property(tries = 1000)
  void anyBytesAreTakenOrRefused(@ForAll @Size(max = 100) byte[] der) {
    try {
      DerSyntax.check(der);
    } catch (MalformedException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}
