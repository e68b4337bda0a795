package org.certdrop.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextWidthTest {
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "node_a, 6",
    "Köln, 4",
    "Ko\u0308ln, 4",
    "東京大学, 8",
    "서울, 4",
    "ﾊﾝｶｸ, 4",
    "ＡＢ, 4",
    "\ud83d\ude00, 2",
    "\ud840\udc0b, 2",
    "Ω→…, 3"
  })
  void aCharacterTakesTheColumnsThatATerminalGivesIt(String text, int width) {
    assertThat(TextWidth.of(text)).isEqualTo(width);
  }
}
