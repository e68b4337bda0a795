package org.certdrop.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  private static JsonNode read(String json) throws JsonProcessingException {
    return StrictJson.mapper().readTree(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 1, \"a\": 2}",
        "{\"a\": 1, \"\\u0061\": 2}",
        "{\"x\": {\"a\": 1, \"a\": 1}}",
        "{} {}",
        "{} x",
        "{}\u0000",
        "{\"a\": 1,}",
        "[1,]",
        "/* c */ {}",
        "# c\n{}",
        "{'a': 1}",
        "{a: 1}",
        "NaN",
        "-Infinity",
        "014",
        "+1",
        ".5",
        "\"\u0001\"",
        "\"\\x\"",
        "{\"a\": 1",
        "tru"
      })
  void whatIsNotStrictlyJsonIsRefused(String json) {
    assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> read(json));
  }

  @Test
  void sixteenLevelsAreTheMost() throws JsonProcessingException {
    assertThat(read("[".repeat(16) + "]".repeat(16)).isArray()).isTrue();
    assertThatExceptionOfType(StreamConstraintsException.class)
        .isThrownBy(() -> read("[".repeat(17) + "]".repeat(17)));
  }

  @Test
  void bigIntegersAreExact() throws JsonProcessingException {
    String digits = "9".repeat(309);
    assertThat(read(digits).bigIntegerValue()).isEqualTo(new BigInteger(digits));
    assertThat(StrictJson.mapper().writeValueAsString(read(digits))).isEqualTo(digits);
  }

  @Test
  void whatIsWrittenIsAscii() throws JsonProcessingException {
    String text = "H\u00f4pital \ud83d\ude00 \u2028 \"\\";
    String json = StrictJson.mapper().writeValueAsString(new TextNode(text));
    assertThat(json).isASCII().contains("\\u00F4");
    assertThat(read(json).textValue()).isEqualTo(text);
  }

  @Test
  void noClassIsEverNamedByTheContent() throws JsonProcessingException {
    assertThat(read("{\"@class\": \"java.lang.Runtime\"}").get("@class").isTextual()).isTrue();
  }

  @Test
  void aMessageNeverQuotesTheSource() {
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> read("{\"a\": \"secret\", !"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }
}
