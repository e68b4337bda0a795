package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.OptionalLong;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Conflict;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Effect;
import org.certdrop.registration.Entry;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.Offer;
import org.certdrop.registration.Removal;
import org.certdrop.registration.Verified;
import org.junit.jupiter.api.Test;

/** What becomes of a proposal: SPEC sections 4, 6 and 11. */
class AdmissionTest extends OpenRegistry {
  private static final Offer A = Offer.of("node_a");
  private static final Offer B = Offer.of("node_b");

  private void confirmFirst() throws IOException {
    registry.close();
    registry = home().open(FirstContact.CONFIRM);
  }

  @Test
  void aNewPartyIsRegistered() throws IOException {
    Decision.Accepted decision = accepted(A.by("s1"));
    assertThat(decision.outcome()).isEqualTo(Effect.REGISTERED);
    assertThat(decision.seq()).hasValue(1);
    assertThat(registry.find(new PartyId("NODE_A"))).contains(decision.entry());
  }

  @Test
  void theSameAgainIsUnchangedAndLeavesNoLine() throws IOException {
    accepted(A.by("s1"));
    Decision.Accepted decision = accepted(A.by("s2"));
    assertThat(decision.outcome()).isEqualTo(Effect.UNCHANGED);
    assertThat(decision.seq()).isEqualTo(OptionalLong.empty());
    assertThat(registry.view().seq()).isEqualTo(1);
  }

  @Test
  void theSameSubmissionAskedAgainKeepsItsOutcome() throws IOException {
    accepted(A.by("s1"));
    Decision.Accepted again = accepted(A.by("s1"));
    assertThat(again.outcome()).isEqualTo(Effect.REGISTERED);
    assertThat(again.seq()).hasValue(1);
    accepted(A.at("10.0.0.9:1").by("s2"));
    assertThat(accepted(A.at("10.0.0.9:1").by("s2")).outcome()).isEqualTo(Effect.REPLACED);
    assertThat(registry.view().seq()).isEqualTo(2);
  }

  @Test
  void anotherEndpointReplacesAndKeepsTheDocument() throws IOException {
    accepted(A.by("s1"));
    Decision.Accepted moved = accepted(A.at("2001:db8::1:77").by("s2"));
    assertThat(moved.outcome()).isEqualTo(Effect.REPLACED);
    assertThat(moved.entry().id()).isEqualTo(1);
    assertThat(moved.entry().line()).isEqualTo(2);
    assertThat(moved.entry().endpoint().orElseThrow()).hasToString("[2001:db8::1]:77");
  }

  @Test
  void anEndpointMayBeAbsentAndComeLater() throws IOException {
    assertThat(accepted(A.at(null).by("s1")).entry().endpoint()).isEmpty();
    assertThat(accepted(A.at(null).by("s2")).outcome()).isEqualTo(Effect.UNCHANGED);
    assertThat(accepted(A.by("s3")).outcome()).isEqualTo(Effect.REPLACED);
  }

  @Test
  void aLaterCertificateOfTheSameKeyReplaces() throws IOException {
    accepted(A.by("s1"));
    Offer renewed = A.certificate("second").notAfter("2028-11-23T03:41:35Z");
    Decision.Accepted decision = accepted(renewed.by("s2"));
    assertThat(decision.outcome()).isEqualTo(Effect.REPLACED);
    assertThat(decision.entry().sha256()).isEqualTo(renewed.sha256());
    assertThat(decision.entry().verified()).isEqualTo(Verified.NO);
  }

  @Test
  void anEarlierOrEquallyLongCertificateOfTheSameKeyIsReplayed() throws IOException {
    accepted(A.by("s1"));
    Instant registered = Instant.parse(A.notAfter());
    Instant earlier = Instant.parse("2027-01-01T00:00:00Z");
    assertThat(conflicts(A.certificate("other").by("s2")))
        .containsExactly(new Conflict.Replayed(registered, registered));
    assertThat(conflicts(A.notAfter(earlier.toString()).by("s3")))
        .containsExactly(new Conflict.Replayed(registered, earlier));
  }

