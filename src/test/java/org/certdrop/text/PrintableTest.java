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

  @ParameterizedTest
  @CsvSource({
    "node_1-a.B.pem, node_1-a.B.pem",
    "a b.pem, \"a b.pem\"",
    "a (type this), \"a (type this)\"",
    "'a\", b', '\"a\\u0022, b\"'",
    "'a\n', \"a\\u000a\"",
    "'', \"\"",
  })
  void aNameThatMaySpeakIsInQuotationMarksThatItCannotEnd(String name, String shown) {
    assertThat(Printable.name(name)).isEqualTo(shown);
  }

  @Test
  void aLongNameIsCut() {
    assertThat(Printable.name("x".repeat(81))).isEqualTo('"' + "x".repeat(80) + "...\"");
  }

  @Test
  void aCutNeverSplitsACharacter() {
    assertThat(Printable.quoted("x".repeat(79) + "\ud83d\ude00y"))
        .isEqualTo('"' + "x".repeat(79) + "...\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11",
        "researcher_Zentralklinikum-Heidelberg-2026",
        "organisationalUnitNameOfTheHospital",
        "E7:CF:20:BB:B9:28:D2:D7:5C:BA:5C:E7:41:C1:56:E0",
        "e7cf20bbb928d2d75cba5ce741c156e067b08e3009fa85d101b2802f6ab34535",
        "E7CF20BBB928D2D75CBA5CE741C156E067B08E3009FA85D101B2802F6AB34535",
        "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
      })
  void whatLooksLikeAKeyButIsNoneIsQuotedWhole(String text) {
    assertThat(Printable.quoted(text)).isEqualTo('"' + text + '"');
  }

  @Test
  void ofWhatMayBeAKeyTheBeginningIsQuoted() {
    String key = "MIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQg";
    assertThat(Printable.quoted("node_" + key)).isEqualTo("\"node_MIGTAgEA...\"");
    assertThat(Printable.quoted(key + "\n" + key)).isEqualTo("\"MIGTAgEA...\\u000aMIGTAgEA...\"");
    assertThat(Printable.quoted(".".repeat(75) + key)).endsWith(".MIGTA...\"");
  }

  @Test
  void proseAboutPrivateKeysIsShown() {
    String prose = "x.key (a private key by its name: never drop a private key)";
    assertThat(Printable.quoted(prose)).isEqualTo("\"" + prose + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN PRIVATE KEY-----",
        "-----begin ec private key-----",
        "--- Begin Private Key",
        "private key --",
        "RSA PRIVATE KEY"
      })
  void whatMayBeABoundaryOfOneIsNot(String boundary) {
    assertThat(Printable.quoted("a " + boundary + " b"))
        .isEqualTo("\"(not shown: it names a private key)\"");
  }

  @Test
  void aValueThatNamesAPrivateKeyIsNotQuoted() {
    assertThat(Printable.quoted("-----begin Private Key-----\nshort"))
        .isEqualTo("\"(not shown: it names a private key)\"");
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
