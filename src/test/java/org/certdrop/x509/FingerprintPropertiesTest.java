package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintPropertiesTest {
  /** SHA-256 of "abc": FIPS 180-4's own example. */
  private static final String HEX =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final Fingerprint ABC = Fingerprint.of("abc".getBytes(StandardCharsets.US_ASCII));

  @Test
  void itIsTheSha256OfTheBytes() {
    assertThat(ABC.hex()).isEqualTo(HEX);
    assertThat(ABC.bytes()).hasSize(32).startsWith(0xba, 0x78).endsWith(0x15, 0xad);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", " ", ": "})
  void itIsReadWithAndWithoutSeparatorsInAnyCase(String separator) {
    String spelt = HEX.replaceAll("(?<=..)(?=(..)+$)", separator);
    assertThat(Fingerprint.parse(spelt)).contains(ABC);
    assertThat(Fingerprint.parse(spelt.toUpperCase(Locale.ROOT))).contains(ABC);
    assertThat(Fingerprint.parse(" " + spelt + "\t")).contains(ABC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AB:CD",
        HEX + "0",
        HEX + "00",
        "g" + HEX,
        "\uff42" + HEX,
        "sha256:" + HEX,
        HEX + "\n",
        "ba7816bf8f01cfea414140de5dae2223b00361a3", // a SHA-1's length
      })
  void anythingElseIsNone(String text) {
    assertThat(Fingerprint.parse(text)).isEmpty();
  }

  @Test
  void aTextOfAbsurdLengthIsNone() {
    assertThat(Fingerprint.parse(":".repeat(1_000_000) + HEX)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"})
  void itIsMadeOfLowerCaseDigitsAlone(String hex) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Fingerprint(hex));
  }

  @Property(tries = 300)
  void whatIsWrittenIsReadBack(@ForAll byte[] content) {
    Fingerprint fingerprint = Fingerprint.of(content);
    assertThat(Fingerprint.parse(fingerprint.toString())).contains(fingerprint);
    assertThat(Fingerprint.parse(fingerprint.hex())).contains(fingerprint);
  }
}
