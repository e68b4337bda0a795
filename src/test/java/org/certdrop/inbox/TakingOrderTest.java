package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.certdrop.party.PartyId;
import org.certdrop.submission.Announcement;
import org.certdrop.submission.Drop;
import org.certdrop.x509.Fingerprint;
import org.junit.jupiter.api.Test;

class TakingOrderTest {
  private static final PartyId A = new PartyId("node_a");
  private static final PartyId B = new PartyId("node_b");
  private static final Fingerprint ONE = Fingerprint.of(new byte[] {1});
  private static final Fingerprint TWO = Fingerprint.of(new byte[] {2});
  private static final Fingerprint THREE = Fingerprint.of(new byte[] {3});

  private final Map<PartyId, Fingerprint> registered = new HashMap<>();
  private final TakingOrder order = new TakingOrder(id -> Optional.ofNullable(registered.get(id)));

  private static TakingOrder.Bundle bundle(
      PartyId party, Fingerprint certificate, long seq, Fingerprint supersedes, boolean settled) {
    return new TakingOrder.Bundle(
        new Drop(
            Optional.of(party + "-" + seq + ".pem"),
            Optional.of(party + "-" + seq + ".json"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        new Announcement(
            Optional.of(party),
            Optional.ofNullable(certificate),
            OptionalLong.of(seq),
            supersedes != null,
            Optional.ofNullable(supersedes)),
        settled,
        false,
        0);
  }

  private static TakingOrder.Bundle registration(PartyId party, Fingerprint sha256, long seq) {
    return bundle(party, sha256, seq, null, false);
  }

  @Test
  void bundlesOfSeveralPartiesAreTakenTogether() {
    List<TakingOrder.Bundle> bundles = List.of(registration(A, ONE, 1), registration(B, TWO, 1));

    assertThat(order.next(bundles)).containsExactlyInAnyOrderElementsOf(bundles);
  }

  @Test
  void ofOnePartyTheLowestNumberIsFirstAndAlone() {
    TakingOrder.Bundle first = registration(A, ONE, 1);

    assertThat(order.next(List.of(registration(A, ONE, 2), first))).containsExactly(first);
  }

  @Test
  void aBundleThatHasWaitedLongGoesFirst() {
    TakingOrder.Bundle genuine = registration(A, ONE, 9);
    TakingOrder.Bundle patient =
        new TakingOrder.Bundle(genuine.drop(), genuine.announcement(), true, true, 5);

    assertThat(order.next(List.of(registration(A, TWO, 1), patient))).containsExactly(patient);
  }

  @Test
  void ofThoseThatHaveWaitedLongTheFirstToComeGoesFirst() {
    TakingOrder.Bundle genuine = registration(A, ONE, 9);
    TakingOrder.Bundle junk = registration(A, TWO, 1);
    TakingOrder.Bundle first =
        new TakingOrder.Bundle(genuine.drop(), genuine.announcement(), true, true, 5);
    TakingOrder.Bundle second =
        new TakingOrder.Bundle(junk.drop(), junk.announcement(), true, true, 6);
    TakingOrder.Bundle together =
        new TakingOrder.Bundle(junk.drop(), junk.announcement(), true, true, 5);

    assertThat(order.next(List.of(second, first))).containsExactly(first);
    assertThat(order.next(List.of(first, together))).containsExactly(together);
  }

  @Test
  void theNextOneWaitsUntilTheFirstIsConcluded() {
    TakingOrder.Bundle second = registration(A, ONE, 2);
    order.begin("claim", Optional.of(new PartyId("NODE_A")));

    assertThat(order.next(List.of(second))).isEmpty();
    assertThat(order.isIdle()).isFalse();

    order.end("claim");
    assertThat(order.next(List.of(second))).containsExactly(second);
    assertThat(order.isIdle()).isTrue();
  }

  @Test
  void submissionsWithoutAnnouncementHoldNobodyUp() {
    order.begin("claim", Optional.empty());

    assertThat(order.next(List.of(registration(A, ONE, 1)))).hasSize(1);
  }

  @Test
  void whatAnEarlierRunLeftMayBeAnybodys() {
    order.beginAnybodys("claim");

    assertThat(order.next(List.of(registration(A, ONE, 1)))).isEmpty();
  }

  @Test
  void whatFollowsFromTheRegisteredCertificateIsTakenAtOnce() {
    registered.put(A, ONE);

    assertThat(order.next(List.of(registration(A, ONE, 1)))).hasSize(1);
    assertThat(order.next(List.of(bundle(A, TWO, 2, ONE, false)))).hasSize(1);
  }

  @Test
  void whatDoesNotFollowWaitsForTheOneBeforeUntilItHasSettled() {
    registered.put(A, ONE);

    assertThat(order.next(List.of(bundle(A, THREE, 3, TWO, false)))).isEmpty();
    assertThat(order.next(List.of(bundle(A, THREE, 3, TWO, true)))).hasSize(1);
    assertThat(order.next(List.of(registration(A, TWO, 3)))).isEmpty();
  }

  @Test
  void aBundleThatNamesNoCertificateHasNothingToFollow() {
    registered.put(A, ONE);

    assertThat(order.next(List.of(registration(A, null, 1)))).hasSize(1);
  }

  @Test
  void aRegisteredPartyIsKnown() {
    registered.put(A, ONE);

    assertThat(order.knows(A)).isTrue();
    assertThat(order.knows(B)).isFalse();
  }

  private static TakingOrder.Bundle patient(TakingOrder.Bundle bundle) {
    return new TakingOrder.Bundle(bundle.drop(), bundle.announcement(), true, true, 0);
  }

  @Test
  void aBundleThatHasWaitedLongWaitsForNoClaimThatTheMachineKeepsBack() {
    TakingOrder.Bundle ofItsParty = registration(A, ONE, 2);
    order.begin("stuck", Optional.of(A));
    assertThat(order.next(List.of(patient(ofItsParty)))).as("it may end at any moment").isEmpty();

    order.fail("stuck");
    assertThat(order.next(List.of(ofItsParty))).isEmpty();
    assertThat(order.next(List.of(patient(ofItsParty)))).hasSize(1);
    assertThat(order.isIdle()).isFalse();
  }

  @Test
  void whatMayBeAnybodysAndFailsHoldsNobodyUpForLong() {
    order.beginAnybodys("stuck");
    assertThat(order.next(List.of(patient(registration(A, ONE, 1))))).isEmpty();

    order.fail("stuck");
    assertThat(order.next(List.of(registration(A, ONE, 1)))).isEmpty();
    assertThat(order.next(List.of(patient(registration(A, ONE, 1))))).hasSize(1);
  }

  @Test
  void aFailingClaimIsNotForgottenByAnotherFailure() {
    order.fail("never begun");
    assertThat(order.isIdle()).isTrue();
  }
}
