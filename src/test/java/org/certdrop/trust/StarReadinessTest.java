package org.certdrop.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.certdrop.party.Component;
import org.certdrop.party.PartyId;
import org.certdrop.party.Topology;
import org.certdrop.registration.Verified;
import org.certdrop.text.Problem;
import org.certdrop.trust.Readiness.Row;
import org.certdrop.x509.Certificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether an experiment may begin in a star (SPEC section 12). */
class StarReadinessTest {
  private static final Certificate OURS = Members.certificate("node_us", 300);

  @TempDir Path var;
  private Members members;
  private Optional<Roster> roster = Optional.empty();
  private Expectations expectations = of(Component.NODE);

  @BeforeEach
  void prepare() {
    members = new Members(var);
  }

  private static Expectations of(Component component) {
    return new Expectations(
        Topology.STAR, component, true, entry -> List.of(), List.of(), List.of());
  }

  private Readiness readiness(boolean strict) throws IOException {
    PartyId us =
        new PartyId(expectations.component() == Component.NODE ? "node_us" : "researcher_us");
    return Readiness.of(
        new Membership(roster, Distrusted.NONE),
        members.view(),
        Optional.of(new Us(us, OURS, Optional.empty())),
        Members.NOW,
        strict,
        expectations);
  }

  private List<String> missing(boolean strict) throws IOException {
    return readiness(strict).shortcomings().stream().map(Problem::message).toList();
  }

  private void verify(String party) throws IOException {
    members.verified(party, Verified.Method.NUMBER);
  }

  @Test
  void aNodeIsReadyWithItsOneVerifiedResearcher() throws IOException {
    assertThat(missing(false)).singleElement().asString().contains("lacks its researcher");
    members.with("researcher_r");
    assertThat(missing(false)).anySatisfy(why -> assertThat(why).contains("Nobody has verified"));
    verify("researcher_r");

    assertThat(missing(false)).isEmpty();
    assertThat(readiness(false).isReady()).isTrue();
  }

  @Test
  void otherNodesDoNotCountAtANode() throws IOException {
    members.with("researcher_r", "node_a");
    verify("researcher_r");

    assertThat(missing(false)).isEmpty();
    assertThat(readiness(false).parties())
        .extracting(row -> row.party().value())
        .containsExactly("node_us", "researcher_r");
  }

  @Test
  void aNodeWithTwoResearchersIsNotReady() throws IOException {
    members.with("researcher_r", "researcher_s");
    verify("researcher_r");
    verify("researcher_s");

    assertThat(missing(false)).singleElement().asString().contains("2 researchers");
  }

  @Test
  void strictlyItAlsoWantsTheReceipt() throws IOException {
    members.with("researcher_r");
    verify("researcher_r");

    assertThat(missing(true)).singleElement().asString().contains("has not acknowledged");
    members.holding("researcher_r", OURS.fingerprint());
    assertThat(missing(true)).isEmpty();
  }

  @Test
  void nobodyIsMissedTwice() throws IOException {
    members.with("researcher_r");

    assertThat(missing(true)).doesNotHaveDuplicates();
  }

  @Test
  void aResearcherIsReadyWithOneNode() throws IOException {
    expectations = of(Component.RESEARCHER);
    assertThat(missing(false)).singleElement().asString().contains("lacks a node");
    members.with("node_a");
    verify("node_a");

    assertThat(missing(false)).isEmpty();
  }

  @Test
  void aResearcherWithARosterNeedsEveryNodeOfIt() throws IOException {
    expectations = of(Component.RESEARCHER);
    roster = Members.roster("researcher_us", "node_a", "node_b");
    members.with("node_a");
    verify("node_a");

    assertThat(missing(false)).singleElement().asString().contains("node_b is not registered");
    members.with("node_b");
    verify("node_b");
    assertThat(missing(false)).isEmpty();
  }

  @Test
  void otherResearchersOnTheRosterAreNotMissed() throws IOException {
    expectations = of(Component.RESEARCHER);
    roster = Members.roster("researcher_us", "researcher_s", "node_a");
    members.with("node_a");
    verify("node_a");

    assertThat(missing(false)).isEmpty();
  }

  @Test
  void atANodeTheResearchersOfTheRosterAreExpectedUntilOneIsThere() throws IOException {
    roster = Members.roster("node_us", "node_a", "researcher_r", "researcher_s");
    assertThat(missing(false))
        .anySatisfy(why -> assertThat(why).contains("researcher_r is not registered"));
    members.with("researcher_r");
    verify("researcher_r");

    assertThat(missing(false)).isEmpty();
  }

  @Test
  void aResearcherThatIsNotOnTheRosterDoesNotDo() throws IOException {
    roster = Members.roster("node_us", "researcher_r");
    members.with("researcher_s");
    verify("researcher_s");

    assertThat(missing(false)).anySatisfy(why -> assertThat(why).contains("not on the roster"));
  }

  @Test
  void whatTheRulesOfNowRefuseDoesNotDo() throws IOException {
    members.with("researcher_r");
    verify("researcher_r");
    expectations =
        new Expectations(
            Topology.STAR,
            Component.NODE,
            true,
            entry -> List.of(new Problem(entry.party() + " states no host.", "Ask.")),
            List.of(),
            List.of());

    assertThat(missing(false)).contains("researcher_r states no host.");
    assertThat(readiness(false).isReady()).isFalse();
  }

  @Test
  void anOwnCertificateThatTheOthersRefuseKeepsUsFromBeginning() throws IOException {
    members.with("researcher_r");
    verify("researcher_r");
    expectations =
        new Expectations(
            Topology.STAR,
            Component.NODE,
            true,
            entry -> List.of(),
            List.of(new Problem("Ours lacks a role.", "Renew.")),
            List.of(new Problem("Ours is old.", "Renew.")));

    assertThat(missing(false)).containsExactly("Ours lacks a role.");
    assertThat(readiness(false).notices()).extracting(Problem::message).contains("Ours is old.");
  }

  @Test
  void whereExportsWantNobodyVerifiedNeitherDoesThis() throws IOException {
    members.with("researcher_r");
    expectations =
        new Expectations(
            Topology.STAR, Component.NODE, false, entry -> List.of(), List.of(), List.of());

    assertThat(missing(false)).isEmpty();
  }

  @Test
  void anExpiredResearcherDoesNotDo() throws IOException {
    members.with("researcher_r", Members.certificate("researcher_r", -1));
    verify("researcher_r");

    assertThat(missing(false)).anySatisfy(why -> assertThat(why).contains("expired"));
    assertThat(readiness(false).parties()).extracting(Row::registered).containsOnly(true);
  }
}