  @Test
  void anotherKeyNeverOverwrites() throws IOException {
    Entry entry = accepted(A.by("s1")).entry();
    assertThat(conflicts(A.key("other").by("s2"))).containsExactly(new Conflict.KeyChange(entry));
    assertThat(registry.find(entry.party())).contains(entry);
  }

  @Test
  void theOperatorsWordOverridesAKeyChangeAndAReplay() throws IOException {
    accepted(A.by("s1"));
    assertThat(accepted(A.key("other").upsertBy("s2")).outcome()).isEqualTo(Effect.REPLACED);
    assertThat(accepted(A.key("other").certificate("older").upsertBy("s3")).outcome())
        .isEqualTo(Effect.REPLACED);
  }

  @Test
  void aKeyOfAnotherPartyIsInUse() throws IOException {
    accepted(A.by("s1"));
    assertThat(conflicts(B.key(A.key()).by("s2")))
        .containsExactly(new Conflict.CertificateInUse(new PartyId("node_a")));
  }

  @Test
  void aKeyThatItsPartyGaveUpIsFree() throws IOException {
    accepted(A.by("s1"));
    accepted(A.key("other").upsertBy("s2"));
    assertThat(accepted(B.key(A.key()).by("s3")).outcome()).isEqualTo(Effect.REGISTERED);
  }

  @Test
  void anIdThatDiffersInLetterCaseAloneIsAConflictAndNoKeyChange() throws IOException {
    accepted(A.by("s1"));
    assertThat(conflicts(Offer.of("NODE_a").by("s2")))
        .containsExactly(new Conflict.PartyIdConflict(new PartyId("node_a")));
  }

  @Test
  void allConflictsAreToldAndTheNoticeLast() throws IOException {
    Entry entry = accepted(A.by("s1")).entry();
    accepted(B.by("s2"));
    assertThat(conflicts(A.key(B.key()).at(B.at()).by("s3")))
        .containsExactly(
            new Conflict.KeyChange(entry),
            new Conflict.CertificateInUse(new PartyId("node_b")),
            new Conflict.DuplicateEndpoint(new PartyId("node_b"), endpointOf(B)));
  }

  @Test
  void anEndpointOfAnotherPartyIsANotice() throws IOException {
    accepted(A.by("s1"));
    assertThat(accepted(B.at(A.at()).by("s2")).notices())
        .containsExactly(new Conflict.DuplicateEndpoint(new PartyId("node_a"), endpointOf(A)));
  }

  @Test
  void anOfferWithoutAnEndpointIsNotifiedOfTheOneThatItsPartyKeeps() throws IOException {
    accepted(A.by("s1"));
    accepted(B.at(A.at()).by("s2"));
    assertThat(accepted(A.at(null).by("s3")).notices())
        .containsExactly(new Conflict.DuplicateEndpoint(new PartyId("node_b"), endpointOf(A)));
  }

  private static Endpoint endpointOf(Offer offer) {
    return offer.registrant().endpoint().orElseThrow();
  }

  @Test
  void anEndpointThatItsPartyLeftIsFree() throws IOException {
    accepted(A.by("s1"));
    accepted(A.at("10.0.0.9:9").by("s2"));
    assertThat(accepted(B.at(A.at()).by("s3")).notices()).isEmpty();
  }

  @Test
  void aRemovedPartyStaysRemoved() throws IOException {
    Entry entry = accepted(A.by("s1")).entry();
    assertThat(registry.remove(new PartyId("NODE_a"))).contains(new Removal(2, entry));
    assertThat(conflicts(A.by("s2"))).containsExactly(new Conflict.RemovedBefore(entry));
    assertThat(conflicts(A.key("other").by("s3"))).containsExactly(new Conflict.KeyChange(entry));
  }

  @Test
  void theOperatorBringsARemovedPartyBackAsANewDocument() throws IOException {
    accepted(A.by("s1"));
    registry.remove(new PartyId("node_a"));
    confirmFirst();
    Decision.Accepted back = accepted(A.key("other").upsertBy("s2"));
    assertThat(back.outcome()).isEqualTo(Effect.REGISTERED);
    assertThat(back.entry().id()).isEqualTo(3);
    assertThat(registry.view().removed()).isEmpty();
  }

