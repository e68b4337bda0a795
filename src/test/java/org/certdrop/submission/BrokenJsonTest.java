package org.certdrop.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write who take JSON for something else. */
class BrokenJsonTest {
  private static final String[] WORDS_OF_THE_PARSER = {
    "CTRL-CHAR",
    "Unexpected",
    "code ",
    "Unrecognized",
    "Illegal",
    "Leading zeroes",
    "Invalid numeric",
    "marker",
    "expect",
    "token",
    "JsonReadFeature",
    "Object entries"
  };

  private static final List<String> FOREIGN =
      List.of(
          "",
          "\0",
          "\n",
          "\r",
          "\t",
          "\u0001",
          "\u007f",
          "\\",
          "\"",
          "'",
          "x",
          "0",
          "00",
          "+",
          "-",
          ".",
          ",",
          ":",
          "{",
          "}",
          "[",
          "]",
          "/",
          "#",
          "N",
          "\u201c",
          "\u00e9",
          "\ufffd",
          "\\u1",
          "1e",
          "(",
          ")",
          "\ud83d\ude00",
          "NaN",
          "-Infinity",
          "\u2028");

  private static Finding finding(String json, Charset charset) {
    return Sidecar.read(json.getBytes(charset)).findings().get(0);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"port\": 1, // here@} | no comments",
        "{\"port\": 1 /* here */} | no comments",
        "{# a comment@} | no comments",
        "{\"port\": 1,} | a comma stands before the closing brace",
        "{\"port\": [1,]} | a comma stands before the closing bracket",
        "{'port': 1} | single quotation marks",
        "{\"ip\": '10.1.1.1'} | single quotation marks",
        "{\u201cport\u201d: 1} | quotation marks of a word processor",
        "{\"ip\": \u201c10.1.1.1\u201d} | quotation marks of a word processor",
        "{\"port\": 1 \"ip\": 2} | a comma or colon is missing",
        "{port: 1} | must stand in quotation marks",
        "{\"ip\": ten} | \"ten\" is a text without quotation marks",
        "{\"a\": ]} | a comma, colon or value is missing before the closing bracket",
        "{\"a\": [1} ]} | stands where ] is to close",
        "{\"ip\": \"10.0.0.1\", \"port\": 1] | line 1, column 29: \"]\" stands where } is to close",
        "{\"a\": [1, 2} | \"}\" stands where ] is to close",
        "{\"a\": {\"b\": 1) | \")\" stands where } or ] is to close",
        "{\"a\": \"x\"> | \">\" stands where } or ] is to close",
        "{\"ip\": \"1\",@\"port\": \"14001} | line 2, column 9: a text begins there, and its"
            + " closing",
        "{\"port\": \"14001 }@ | line 1, column 18: a text goes on behind the end of its line",
        "{\"id\": \"node_a, \"ip\": \"1\"} | \"i\" closes a text whose own closing quotation mark"
            + " is missing",
        "{\"id: \"node_a\", \"ip\": \"1\"} | \"n\" closes a text whose own closing quotation mark"
            + " is",
        "{\"id\": \"node_a,@\"ip\": \"1\"} | a text goes on behind the end of its line",
        "{\"port\": 014001} | a number begins with a zero that does not belong there",
        "{\"port\": +1} | plus sign",
        "{\"port\": 1.} | a number is not finished",
        "{\"port\": NaN} | \"NaN\" is a text without quotation marks",
        "{\"ip\":10.0.0.1} | the address \"10.0.0.1\" needs quotation marks",
        "{\"ip\": 010.0.0.1, \"port\": 1} | the address \"010.0.0.1\" needs quotation marks",
        "{\"ip\": 2001:db8::1} | the address \"2001:db8::1\" needs quotation marks",
        "{\"ip\": fe80::1} | the address \"fe80::1\" needs quotation marks",
        "{\"ip\": ::1} | the address \"::1\" needs quotation marks",
        "{\"a\": \"C:\\node\\x\"} | a backslash stands before \"x\"",
        "{\"a\": \"\\u00zz\"} | four hexadecimal digits",
        "{\"a\": \"two@lines\"} | a text goes on behind the end of its line",
        "{\"a\": \"a\tb\"} | the control character U+0009",
        "{\"a\": \u0001} | the control character U+0001",
        "{\"a\": 1}~~ | a zero octet",
        "{\"a\": \"~\"} | a zero octet",
        "{\"port\": 1, \"port\": 2} | the field \"port\" is there twice"
      })
  void theFaultIsSaidInWordsWithItsPlace(String json, String words) {
    Finding finding = finding(json.replace("@", "\n").replace("~", "\0"), StandardCharsets.UTF_8);
    assertThat(finding.code()).isEqualTo(Code.MALFORMED_SIDECAR);
    assertThat(finding.message())
        .contains(words)
        .containsPattern("line [12], column ")
        .doesNotContain(WORDS_OF_THE_PARSER);
  }

  /** Whatever was written first: sent again, the file may be good. */
  @Test
  void whereverASoundSidecarIsCutItIsTruncated() {
    String sound =
        "{\"ip\": \"10.0.0.1\", \"port\": [-1.5e3, true, null], \"a\": {\"b\": \"\\n\\u00e9\"}}";
    for (int end = 1; end < sound.length(); end++) {
      for (String more : List.of("", "\n", "\0\0")) {
        String json = sound.substring(0, end) + more;
        assertThat(finding(json, StandardCharsets.UTF_8).code()).as(json).isEqualTo(Code.TRUNCATED);
      }
    }
  }

  /** Every way to put one foreign sign into a sound sidecar, or to leave one out. */
  @Test
  void theParsersOwnWordsAreNeverShown() {
    String sound =
        "{\"ip\": \"10.0.0.1\", \"port\": [-1.5e3, true, null], \"a\": {\"b\": \"\\n\"}}";
    for (int at = 0; at <= sound.length(); at++) {
      for (String foreign : FOREIGN) {
        for (int out = 0; out < 2 && at + out <= sound.length(); out++) {
          String json = sound.substring(0, at) + foreign + sound.substring(at + out);
          assertThat(Sidecar.read(json.getBytes(StandardCharsets.UTF_8)).findings())
              .allSatisfy(
                  finding ->
                      assertThat(finding.message()).as(json).doesNotContain(WORDS_OF_THE_PARSER));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"'',is empty", "' \n',is empty", "'~',all zero octets", "'~~~~~',all zero octets"})
  void whereNothingIsThereThatIsSaid(String json, String words) {
    assertThat(finding(json.replace("~", "\0"), StandardCharsets.UTF_8).message()).contains(words);
  }

  @Test
  void utf16IsCalledByItsName() {
    assertThat(finding("{\"port\": 1}", StandardCharsets.UTF_16LE).message()).contains("UTF-16");
  }
}
