package org.certdrop.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import org.certdrop.x509.Fingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RosterTest {
  private static final Fingerprint ONE = Fingerprint.of(new byte[] {1});
  private static final Fingerprint TWO = Fingerprint.of(new byte[] {2});

  private static Parsed<Roster> parse(String text) {
    return Roster.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Roster roster(String parties) {
    return parse("{\"federation\": \"f\", \"parties\": [" + parties + "]}")
        .orElseThrow(bad -> new IllegalStateException(bad.problem()));
  }

  private static boolean admits(Roster roster, String party, Fingerprint certificate) {
    return roster.admits(new PartyId(party), certificate);
  }

  @Test
  void aPartyWithoutAPinMayComeWithAnyCertificate() {
    Roster roster = roster("{\"party_id\": \"node_a\"}, {\"party_id\": \"node_b\"}");
    assertThat(admits(roster, "node_a", ONE)).isTrue();
    assertThat(admits(roster, "node_a", TWO)).isTrue();
    assertThat(admits(roster, "node_c", ONE)).isFalse();
  }

  @Test
  void aPinnedPartyMayComeWithThatCertificateAlone() {
    Roster roster = roster("{\"party_id\": \"node_a\", \"sha256\": \"" + ONE + "\"}");
    assertThat(admits(roster, "node_a", ONE)).isTrue();
    assertThat(admits(roster, "node_a", TWO)).isFalse();
  }

  @Test
  void aFingerprintMayBeWrittenInAnyUsualWayAndNullIsNone() {
    Roster roster =
        roster(
            "{\"party_id\": \"node_a\", \"sha256\": \""
                + ONE.hex()
                + "\"}, {\"party_id\": \"node_b\", \"sha256\": null}");
    assertThat(admits(roster, "node_a", ONE)).isTrue();
    assertThat(admits(roster, "node_b", TWO)).isTrue();
  }

  @Test
  void idsMatchInAnyLetterCase() {
    assertThat(admits(roster("{\"party_id\": \"NODE_a\"}"), "node_A", ONE)).isTrue();
  }

  @Test
  void partiesStayInTheOrderOfTheFile() {
    assertThat(roster("{\"party_id\": \"node_b\"}, {\"party_id\": \"node_a\"}").places())
        .extracting(place -> place.party().value())
        .containsExactly("node_b", "node_a");
  }

  @Test
  void aByteOrderMarkIsTolerated() {
    assertThat(parse("\ufeff{\"federation\": \"f\", \"parties\": []}"))
        .isInstanceOf(Parsed.Good.class);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("", "empty"),
        Arguments.of("  \n", "empty"),
        Arguments.of("hello", "cannot be read as JSON, line 1"),
        Arguments.of("[]", "[...], not an object"),
        Arguments.of("{\"parties\": []}", "\"federation\" is missing"),
        Arguments.of("{\"federation\": \" \", \"parties\": []}", "\"federation\""),
        Arguments.of("{\"federation\": 7, \"parties\": []}", "\"federation\" is 7"),
        Arguments.of("{\"federation\": \"f\"}", "\"parties\" is missing"),
        Arguments.of("{\"federation\": \"f\", \"parties\": {}}", "\"parties\" is {...}"),
        Arguments.of("{\"federation\": \"f\", \"parties\": [], \"x\": 1}", "field \"x\""),
        Arguments.of("{\"federation\": \"f\", \"federation\": \"g\", \"parties\": []}", "line 1"),
        Arguments.of("{\"federation\": \"f\", \"parties\": []} {}", "cannot be read as JSON"),
        Arguments.of(parties("\"node_a\""), "Party 1 is \"node_a\", not an object"),
        Arguments.of(parties("{}"), "Party 1 has the party_id missing"),
        Arguments.of(parties("{\"party_id\": \"hospital\"}"), "\"hospital\""),
        Arguments.of(parties("{\"party_id\": \"node_a\", \"sha265\": \"AB\"}"), "\"sha265\""),
        Arguments.of(parties("{\"party_id\": \"node_a\", \"sha256\": \"AB:CD\"}"), "\"AB:CD\""),
        Arguments.of(parties("{\"party_id\": \"node_a\", \"sha256\": 5}"), "sha256 5"),
        Arguments.of(
            parties("{\"party_id\": \"node_a\"}, {\"party_id\": \"NODE_A\"}"),
            "Parties 1 and 2 are both NODE_A"),
        Arguments.of("[".repeat(100), "cannot be read as JSON"));
  }

  private static String parties(String parties) {
    return "{\"federation\": \"f\", \"parties\": [" + parties + "]}";
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsWrongIsNamedWithTheValueSeen(String text, String named) {
    assertThat(parse(text)).isInstanceOf(Parsed.Bad.class);
    Parsed.Bad<Roster> bad = (Parsed.Bad<Roster>) parse(text);
    assertThat(bad.problem()).contains(named).endsWith(".");
    assertThat(bad.hint()).isNotEmpty();
  }

  @Test
  void otherEncodingsAreRefused() {
    byte[] latin = "{\"federation\": \"Universit\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(((Parsed.Bad<Roster>) Roster.parse(latin)).problem()).isEqualTo("It is not UTF-8.");
  }
}
