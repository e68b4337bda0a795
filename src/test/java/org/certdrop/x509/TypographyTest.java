package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.certdrop.x509.PemDocument.Form;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypographyTest {
  private static PemDocument read(String text) {
    return PemDocument.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "'\u2014\u2014-BEGIN CERTIFICATE\u2014\u2014-', U+2014 (em dash)",
    "'\u2013\u2013\u2013BEGIN CERTIFICATE-----', U+2013 (en dash)",
    "'-----BEGIN\u00a0CERTIFICATE-----', U+00A0 (no-break space)",
    "'\u2212----BEGIN CERTIFICATE-----', U+2212 (minus sign)"
  })
  void theCharacterAndItsLineAreNamed(String boundary, String character) {
    PemDocument document = read("Dear all,\n" + boundary + "\nAAAA\n");
    assertThat(document.form()).isEqualTo(Form.TYPOGRAPHIC);
    assertThat(document.typography().orElseThrow().line()).isEqualTo(2);
    assertThat(document.typography().orElseThrow())
        .hasToString(
            "line 2 has the character "
                + character
                + " where only hyphens and plain spaces belong");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The text \u2014 to BEGIN with \u2014 is no boundary",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n\u2014\u2014BEGIN",
        "hello"
      })
  void whatIsNoBoundaryOrWholeAlreadyIsLeftAlone(String text) {
    assertThat(read(text).typography()).isEmpty();
  }
}
