package org.certdrop.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.certdrop.party.Aliases;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;
import org.junit.jupiter.api.Test;

class RosterChangeTest {
  private static final PartyId US = new PartyId("researcher_us");
  private static final Fingerprint OURS = Fingerprint.of(new byte[] {1});
  private static final Fingerprint OTHER = Fingerprint.of(new byte[] {2});

  private static Roster pinned(Fingerprint ours) {
    return read(
        "{\"federation\": \"f\", \"parties\": [{\"party_id\": \"researcher_us\", \"sha256\": \""
            + ours
            + "\"}]}");
  }

  private static Roster read(String json) {
    return Roster.parse(json.getBytes(UTF_8))
        .orElseThrow(bad -> new IllegalStateException(bad.problem()));
  }

  private static Roster of(Stream<String> ids) {
    return read(new String(Roster.write("f", ids.map(PartyId::new)), UTF_8));
  }

  private static List<String> change(Optional<Roster> before, Roster after, Aliases aliases) {
    return new RosterChange(before, after, List.of(), US, OURS).sentences(aliases);
  }

  @Test
  void aPinThatChangesIsSaidAndThatItIsNotOurs() {
    assertThat(change(Optional.of(pinned(OURS)), pinned(OTHER), Aliases.NONE))
        .containsExactly(
            "The federation is \"f\"; 1 party may register.",
            "With another certificate demanded than before: researcher_us.",
            "It demands another certificate of this party, researcher_us, than its own: it is not"
                + " ready then, and the other sites refuse ours.");
  }

  @Test
  void manyAreCountedAndTheFirstNamedWithTheirAliases() {
    Roster after =
        of(
            Stream.concat(
                Stream.of("researcher_us"),
                IntStream.range(100, 120).mapToObj(number -> "node_" + number)));

    List<String> said =
        change(Optional.empty(), after, Aliases.parse("node_100 = St. Anna\n".getBytes(UTF_8)));

    assertThat(said).hasSize(2);
    assertThat(said.get(1))
        .startsWith("Added: node_100 (St. Anna), node_101, ")
        .endsWith("node_109 and 11 more.");
  }

  @Test
  void letterCaseIsNoChange() {
    assertThat(
            change(
                Optional.of(of(Stream.of("researcher_us", "NODE_a"))),
                of(Stream.of("researcher_us", "node_a")),
                Aliases.NONE))
        .containsExactly(
            "The federation is \"f\"; 2 parties may register.",
            "The parties and their certificates stay the same.");
  }

  @Test
  void aHostileNameIsFitToBeShown() {
    Roster named = read("{\"federation\": \"a\\u001b[31m\\u202eb\", \"parties\": []}");

    assertThat(change(Optional.empty(), named, Aliases.NONE).get(0))
        .doesNotContain("\u001b", "\u202e");
  }
}
