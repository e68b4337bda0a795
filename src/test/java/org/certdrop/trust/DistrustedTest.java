package org.certdrop.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import org.certdrop.x509.Fingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistrustedTest {
  private static final PartyId A = new PartyId("node_a");
  private static final Fingerprint ONE = Fingerprint.of(new byte[] {1});
  private static final Fingerprint TWO = Fingerprint.of(new byte[] {2});

  private static Parsed<Distrusted> parse(String text) {
    return Distrusted.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Distrusted list(String text) {
    return parse(text).orElseThrow(bad -> new IllegalStateException(bad.problem()));
  }

  @Test
  void idsAndFingerprintsStandOneALine() {
    Distrusted list = list("node_a\n" + ONE + "\n");
    assertThat(list.names(A)).isTrue();
    assertThat(list.lists(ONE)).isTrue();
    assertThat(list.names(new PartyId("node_b"))).isFalse();
    assertThat(list.lists(TWO)).isFalse();
    assertThat(list.size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ufeffnode_a",
        "node_a\r\n",
        "# left us\rnode_a\r",
        "  node_a\t# key stolen 2026-11-20",
        "\n\n#\nNODE_A#x",
        "# caf\u00e9\nnode_a",
        "# a separator is no line's end:\u2028node_b\nnode_a"
      })
  void commentsMarksAndLineEndsOfAllSystemsAreTolerated(String text) {
    assertThat(list(text).names(A)).isTrue();
    assertThat(list(text).size()).isEqualTo(1);
  }

  @Test
  void fingerprintsMayBeWrittenInAnyUsualWay() {
    assertThat(list(ONE.hex()).lists(ONE)).isTrue();
    assertThat(list(ONE.toString().replace(':', ' ').toLowerCase(java.util.Locale.ROOT)).lists(ONE))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nobody yet\n"})
  void aListOfNobodyIsEmpty(String text) {
    assertThat(list(text).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hospital1", "node_a node_b", "AB:CD", "node_", "n\u0000o\u0000"})
  void aLineThatIsNeitherDoesNotParse(String line) {
    assertThat(parse("node_a\n" + line + "\n")).isInstanceOf(Parsed.Bad.class);
    assertThat(((Parsed.Bad<Distrusted>) parse("node_a\n" + line)).problem())
        .startsWith("Line 2 is \"");
  }

  @Test
  void aCertificateOnTheListDistrustsItsPublicKey() {
    Distrusted list = list(ONE + "\n").withKeys(Map.of(ONE, TWO));
    assertThat(list.certificateOfKey(TWO)).contains(ONE);
    assertThat(list.certificateOfKey(ONE)).isEmpty();
  }

  @Test
  void keysOfCertificatesThatAreNotOnTheListCountForNothing() {
    assertThat(list("node_a").withKeys(Map.of(ONE, TWO)).certificateOfKey(TWO)).isEmpty();
  }

  @Test
  void nobodyDistrustsHimself() {
    Distrusted list = list("NODE_a\n" + ONE + "\n" + TWO);
    Distrusted spared = list.sparing(A, ONE);
    assertThat(spared.names(A)).isFalse();
    assertThat(spared.lists(ONE)).isFalse();
    assertThat(spared.lists(TWO)).isTrue();
    assertThat(spared.sparing(A, ONE)).isSameAs(spared);
  }
}
