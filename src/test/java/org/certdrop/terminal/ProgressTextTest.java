package org.certdrop.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 4, '[----------------]  0 of 4 files'",
    "1, 4, '[####------------]  1 of 4 files'",
    "3, 4, '[############----]  3 of 4 files'",
    "4, 4, '[################]  4 of 4 files'",
    "5, 4, '[################]  5 of 4 files'"
  })
  void theBarIsAsFullAsMuchIsDone(long done, long total, String text) {
    assertThat(new ProgressText("files", done, total).fit(33)).isEqualTo(text);
  }

  @Test
  void onAWideTerminalItIsNoLongerThanOneReadsAtAGlance() {
    assertThat(new ProgressText("files", 1, 2).fit(200))
        .isEqualTo("[" + "#".repeat(20) + "-".repeat(20) + "]  1 of 2 files");
  }

  @Test
  void onANarrowOneTheNumbersAloneAreShown() {
    ProgressText text = new ProgressText("lines of the journal", 99_999, 100_000);
    assertThat(text.fit(40)).isEqualTo("99999 of 100000 lines of the journal");
    assertThat(text.fit(20)).isEqualTo("99999 of 100000 lin");
  }

  @Test
  void theLastColumnStaysFree() {
    for (int columns = 10; columns < 120; columns++) {
      assertThat(new ProgressText("submissions", 123, 4_567).fit(columns)).hasSizeLessThan(columns);
    }
  }

  @Test
  void hugeNumbersDoNotOverflow() {
    assertThat(new ProgressText("bytes", Long.MAX_VALUE / 64, Long.MAX_VALUE / 64).fit(80))
        .startsWith("[####")
        .doesNotContain("-");
  }
}
