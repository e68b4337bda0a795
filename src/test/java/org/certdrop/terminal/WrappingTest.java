package org.certdrop.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrappingTest {
  private static final String FINGERPRINT = "86:3A:64:6E:7F:FB:BB:FF...";

  @Test
  void aTextIsBrokenBetweenWords() {
    assertThat(Wrapping.cell("by number, ana, 2026-11-26", 15))
        .containsExactly("by number, ana,", "2026-11-26");
    assertThat(Wrapping.words("by number, ana, 2026-11-26", 10, 15))
        .containsExactly("by number,", "ana, 2026-11-26");
  }

  @Test
  void aWordThatIsTooLongIsBrokenAtASignInIt() {
    assertThat(Wrapping.cell(FINGERPRINT, 15)).containsExactly("86:3A:64:6E:7F:", "FB:BB:FF...");
    assertThat(Wrapping.cell("10.9.0.1:14001 (claimed)", 16))
        .containsExactly("10.9.0.1:14001", "(claimed)");
  }

  @Test
  void whereThereIsNoSignItIsBrokenAnywhere() {
    assertThat(Wrapping.cell("RESEARCHER", 4)).containsExactly("RESE", "ARCH", "ER");
    assertThat(Wrapping.cell("東京大学", 3)).containsExactly("東", "京", "大", "学");
    assertThat(Wrapping.cell("\ud83d\ude00\ud83d\ude01", 1))
        .containsExactly("\ud83d\ude00", "\ud83d\ude01");
    assertThat(Wrapping.cell("Ko\u0308ln", 2)).containsExactly("Ko\u0308", "ln");
  }

  @Test
  void amongSentencesALongWordStaysWhole() {
    assertThat(Wrapping.words("sha256 " + FINGERPRINT + " is it", 10, 10))
        .containsExactly("sha256", FINGERPRINT, "is it");
  }

  @Test
  void whatBelongsTogetherIsNotBroken() {
    String days = "in 12 days".replace(' ', Wrapping.NO_BREAK);
    assertThat(Wrapping.cell("2026-12-05 " + days, 16)).containsExactly("2026-12-05", "in 12 days");
    assertThat(Wrapping.cell(days, 30)).containsExactly("in 12 days");
  }

  @ParameterizedTest
  @CsvSource({
    "RESEARCHER, 10",
    "10.9.0.1:14001 (claimed), 14",
    "86:3A:64:6E:7F:FB:BB:FF..., 5",
    "'', 0"
  })
  void aTextCanDoWithItsLongestWord(String text, int least) {
    assertThat(Wrapping.least(text)).isEqualTo(least);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a", "::::", "a  b", FINGERPRINT, "東京大学 O=node_a,CN=*", "\u0308x"})
  void nothingIsLostAtAnyWidth(String text) {
    for (int width = 1; width < 40; width++) {
      List<String> rows = Wrapping.cell(text, width);
      assertThat(String.join("", rows).replace(" ", "")).isEqualTo(text.replace(" ", ""));
      int fits = Math.max(2, width);
      assertThat(rows).allMatch(row -> TextWidth.of(row) <= fits);
    }
  }
}
