package org.certdrop.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.rules.Severity;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;

class VerdictLineTest {
  private static final Finding OTHER =
      new Finding(Code.LOOPBACK_ENDPOINT, Severity.WARN, "It is a loopback address.", "hint");
  private static final Finding SPELLING =
      new Finding(Code.PARTY_ID_CONFLICT, Severity.WARN, "NODE_a was removed.", "hint");
  private static final Finding KEY =
      new Finding(Code.CERTIFICATE_IN_USE, Severity.WARN, "node_x was removed.", "hint");

  private static String line(Outcome outcome, Finding... findings) {
    return VerdictLine.of(
        new Verdict(
            "S",
            List.of("a.pem"),
            Map.of(),
            outcome,
            Optional.of(new PartyId("node_a")),
            Optional.empty(),
            List.of(findings),
            List.of(),
            TestCertificate.NOW,
            OptionalLong.empty()));
  }

  @Test
  void aRemovedPartyIsNamedWhateverElseIsWorthKnowing() {
    assertThat(line(Outcome.REGISTERED, OTHER, SPELLING, KEY))
        .isEqualTo(
            "registered S party=node_a: It is a loopback address. NODE_a was removed. node_x was"
                + " removed.");
    assertThat(line(Outcome.PENDING, OTHER, SPELLING))
        .startsWith(
            "pending S party=node_a: It is a loopback address. NODE_a was removed. It waits")
        .endsWith(" ./certdrop show node_a; its files lie in inbox/accepted/S");
  }

  @Test
  void itIsNamedOnce() {
    assertThat(line(Outcome.REGISTERED, SPELLING, OTHER))
        .isEqualTo("registered S party=node_a: NODE_a was removed.");
  }

  @Test
  void ofWhatRefusesTheFirstIsSaid() {
    Finding refusing = new Finding(Code.PARTY_ID_CONFLICT, "It differs in letter case.", "hint");
    Finding next = new Finding(Code.REMOVED, "It was removed.", "hint");
    assertThat(line(Outcome.REFUSED, OTHER, refusing, next))
        .startsWith(
            "refused S party=node_a code=party-id-conflict: It differs in letter case. What"
                + " to do: hint (the full verdict: inbox/refused/S/verdict.json)");
  }

  @Test
  void whereNothingIsWorthKnowingNothingIsSaid() {
    assertThat(line(Outcome.REGISTERED)).isEqualTo("registered S party=node_a");
  }
}
