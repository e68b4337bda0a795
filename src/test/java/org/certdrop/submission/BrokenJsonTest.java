package org.certdrop.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write who take JSON for something else. */
class BrokenJsonTest {
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
        "{\"port\": 1, \"port\": 2} | the field \"port\" is there twice"
      })
  void theFaultIsSaidInWordsWithItsPlace(String json, String words) {
    Finding finding = finding(json.replace("@", "\n"), StandardCharsets.UTF_8);
    assertThat(finding.code()).isEqualTo(Code.MALFORMED_SIDECAR);
    assertThat(finding.message())
        .contains(words)
        .contains("line 1, column ")
        .doesNotContain("Unexpected", "code ");
  }

  @Test
  void utf16IsCalledByItsName() {
    assertThat(finding("{\"port\": 1}", StandardCharsets.UTF_16LE).message()).contains("UTF-16");
  }
}
