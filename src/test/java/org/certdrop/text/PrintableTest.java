package org.certdrop.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain text", "H\u00f4pital d'Angers", "\u540d\u524d", "\ud83d\ude00"})
  void printableTextStaysAsItIs(String text) {
    assertThat(Printable.of(text)).isEqualTo(text);
    assertThat(Printable.quoted(text)).isEqualTo('"' + text + '"');
  }

  @ParameterizedTest
  @CsvSource({
    "'\n', \\u000a",
    "'\r', \\u000d",
    "'\t', \\u0009",
    "'\u0000', \\u0000",
    "'\u001b', \\u001b",
    "'\u007f', \\u007f",
    "'\u009b', \\u009b",
    "'\u2028', \\u2028",
    "'\u2029', \\u2029",
    "'\u202e', \\u202e",
    "'\u200b', \\u200b",
    "'\ufeff', \\ufeff",
    "'\ue000', \\ue000",
    "'\ud800', \\ud800",
    "'\ufffe', \\ufffe",
    "'\udb40\udc41', \\udb40\\udc41",
  })
  void whatCouldForgeATerminalOrALineIsEscaped(String text, String shown) {
    assertThat(Printable.of("a" + text + "b")).isEqualTo("a" + shown + "b");
  }

  @Test
  void nullIsShownAsAWord() {
    assertThat(Printable.of(null)).isEqualTo("null");
    assertThat(Printable.quoted(null)).isEqualTo("null");
  }

  @Test
  void aQuotedTextIsCutAt80Characters() {
    assertThat(Printable.quoted("x".repeat(80))).isEqualTo('"' + "x".repeat(80) + '"');
    assertThat(Printable.quoted("x".repeat(81))).isEqualTo('"' + "x".repeat(80) + "...\"");
  }

  @Test
  void aCutNeverSplitsACharacter() {
    assertThat(Printable.quoted("x".repeat(79) + "\ud83d\ude00y"))
        .isEqualTo('"' + "x".repeat(79) + "...\"");
  }

  @Property(tries = 1000)
  void nothingShownControlsATerminal(@ForAll String text) {
    assertThat(Printable.of(text).codePoints())
        .noneMatch(
            point ->
                Character.isISOControl(point)
                    || point >= 0xd800 && point <= 0xdfff
                    || Character.getType(point) == Character.FORMAT);
    assertThat(Printable.quoted(text)).hasSizeLessThanOrEqualTo(6 * 80 + 5);
  }
}
