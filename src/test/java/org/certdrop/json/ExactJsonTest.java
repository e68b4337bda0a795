package org.certdrop.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.certdrop.text.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactJsonTest {
  private static JsonNode read(String text) {
    return ExactJson.read(text.getBytes(UTF_8))
        .orElseThrow(bad -> new IllegalArgumentException(bad.problem()));
  }

  private static String problem(byte[] content) {
    return ((Parsed.Bad<JsonNode>) ExactJson.read(content)).problem();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "1e5",
        "1E+05",
        "1.10",
        "0.1",
        "1e-07",
        "1.7976931348623157e+308",
        "9007199254740993",
        "18446744073709551616",
        "1e999999999",
        "NaN",
        "Infinity",
        "-Infinity"
      })
  void aNumberIsWrittenAsItWasRead(String number) {
    assertThat(ExactJson.write(read("[" + number + "]"))).isEqualTo("[" + number + "]");
  }

  @Test
  void aNumberOfTenThousandDigitsKeepsEachOfThem() {
    String number = "-" + "1234567890".repeat(1000);

    assertThat(ExactJson.write(read(number))).isEqualTo(number);
  }

  @Test
  void textKeepsItsValueAndIsWrittenInAscii() {
    String text = "{\"h\u00f4pital\":\"\\b\\u0000\u007f\u2028\ud83e\udde0\\\\\\/\\\"\"}";

    String written = ExactJson.write(read(text));

    assertThat(written).matches("\\p{ASCII}*");
    assertThat(read(written)).isEqualTo(read(text));
  }

  @Test
  void halfASurrogatePairIsKept() {
    assertThat(ExactJson.write(read("\"\\ud83e\""))).isEqualToIgnoringCase("\"\\ud83e\"");
  }

  @Test
  void keysKeepTheirOrder() {
    String text = "{\"b\":1,\"a\":{\"2\":null,\"10\":true,\"1\":false}}";

    assertThat(ExactJson.write(read(text))).isEqualTo(text);
  }

  @Test
  void fiveHundredLevelsAreReadAndMoreAreNot() {
    assertThat(ExactJson.write(read("[".repeat(500) + "]".repeat(500)))).hasSize(1000);
    assertThat(problem(("[".repeat(501) + "]".repeat(501)).getBytes(UTF_8))).contains("500");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":1}",
        "{} {}",
        "{}}",
        "[01]",
        "[1.]",
        "[.5]",
        "[+1]",
        "[INF]",
        "[-INF]",
        "[+Infinity]",
        "[nan]",
        "['a']",
        "[\"\n\"]",
        "[1] // x",
        "\ufeff{}"
      })
  void whatPythonDoesNotReadIsRefused(String text) {
    assertThat(problem(text.getBytes(UTF_8))).isNotBlank();
  }

  @Test
  void otherEncodingsAreRefused() {
    assertThat(problem("\"h\u00f4pital\"".getBytes(ISO_8859_1))).isEqualTo("it is not UTF-8");
  }

  @Test
  void aNumberOfOursIsOneOfTheirs() {
    assertThat(ExactJson.number(14001)).isEqualTo(read("14001"));
  }
}
