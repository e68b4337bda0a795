package org.certdrop.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  /** In both ways, which give the same. */
  private static JsonNode read(String json) throws IOException {
    JsonNode value = StrictJson.read(json.getBytes(StandardCharsets.UTF_8));
    assertThat(value).isEqualTo(StrictJson.mapper().readTree(json));
    return value;
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
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> StrictJson.mapper().readTree(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "true",
        "\"\"",
        "0",
        "-0",
        "2147483648",
        "-9223372036854775808",
        "9223372036854775808",
        "1.5",
        "1e400",
        "[]",
        "{\"a\": [1, {\"b\": null}, false, \"\\u00e9\"], \"c\": {}}"
      })
  void everyKindOfValueIsReadAsJacksonsMapperDoes(String json) throws IOException {
    assertThat(read(json)).isEqualTo(StrictJson.mapper().readTree(json));
  }

  @Test
  void oneOfSeveralValuesIsRead() throws IOException {
    String values = "{\"a\": [1, 2], \"b\": {\"c\": 3}}";
    try (JsonParser parser =
        StrictJson.parser(new ByteArrayInputStream(values.getBytes(StandardCharsets.UTF_8)))) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      assertThat(parser.nextToken()).isEqualTo(JsonToken.FIELD_NAME);
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
      assertThat(StrictJson.read(parser)).isEqualTo(read("[1, 2]"));
      assertThat(parser.nextToken()).isEqualTo(JsonToken.FIELD_NAME);
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      assertThat(StrictJson.read(parser)).isEqualTo(read("{\"c\": 3}"));
      assertThat(parser.nextToken()).isEqualTo(JsonToken.END_OBJECT);
    }
  }

  @Test
  void sixteenLevelsAreTheMost() throws IOException {
    assertThat(read("[".repeat(16) + "]".repeat(16)).isArray()).isTrue();
    assertThatExceptionOfType(StreamConstraintsException.class)
        .isThrownBy(() -> read("[".repeat(17) + "]".repeat(17)));
  }

  @Test
  void bigIntegersAreExact() throws IOException {
    String digits = "9".repeat(309);
    assertThat(read(digits).bigIntegerValue()).isEqualTo(new BigInteger(digits));
    assertThat(StrictJson.mapper().writeValueAsString(read(digits))).isEqualTo(digits);
  }

  @Test
  void whatIsWrittenIsAscii() throws IOException {
    String text = "H\u00f4pital \ud83d\ude00 \u2028 \"\\";
    String json = StrictJson.mapper().writeValueAsString(new TextNode(text));
    assertThat(json).isASCII().contains("\\u00F4");
    assertThat(read(json).textValue()).isEqualTo(text);
  }

  @Test
  void noClassIsEverNamedByTheContent() throws IOException {
    assertThat(read("{\"@class\": \"java.lang.Runtime\"}").get("@class").isTextual()).isTrue();
  }

  @Test
  void aMessageNeverQuotesTheSource() {
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> read("{\"a\": \"secret\", !"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }
}
