package org.certdrop.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.certdrop.rules.Code;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptFieldsTest {
  private static ReceiptFields.Read read(String at) {
    return ReceiptFields.read(
        """
        {"type": "receipt", "from": "node_a", "to": "node_b", "at": %s,
         "about": {"party_id": "node_b", "sha256": "%s"}}
        """
            .formatted(at, "AB".repeat(32))
            .getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-26T10:15:00.456Z, 2026-11-26T10:15:00.456Z",
    "2026-11-26T10:15:00Z, 2026-11-26T10:15:00Z",
    "2026-11-26T10:15:00.456789Z, 2026-11-26T10:15:00.456Z",
    "2026-06-30T23:59:59Z, 2026-06-30T23:59:59Z",
  })
  void aTimeIsReadInMilliseconds(String at, Instant meant) {
    assertThat(read('"' + at + '"').receipt().orElseThrow().at()).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-06-30T23:59:60Z",
        "2026-06-30T23:59:60.5Z",
        "2026-06-30T12:00:60Z",
        "2026-06-30",
        "+1000000000-12-31T23:59:59Z",
        "now"
      })
  void aLeapSecondAndWhatIsNoTimeAreInvalid(String at) {
    ReceiptFields.Read read = read('"' + at + '"');

    assertThat(read.receipt()).isEmpty();
    assertThat(read.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(Code.INVALID_FIELD);
              assertThat(finding.message())
                  .isEqualTo("at is \"" + at + "\", no time such as 2026-11-26T10:15:00Z.");
            });
  }
}
