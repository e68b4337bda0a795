package org.certdrop.party;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.certdrop.text.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasesTest {
  private static final PartyId ANNA = new PartyId("node_anna");
  private static final PartyId BERT = new PartyId("node_bert");

  private static Aliases read(String text) {
    return Aliases.parse(text.getBytes(UTF_8));
  }

  private static Alias alias(String text) {
    return Alias.parse(text).orElseThrow(bad -> new IllegalStateException(bad.problem()));
  }

  private static Parsed<String> change(String text, PartyId party, String alias) {
    return Aliases.change(
            text.getBytes(UTF_8), party, Optional.ofNullable(alias).map(AliasesTest::alias))
        .then(bytes -> Parsed.good(new String(bytes, UTF_8)));
  }

  @Test
  void aLineNamesAPartyAndCommentsDoNot() {
    Aliases aliases =
        read("\ufeff# ours\r\n\r\n! old\nnode_anna=St. Anna \u2013 K\u00f6ln # 2\rNODE_BERT = B=1");
    assertThat(aliases.problems()).isEmpty();
    assertThat(aliases.of(new PartyId("NODE_Anna"))).contains("St. Anna \u2013 K\u00f6ln # 2");
    assertThat(aliases.beside(BERT)).isEqualTo("node_bert (B=1)");
    assertThat(aliases.beside(new PartyId("node_c"))).isEqualTo("node_c");
    assertThat(aliases.party("ST. ANNA \u2013 KO\u0308LN # 2")).contains(ANNA);
    assertThat(aliases.beginning("st.")).containsExactly(ANNA);
  }

  @Test
  void theFirstLineMayHoldAnAliasBehindAByteOrderMark() {
    assertThat(read("\ufeffnode_anna = A").of(ANNA)).contains("A");
    assertThat(change("\ufeffnode_anna = A\n", ANNA, "Anna"))
        .isEqualTo(Parsed.good("node_anna = Anna\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node_bert",
        "anna = node",
        "node_bert = ",
        "node_bert = NODE_x",
        "node_bert = Researcher_1",
        "node_bert = a\u202eb",
        "node_bert = a\\u0041",
        "node_bert = a\u0007",
        "node_bert = ST. anna",
        "NODE_ANNA = second",
        "node_bert = 12345678901234567890123456789012345678901234567890123456789012345",
      })
  void aBadLineLeavesOutOneAliasAndIsNamed(String line) {
    Aliases aliases = read("node_anna = St. Anna\n" + line + "\nnode_c = C\n");
    assertThat(aliases.problems())
        .singleElement()
        .asString()
        .startsWith("Line 2 does not count. ")
        .doesNotContain("\u202e", "\u0007");
    assertThat(aliases.of(ANNA)).contains("St. Anna");
    assertThat(aliases.of(BERT)).isEmpty();
    assertThat(aliases.of(new PartyId("node_c"))).contains("C");
  }

  @Test
  void aLineInAnotherEncodingIsNamedAndStaysAsItIs() {
    byte[] content = "node_anna = K\u00f6ln\n".getBytes(ISO_8859_1);
    assertThat(Aliases.parse(content).problems())
        .singleElement()
        .asString()
        .startsWith("Line 1 does not count. It is not written in UTF-8.");
    assertThat(Aliases.change(content, BERT, Optional.of(alias("B"))))
        .isInstanceOfSatisfying(
            Parsed.Good.class,
            good ->
                assertThat((byte[]) good.value())
                    .isEqualTo("node_anna = K\u00f6ln\nnode_bert = B\n".getBytes(ISO_8859_1)));
  }

  @Test
  void sixtyFourCharactersFitHoweverManyOctetsTheyTake() {
    String longest = "\ud83c\udfe5".repeat(64);
    assertThat(read("node_anna = " + longest).of(ANNA)).contains(longest);
  }

  @Test
  void aChangeKeepsAllOtherLines() {
    String text = "# who is who\n\nnode_anna = A\nnonsense\nnode_bert = B";
    assertThat(change(text, ANNA, "St. Anna"))
        .isEqualTo(Parsed.good(text.replace("= A", "= St. Anna")));
    assertThat(change(text, ANNA, null))
        .isEqualTo(Parsed.good(text.replace("node_anna = A\n", "")));
    assertThat(change(text, new PartyId("node_c"), "C"))
        .isEqualTo(Parsed.good(text + "\nnode_c = C\n"));
    assertThat(change("", ANNA, null)).isEqualTo(Parsed.good(""));
  }

  @Test
  void aChangeRepairsThePartysBadAndSecondLines() {
    assertThat(change("node_anna =\nnode_anna = \\\n", ANNA, "A"))
        .isEqualTo(Parsed.good("node_anna = A\n"));
  }

  @Test
  void anAliasBelongsToOnePartyAndMayChangeItsLetterCase() {
    assertThat(change("node_anna = Anna\n", BERT, "ANNA"))
        .isInstanceOfSatisfying(
            Parsed.Bad.class,
            bad -> assertThat(bad.problem()).isEqualTo("\"ANNA\" is the alias of node_anna."));
    assertThat(change("node_anna = Anna\n", ANNA, "ANNA"))
        .isEqualTo(Parsed.good("node_anna = ANNA\n"));
  }
}
