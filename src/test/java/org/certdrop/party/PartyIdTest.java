package org.certdrop.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.certdrop.text.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartyIdTest {

  @ParameterizedTest
  @CsvSource({
    "node_bc0872e5-8488-4a04-8359-eecf32fec908, NODE",
    "NODE_bf2dc9b9-0c60-46f7-8b85-2d1bb6b6851d, NODE",
    "NoDe_a, NODE",
    "node_0, NODE",
    "node_a--b, NODE",
    "NODE_UPPER, NODE",
    "researcher_890ba65c-914d-4502-8b4d-60b9e8df37c7, RESEARCHER",
    "RESEARCHER_1, RESEARCHER",
  })
  void anIdIsKeptAsWrittenAndSaysWhatThePartyIs(String text, Component component) {
    assertThat(PartyId.parse(text)).isEqualTo(Parsed.good(new PartyId(text)));
    assertThat(new PartyId(text)).hasToString(text);
    assertThat(new PartyId(text).component()).isEqualTo(component);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "node",
        "node_",
        "node_-",
        "node_a-",
        "node_-a",
        "node_a_b",
        "node_a ",
        " node_a",
        "node_a\n",
        "node_a\u0000b",
        "n\u043ede_a",
        "node_\u00e9",
        "node_\u0661",
        "node_a\u200b",
        "node_../../x",
        "node_%2e",
        "node_${a}",
        "admin_a",
        "CON",
        "-rf",
        "re\u017fearcher_a"
      })
  void whatIsNoIdIsRefused(String text) {
    assertThat(PartyId.isForm(text)).isFalse();
    assertThat(PartyId.parse(text)).isInstanceOf(Parsed.Bad.class);
    assertThatIllegalArgumentException().isThrownBy(() -> new PartyId(text));
  }

  @Test
  void nullIsNoId() {
    assertThat(PartyId.isForm(null)).isFalse();
  }

  @Test
  void sixtyFourCharactersAfterThePrefixAreTheMost() {
    assertThat(PartyId.isForm("node_" + "a".repeat(64))).isTrue();
    assertThat(PartyId.isForm("node_" + "a".repeat(65))).isFalse();
    assertThat(PartyId.isForm("researcher_" + "a".repeat(64))).isTrue();
  }

  @Test
  void aRefusalShowsTheValueEscapedAndCut() {
    Parsed.Bad<PartyId> bad =
        (Parsed.Bad<PartyId>) PartyId.parse("node_\u001b[31m" + "a".repeat(10_000));
    assertThat(bad.problem())
        .startsWith("party_id is \"node_\\u001b[31m")
        .contains("...\"")
        .hasSizeLessThan(250);
    assertThat(bad.hint()).isNotEmpty();
  }

  @Test
  void idsThatDifferInLetterCaseAloneHaveOneKeyButAreNotEqual() {
    assertThat(new PartyId("NODE_Ab").key()).isEqualTo(new PartyId("node_aB").key());
    assertThat(new PartyId("NODE_Ab")).isNotEqualTo(new PartyId("node_aB"));
    assertThat(new PartyId("node_a").key()).isNotEqualTo(new PartyId("node_b").key());
  }

  @Property(tries = 500)
  void lettersAndDigitsMakeAnId(
      @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 64) String name) {
    assertThat(PartyId.isForm("node_" + name)).isTrue();
    assertThat(new PartyId("Researcher_" + name).component()).isEqualTo(Component.RESEARCHER);
  }

  @Property(tries = 500)
  void whateverIsTakenForAnIdIsPlainAscii(@ForAll String name) {
    String id = "node_" + name;
    assertThat(PartyId.isForm(id))
        .isEqualTo(
            id.length() <= 69
                && name.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '-'))
                && !name.isEmpty()
                && !name.startsWith("-")
                && !name.endsWith("-"));
  }

  @Property(tries = 500)
  void theFormIsThatOfThePattern(
      @ForAll @Chars({'n', 'O', 'd', 'e', '_', '-', '0', '\u017f'}) @StringLength(max = 9)
          String text) {
    assertThat(PartyId.isForm(text))
        .isEqualTo(text.matches("(?i:node|researcher)_[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"));
  }
}