  @Test
  void removingAnUnknownOrRemovedPartyDoesNothing() throws IOException {
    assertThat(registry.remove(new PartyId("node_a"))).isEmpty();
    accepted(A.by("s1"));
    registry.remove(new PartyId("node_a"));
    assertThat(registry.remove(new PartyId("node_a"))).isEmpty();
    assertThat(registry.view().seq()).isEqualTo(2);
  }

  @Test
  void examiningTellsConflictsAndWritesNothing() throws IOException {
    Entry entry = accepted(A.by("s1")).entry();
    assertThat(registry.examine(A.registrant())).isEmpty();
    assertThat(registry.examine(A.key("other").registrant()))
        .containsExactly(new Conflict.KeyChange(entry));
    assertThat(registry.view().seq()).isEqualTo(1);
  }

  @Test
  void anUnknownPartyWaitsForConfirmationWhereThePolicySaysSo() throws IOException {
    confirmFirst();
    Decision.Accepted decision = accepted(A.by("s1"));
    assertThat(decision.outcome()).isEqualTo(Effect.PENDING);
    assertThat(registry.view().pending()).containsExactly(decision.entry());
    assertThat(registry.find(new PartyId("node_a"))).isEmpty();
  }

  @Test
  void theSamePendingAgainLeavesNoLine() throws IOException {
    confirmFirst();
    accepted(A.by("s1"));
    Decision.Accepted again = accepted(A.by("s2"));
    assertThat(again.outcome()).isEqualTo(Effect.PENDING);
    assertThat(again.seq()).hasValue(1);
    assertThat(registry.view().seq()).isEqualTo(1);
  }

  @Test
  void aPendingEntryWithAnotherEndpointTakesThePlaceOfTheFirst() throws IOException {
    confirmFirst();
    accepted(A.by("s1"));
    Decision.Accepted moved = accepted(A.at("10.0.0.9:9").by("s2"));
    assertThat(moved.seq()).hasValue(2);
    assertThat(moved.entry().id()).isEqualTo(1);
    assertThat(registry.view().pending()).containsExactly(moved.entry());
  }

  @Test
  void aNinthPendingEntryOfAPartyDropsTheOldest() throws IOException {
    confirmFirst();
    for (int number = 1; number <= 9; number++) {
      accepted(A.key("key " + number).by("s" + number));
    }
    assertThat(registry.view().pending())
        .extracting(Entry::submission)
        .containsExactly("s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9");
    assertThat(home().lines().get(8)).contains("\"event\":\"rejected\"");
  }

  @Test
  void aPendingEntryNeverBlocksAnotherSpellingOrKey() throws IOException {
    confirmFirst();
    accepted(A.by("s1"));
    assertThat(accepted(Offer.of("NODE_A").by("s2")).outcome()).isEqualTo(Effect.PENDING);
    assertThat(accepted(B.key(A.key()).by("s3")).outcome()).isEqualTo(Effect.PENDING);
  }

  @Test
  void registeringAPendingCertificateTakesItFromThePendingOnes() throws IOException {
    confirmFirst();
    accepted(A.by("s1"));
    accepted(A.key("other").by("s2"));
    registry.close();
    registry = home().open();
    accepted(A.by("s3"));
    assertThat(registry.view().pending()).extracting(Entry::submission).containsExactly("s2");
  }

  @Test
  void removingDropsPendingEntriesToo() throws IOException {
    confirmFirst();
    accepted(A.by("s1"));
    Entry newest = accepted(A.key("other").by("s2")).entry();
    assertThat(registry.remove(new PartyId("node_a"))).contains(new Removal(3, newest));
    assertThat(registry.view().pending()).isEmpty();
    assertThat(registry.view().removed()).isEmpty();
  }

  @Test
  void aRegisteredPartyIsReplacedWithoutConfirmation() throws IOException {
    accepted(A.by("s1"));
    confirmFirst();
    assertThat(accepted(A.at("10.0.0.9:9").by("s2")).outcome()).isEqualTo(Effect.REPLACED);
  }
}
