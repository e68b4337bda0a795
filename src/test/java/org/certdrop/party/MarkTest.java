package org.certdrop.party;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.certdrop.text.Parsed;
import org.certdrop.x509.Fingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkTest {
  private static final PartyId PARTY = new PartyId("NODE_1");
  private static final Fingerprint SHA256 =
      new Fingerprint("4216b1ca3b4000d105a67014ac6f350f5d916d219abdd02a3af8c14bde41a49d");
  private static final String NUMBER = "89086 82857 57088 71234 40010 93259";

  private static Mark read(String typed) {
    return Mark.parse(typed).orElseThrow(bad -> new IllegalArgumentException(bad.problem()));
  }

  private static Parsed.Bad<Mark> problem(String typed) {
    return (Parsed.Bad<Mark>) Mark.parse(typed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {NUMBER, "890868285757088712344001093259", "89086-82857-57088-71234-40010-93259"})
  void thirtyDigitsAreANumber(String typed) {
    assertThat(read(typed)).isEqualTo(new Mark.OfNumber(new Number(NUMBER.replace(" ", ""))));
  }

  @Test
  void aFingerprintIsReadInAnyUsualSpelling() {
    Mark wanted = new Mark.OfFingerprint(SHA256);

    assertThat(read(SHA256.hex())).isEqualTo(wanted);
    assertThat(read(SHA256.toString())).isEqualTo(wanted);
    assertThat(read(SHA256.toString().replace(':', ' ').toLowerCase(Locale.ROOT)))
        .isEqualTo(wanted);
    assertThat(read(SHA256.toString().replace(':', '-'))).isEqualTo(wanted);
  }

  @Test
  void aFingerprintOfDecimalDigitsAloneIsAFingerprint() {
    assertThat(read("1".repeat(64))).isInstanceOf(Mark.OfFingerprint.class);
  }

  @Test
  void aNumberFitsItsPartyAndCertificateAlone() {
    Mark number = read(NUMBER);

    assertThat(number.fits(PARTY, SHA256)).isTrue();
    assertThat(number.fits(new PartyId("node_1"), SHA256)).isFalse();
    assertThat(number.fits(PARTY, Fingerprint.of(new byte[0]))).isFalse();
  }

  @Test
  void aFingerprintFitsItsCertificateWhoeverHasIt() {
    Mark fingerprint = read(SHA256.hex());

    assertThat(fingerprint.fits(PARTY, SHA256)).isTrue();
    assertThat(fingerprint.fits(new PartyId("node_2"), SHA256)).isTrue();
    assertThat(fingerprint.fits(PARTY, Fingerprint.of(new byte[0]))).isFalse();
  }

  @Test
  void sixtyDigitsAreTheNumbersOfBoth() {
    Parsed.Bad<Mark> bad = problem(NUMBER + " " + NUMBER);

    assertThat(bad.problem()).contains("60 digits: the numbers of both parties");
    assertThat(bad.hint()).contains("the other party alone");
  }

  @ParameterizedTest
  @CsvSource({"00000, 5", "89086 82857, 10", "8908682857570887123440010932591, 31"})
  void whatIsTooShortOrTooLongForANumberIsCounted(String typed, int digits) {
    assertThat(problem(typed).problem())
        .isEqualTo("\"" + typed + "\" has " + digits + " digits; a number has 30.");
  }

  @Test
  void aFingerprintBySha1IsCalledSo() {
    assertThat(problem("ab".repeat(20)).problem()).contains("40 hexadecimal digits", "SHA-1");
    assertThat(problem("ab".repeat(31)).problem())
        .contains("62 hexadecimal digits")
        .doesNotContain("SHA-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "89086 82857 57088 71234 40010 9325O", "\u0661\u0662"})
  void anythingElseIsNeither(String typed) {
    assertThat(problem(typed).problem())
        .contains("is neither a number of 30 digits nor a SHA-256 fingerprint");
  }

  @Test
  void whatWasTypedIsShownFitForATerminal() {
    assertThat(problem("\u001b[31m1").problem()).contains("\\u001b").doesNotContain("\u001b");
  }
}
