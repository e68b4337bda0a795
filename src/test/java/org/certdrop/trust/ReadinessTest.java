package org.certdrop.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certdrop.party.Aliases;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Verified;
import org.certdrop.text.Problem;
import org.certdrop.trust.Readiness.Row;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadinessTest {
  private static final String US = Members.OWNER.value();
  private static final Certificate OURS = Members.certificate(US, 100);

  @TempDir Path var;
  private Members members;
  private Optional<Roster> roster = Optional.empty();
  private Distrusted distrusted = Distrusted.NONE;
  private Optional<Us> us = Optional.of(new Us(Members.OWNER, OURS, Optional.empty()));
  private Instant at = Members.NOW;

  @BeforeEach
  void prepare() {
    members = new Members(var);
  }

  private Readiness readiness(boolean strict) throws IOException {
    return Readiness.of(new Membership(roster, distrusted), members.view(), us, at, strict);
  }

  private void ready() throws IOException {
    assertThat(readiness(false).shortcomings()).isEmpty();
    assertThat(readiness(false).isReady()).isTrue();
  }

  /** Not ready, and for this alone. */
  private void lacking(String... words) throws IOException {
    lacking(readiness(false), words);
  }

  private static void lacking(Readiness readiness, String... words) {
    assertThat(readiness.isReady()).isFalse();
    assertThat(readiness.toJson(Aliases.NONE).path("ready").asBoolean()).isFalse();
    assertThat(readiness.shortcomings())
        .singleElement()
        .satisfies(only -> assertThat(only.message()).contains(words).endsWith("."))
        .satisfies(only -> assertThat(only.hint()).isNotEmpty());
  }

  private Row row(String party) throws IOException {
    return readiness(false).parties().stream()
        .filter(row -> row.party().value().equals(party))
        .findAny()
        .orElseThrow();
  }

  @Test
  void withoutARosterAResearcherAndTwoNodesAreReady() throws IOException {
    members.with("node_a", "node_b");
    ready();
    assertThat(readiness(false).parties())
        .extracting(row -> row.party().value())
        .containsExactly(US, "node_a", "node_b");
  }

  @Test
  void withoutARosterFewerAreNot() throws IOException {
    lacking("1 researcher and 0 nodes");
    members.with("node_a", "researcher_b");
    lacking("2 researchers and 1 node,");
  }

  @Test
  void aNodeIsCountedLikeAllOthers() throws IOException {
    us =
        Optional.of(
            new Us(new PartyId("node_us"), Members.certificate("node_us", 9), Optional.empty()));
    members.with("node_a");
    lacking("0 researchers and 2 nodes");
    members.with("researcher_b");
    ready();
  }

  @Test
  void withoutAnOwnCertificateNothingIsReady() throws IOException {
    us = Optional.empty();
    members.with("researcher_r", "node_a", "node_b");
    lacking("no certificate of its own");
  }

  @Test
  void aPendingPartyBlocksNothingWhereNoRosterExpectsIt() throws IOException {
    members.with("node_a", "node_b").withPending("node_c");
    ready();
    assertThat(readiness(false).parties()).hasSize(3);
    assertThat(readiness(true).notices()).isEmpty();
  }

  @Test
  void whatWaitsOfARegisteredPartyBlocksNothingButIsSaid() throws IOException {
    members.with("node_a", "node_b").verified("node_a", Verified.Method.NUMBER).moving("node_a");
    ready();
    assertThat(readiness(true).notices())
        .singleElement()
        .satisfies(notice -> assertThat(notice.message()).contains("For node_a", "waits"))
        .satisfies(
            notice ->
                assertThat(notice.hint()).contains("confirm node_a NUMBER --address IP:PORT"));
  }

  @Test
  void aRosterNamesWhoIsExpectedUsIncluded() throws IOException {
    roster = Members.roster("node_a", US);
    members.with("node_a");
    ready();
    assertThat(readiness(false).parties())
        .extracting(row -> row.party().value())
        .containsExactly("node_a", US);
    assertThat(row(US))
        .isEqualTo(
            new Row(
                Members.OWNER,
                true,
                true,
                Optional.empty(),
                Optional.of(OURS.notAfter()),
                Optional.empty(),
                List.of()));
  }

  @Test
  void aRosterIsReadWithoutRegardToLetterCase() throws IOException {
    roster = Members.roster("NODE_A", "Researcher_US");
    members.with("node_a");
    ready();
  }

  @Test
  void aMissingPartyOfTheRosterIsNamed() throws IOException {
    roster = Members.roster(US, "node_a");
    lacking("node_a is not registered");
    assertThat(row("node_a").registered()).isFalse();
  }

  @Test
  void aPartyOfTheRosterThatWaitsIsToBeConfirmed() throws IOException {
    roster = Members.roster(US, "node_a");
    members.withPending("node_a");
    lacking("node_a waits for a confirmation");
    assertThat(row("node_a").registered()).isFalse();
    assertThat(readiness(false).shortcomings().get(0).hint()).contains("confirm node_a NUMBER");
  }

  @Test
  void aPartyOffTheRosterMakesItUnready() throws IOException {
    roster = Members.roster(US);
    members.with("node_a");
    lacking("node_a is registered here, but not on the roster");
    assertThat(readiness(false).parties()).hasSize(1);
  }

  @Test
  void aPartyWithAnotherCertificateThanThePinnedOneMakesItUnready() throws IOException {
    Fingerprint pinned = Fingerprint.of(new byte[] {1});
    roster = Members.rosterOf("{\"party_id\": \"node_a\", \"sha256\": \"" + pinned + "\"}");
    members.with("node_a");
    lacking("node_a is on the roster with the certificate " + pinned);
  }

  @Test
  void ourOwnPinIsLookedAtToo() throws IOException {
    Fingerprint pinned = Fingerprint.of(new byte[] {1});
    roster = Members.rosterOf("{\"party_id\": \"" + US + "\", \"sha256\": \"" + pinned + "\"}");
    lacking("The roster has this party", pinned.toString(), OURS.fingerprint().toString());
    roster =
        Members.rosterOf(
            "{\"party_id\": \"" + US + "\", \"sha256\": \"" + OURS.fingerprint() + "\"}");
    ready();
  }

  @Test
  void anEmptyRosterIsNoLicence() throws IOException {
    roster = Members.roster();
    lacking("names no party");
  }

  @Test
  void aDistrustedPartyThatIsStillRegisteredMakesItUnready() throws IOException {
    roster = Members.roster(US, "node_a");
    distrusted = Members.distrusted("node_a");
    members.with("node_a");
    lacking("node_a is distrusted, but still registered");
  }

  @Test
  void aNewKeyThatWaitsIsToBeConfirmedForItsPartyUsesItAlready() throws IOException {
    members
        .with("node_b", "node_c", "node_a")
        .rotationWaits("node_a", Members.certificate("node_a", 150));
    lacking("node_a has a new key", "waits for a confirmation");
    assertThat(readiness(false).shortcomings().get(0).hint()).contains("confirm node_a NUMBER");
    assertThat(readiness(true).notices()).as("the same said twice").isEmpty();
  }

  @Test
  void aRemovedPartyOfTheRosterIsSaidToBeRemoved() throws IOException {
    roster = Members.roster(US, "node_a");
    members.with("node_a").without("node_a");
    lacking("node_a was removed here");
    assertThat(readiness(false).shortcomings().get(0).hint())
        .contains("./certdrop show node_a prints", "confirm node_a NUMBER --replace");
  }

  @Test
  void theKeyOfARemovedPartyThatIsDistrustedIsNotOffered() throws IOException {
    Certificate stolen = Members.certificate("node_a", 150);
    roster = Members.roster(US, "node_a");
    members.with("node_a", stolen).without("node_a");
    distrusted = Members.distrusted(stolen.fingerprint() + "\n");

    assertThat(readiness(false).shortcomings().get(0).hint())
        .startsWith("Its former key is in etc/distrusted.txt")
        .endsWith("./certdrop confirm node_a NUMBER --replace")
        .doesNotContain("register", "show");
  }

  @Test
  void aPartyThatAcknowledgedUsBeforeWeMovedIsNamed() throws IOException {
    members.with("node_a", "node_b").holding("node_a", OURS.fingerprint());
    us = Optional.of(new Us(Members.OWNER, OURS, Optional.of(Members.NOW)));
    assertThat(readiness(true).notices()).isEmpty();

    us = Optional.of(new Us(Members.OWNER, OURS, Optional.of(Members.NOW.plusMillis(1))));
    ready();
    assertThat(readiness(true).notices())
        .singleElement()
        .satisfies(notice -> assertThat(notice.message()).startsWith("node_a acknowledged our"));
  }

  @Test
  void whatADistrustedKeyVouchedForIsToBeComparedAnew() throws IOException {
    Certificate stolen = Members.certificate("node_a", 150);
    members
        .with("node_b", "node_c")
        .with("node_a", stolen)
        .verified("node_a", Verified.Method.NUMBER)
        .rotated("node_a", Members.certificate("node_a", 200));
    ready();

    distrusted = Members.distrusted(stolen.fingerprint() + "\n");
    lacking("node_a follows from " + stolen.fingerprint());

    members.verified("node_a", Verified.Method.NUMBER);
    ready();
  }

  @Test
  void aPartyOfTheRosterThatIsDistrustedIsNotAskedFor() throws IOException {
    roster = Members.roster(US, "node_a");
    distrusted = Members.distrusted("node_a");
    lacking("node_a is on the roster, but distrusted");
  }

  @Test
  void anExpiredPartyCountsForNothing() throws IOException {
    members.with("node_a").with("node_b", Members.certificate("node_b", 5));
    at = Members.NOW.plus(java.time.Duration.ofDays(6));
    assertThat(readiness(false).shortcomings())
        .extracting(Problem::message)
        .containsExactly(
            "The certificate of node_b expired at 2026-11-28T00:00:00Z.",
            "Secure aggregation takes a researcher and two nodes; known and fit here are 1 researcher"
                + " and 1 node, this party included.");
  }

  @Test
  void anExpiredPartyBesidesEnoughOthersMakesItUnreadyToo() throws IOException {
    members.with("node_a", "node_c").with("node_b", Members.certificate("node_b", 5));
    at = Members.NOW.plus(java.time.Duration.ofDays(6));
    lacking("node_b expired");
  }

  @Test
  void theLastSecondOfACertificateCounts() throws IOException {
    members.with("node_a").with("node_b", Members.certificate("node_b", 5));
    at = Members.NOW.plus(java.time.Duration.ofDays(5));
    ready();
  }

  @Test
  void ourOwnExpiredCertificateMakesItUnready() throws IOException {
    roster = Members.roster(US);
    us = Optional.of(new Us(Members.OWNER, Members.certificate(US, -1), Optional.empty()));
    lacking("The own certificate expired at 2026-11-22T00:00:00Z");
  }

  @Test
  void aCertificateThatHasNotBegunMakesItUnready() throws IOException {
    roster = Members.roster(US);
    us = Optional.of(new Us(Members.OWNER, Members.certificate(US, 366), Optional.empty()));
    lacking("The own certificate is not valid before 2026-11-24T00:00:00Z");
    at = Instant.parse("2026-11-23T23:56:00Z");
    ready();
  }

  @Test
  void strictlyEachOtherPartyIsVerifiedAndHoldsOurCurrentCertificate() throws IOException {
    roster = Members.roster(US, "node_a");
    members
        .with("node_a")
        .verified("node_a", Verified.Method.NUMBER)
        .holding("node_a", OURS.fingerprint());
    assertThat(readiness(true).shortcomings()).isEmpty();
    assertThat(row("node_a").verified()).contains(Verified.Method.NUMBER);
    assertThat(row("node_a").holdsOurs()).contains(Readiness.Holding.CURRENT);
  }

  @Test
  void strictlyAnUnverifiedPartyIsNotReadyWhateverItAcknowledged() throws IOException {
    roster = Members.roster(US, "node_a");
    members.with("node_a").holding("node_a", OURS.fingerprint());
    ready();
    lacking(readiness(true), "Nobody has verified the certificate of node_a");
  }

  @Test
  void strictlyAPartyMustHaveAcknowledgedOurCertificate() throws IOException {
    roster = Members.roster(US, "node_a");
    members.with("node_a").verified("node_a", Verified.Method.FINGERPRINT);
    ready();
    lacking(readiness(true), "node_a has not acknowledged");
  }

  @Test
  void strictlyAnOldCertificateOfOursIsNotEnough() throws IOException {
    roster = Members.roster(US, "node_a");
    members
        .with("node_a")
        .verified("node_a", Verified.Method.NUMBER)
        .holding("node_a", Fingerprint.of(new byte[] {1}));
    ready();
    assertThat(row("node_a").holdsOurs()).contains(Readiness.Holding.OLD);
    lacking(readiness(true), "node_a holds an old certificate of ours");
  }

  @Test
  void aChainedCertificateIsVerified() throws IOException {
    roster = Members.roster("node_a");
    members
        .with("node_a")
        .verified("node_a", Verified.Method.CHAINED)
        .holding("node_a", OURS.fingerprint());
    assertThat(readiness(true).isReady()).isTrue();
  }

  @Test
  void theDocumentHasARowForEachExpectedParty() throws IOException {
    roster = Members.roster(US, "node_a", "node_b");
    members.with("node_a").holding("node_a", OURS.fingerprint());
    assertThat(readiness(false).toJson(Aliases.NONE))
        .hasToString(
            "{\"ready\":false,\"parties\":["
                + row(US, "true", "null", "\"2027-03-03T00:00:00Z\"", "null")
                + ","
                + row("node_a", "true", "\"none\"", "\"2027-06-11T00:00:00Z\"", "\"current\"")
                + ","
                + row("node_b", "false", "null", "null", "null")
                + "]}");
  }

  private static String row(String... values) {
    return "{\"party_id\":\""
        + values[0]
        + "\",\"registered\":"
        + values[1]
        + ",\"verified\":"
        + values[2]
        + ",\"not_after\":"
        + values[3]
        + ",\"holds_ours\":"
        + values[4]
        + "}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"node_a", "NODE_A"})
  void theListsDecideWhichPartiesMayBeExported(String listed) throws IOException {
    members.with("node_a", "node_b");
    Membership onRoster = new Membership(Members.roster(listed), Distrusted.NONE);
    Membership distrusting = new Membership(Optional.empty(), Members.distrusted(listed));
    assertThat(admitted(onRoster)).containsExactly("node_a");
    assertThat(admitted(distrusting)).containsExactly("node_b");
    assertThat(admitted(Membership.OPEN)).containsExactly("node_a", "node_b");
  }

  private List<String> admitted(Membership membership) throws IOException {
    return members.view().active().stream()
        .filter(membership::admits)
        .map(entry -> entry.party().value())
        .toList();
  }
}
