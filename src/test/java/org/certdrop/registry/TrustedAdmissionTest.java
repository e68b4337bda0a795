package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Acknowledgement;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Confirmation;
import org.certdrop.registration.ConfirmationRequest;
import org.certdrop.registration.Conflict;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Effect;
import org.certdrop.registration.EndpointTrust;
import org.certdrop.registration.Entry;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.HoldsOurs;
import org.certdrop.registration.Offer;
import org.certdrop.registration.Predecessors;
import org.certdrop.registration.Removal;
import org.certdrop.registration.RotationPolicy;
import org.certdrop.registration.SignedSidecar;
import org.certdrop.registration.Verified;
import org.certdrop.x509.Fingerprint;
import org.junit.jupiter.api.Test;

/** What signatures, confirmations and receipts change: SPEC sections 9 and 11. */
class TrustedAdmissionTest extends OpenRegistry {
  private static final Offer A = Offer.of("node_a");
  private static final Offer MOVED = A.at("10.0.0.9:1");
  private static final Offer NEXT = A.key("next key");
  private static final PartyId ID = new PartyId("node_a");
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private void reopen(FirstContact firstContact, RotationPolicy rotation) throws IOException {
    registry.close();
    registry = home().open(new AdmissionPolicy(firstContact, rotation));
  }

  private Entry active() {
    return registry.find(ID).orElseThrow();
  }

  private void confirmed(Offer offer) throws IOException {
    assertThat(
            registry.confirm(
                new ConfirmationRequest(ID, offer.sha256(), BY_NUMBER, false, Optional.empty())))
        .isInstanceOf(Confirmation.Confirmed.class);
  }

  @Test
  void aSignedSidecarAuthenticatesTheEndpoint() throws IOException {
    Entry entry = accepted(A.signedBy("s1", 5, "")).entry();

    assertThat(entry.endpointTrust()).isEqualTo(EndpointTrust.AUTHENTICATED);
    assertThat(entry.sidecar()).map(SignedSidecar::seq).contains(5L);
    assertThat(entry.verified()).isEqualTo(Verified.NO);
  }

  @Test
  void aSignedSidecarWithoutEndpointAuthenticatesNone() throws IOException {
    assertThat(accepted(A.at(null).signedBy("s1", 5, "")).entry().endpointTrust())
        .isEqualTo(EndpointTrust.CLAIMED);
  }

  @Test
  void theSameSignedSidecarAgainIsUnchanged() throws IOException {
    accepted(A.signedBy("s1", 5, ""));

    assertThat(accepted(A.signedBy("s2", 5, "")).outcome()).isEqualTo(Effect.UNCHANGED);
  }

  @Test
  void aSignatureOnARegisteredPairReplacesAClaimByAnAuthenticatedEndpoint() throws IOException {
    accepted(A.by("s1"));

    Decision.Accepted decision = accepted(A.signedBy("s2", 5, ""));

    assertThat(decision.outcome()).isEqualTo(Effect.REPLACED);
    assertThat(decision.entry().endpointTrust()).isEqualTo(EndpointTrust.AUTHENTICATED);
  }

  @Test
  void anUnsignedDropOfTheSameEndpointTakesNoTrustAway() throws IOException {
    accepted(A.signedBy("s1", 5, ""));

    Decision.Accepted decision = accepted(A.by("s2"));

    assertThat(decision.outcome()).isEqualTo(Effect.UNCHANGED);
    assertThat(decision.entry().endpointTrust()).isEqualTo(EndpointTrust.AUTHENTICATED);
  }

  @Test
  void anUnsignedDropWithoutEndpointTakesNoTrustAway() throws IOException {
    accepted(A.signedBy("s1", 5, ""));

    assertThat(accepted(A.at(null).by("s2")).outcome()).isEqualTo(Effect.UNCHANGED);
    assertThat(active().endpointTrust()).isEqualTo(EndpointTrust.AUTHENTICATED);
  }

  @Test
  void anUnsignedDropNeverMovesAnAuthenticatedEndpoint() throws IOException {
    Entry entry = accepted(A.signedBy("s1", 5, "")).entry();

    assertThat(conflicts(MOVED.by("s2"))).containsExactly(new Conflict.UnsignedMove(entry));
    assertThat(conflicts(MOVED.upsertBy("s3"))).containsExactly(new Conflict.UnsignedMove(entry));
    assertThat(active()).isEqualTo(entry);
  }

  @Test
  void aRenewedCertificateDoesNotMoveAnAuthenticatedEndpointEither() throws IOException {
    Entry entry = accepted(A.signedBy("s1", 5, "")).entry();
    Offer renewed = A.certificate("second").notAfter("2028-11-23T03:41:35Z");

    assertThat(conflicts(renewed.at("10.0.0.9:1").by("s2")))
        .containsExactly(new Conflict.UnsignedMove(entry));
    assertThat(accepted(renewed.by("s3")).entry().endpointTrust())
        .isEqualTo(EndpointTrust.AUTHENTICATED);
  }

  @Test
  void aHigherNumberMovesTheEndpoint() throws IOException {
    accepted(A.signedBy("s1", 5, ""));

    Decision.Accepted decision = accepted(MOVED.signedBy("s2", 6, ""));

    assertThat(decision.outcome()).isEqualTo(Effect.REPLACED);
    assertThat(decision.entry().endpointTrust()).isEqualTo(EndpointTrust.AUTHENTICATED);
  }

  @Test
  void aLowerNumberIsReplayed() throws IOException {
    accepted(MOVED.signedBy("s1", 6, ""));

    assertThat(conflicts(A.signedBy("s2", 5, "")))
        .containsExactly(new Conflict.ReplayedSidecar(6, 5));
  }

  @Test
  void theSameNumberWithOtherBytesIsReplayed() throws IOException {
    accepted(A.signedBy("s1", 5, ""));

    assertThat(conflicts(A.signedBy("s2", 5, "other")))
        .containsExactly(new Conflict.ReplayedSidecar(5, 5));
  }

  @Test
  void theNumberIsRememberedWhenTheSameEntryComesUnsigned() throws IOException {
    accepted(A.signedBy("s1", 6, ""));
    Offer renewed = A.certificate("second").notAfter("2028-11-23T03:41:35Z");
    accepted(renewed.by("s2"));

    assertThat(conflicts(renewed.signedBy("s3", 5, "")))
        .containsExactly(new Conflict.ReplayedSidecar(6, 5));
  }

  @Test
  void aRotationTakesThePlaceOfTheOldKey() throws IOException {
    Entry before = accepted(A.signedBy("s1", 5, "")).entry();

    Decision.Accepted decision = accepted(NEXT.rotationBy("s2", 6, A));

    assertThat(decision.outcome()).isEqualTo(Effect.REPLACED);
    assertThat(decision.entry().id()).isEqualTo(before.id());
    assertThat(decision.entry().sha256()).isEqualTo(NEXT.sha256());
    assertThat(decision.entry().endpointTrust()).isEqualTo(EndpointTrust.AUTHENTICATED);
  }

  @Test
  void aRotationOfAnUnverifiedCertificateIsUnverified() throws IOException {
    accepted(A.signedBy("s1", 5, ""));

    assertThat(accepted(NEXT.rotationBy("s2", 6, A)).entry().verified()).isEqualTo(Verified.NO);
  }

  @Test
  void aRotationOfAVerifiedCertificateIsChainedToWhoVerifiedIt() throws IOException {
    accepted(A.signedBy("s1", 5, ""));
    confirmed(A);
    accepted(NEXT.rotationBy("s2", 6, A));
    Offer third = A.key("third key");

    Entry entry = accepted(third.rotationBy("s3", 7, NEXT)).entry();

    assertThat(entry.verified())
        .isEqualTo(new Verified(Verified.Method.CHAINED, Optional.of("ana"), Optional.of(NOON)));
  }

  @Test
  void aRotationThatAnotherThanTheRegisteredKeyVouchesForIsAKeyChange() throws IOException {
    Entry entry = accepted(A.signedBy("s1", 5, "")).entry();
    Offer third = A.key("third key");

    assertThat(conflicts(third.rotationBy("s2", 7, NEXT)))
        .containsExactly(new Conflict.KeyChange(entry));
  }

  @Test
  void aRotationWithAnOldNumberIsReplayed() throws IOException {
    accepted(A.signedBy("s1", 5, ""));

    assertThat(conflicts(NEXT.rotationBy("s2", 4, A)))
        .containsExactly(new Conflict.ReplayedSidecar(5, 4));
  }

  @Test
  void aRotationOfARemovedPartyIsAKeyChange() throws IOException {
    Entry entry = accepted(A.signedBy("s1", 5, "")).entry();
    registry.remove(ID);

    assertThat(conflicts(NEXT.rotationBy("s2", 6, A)))
        .containsExactly(new Conflict.KeyChange(entry));
  }

  @Test
  void aRotationMayWaitForTheOperator() throws IOException {
    accepted(A.signedBy("s1", 5, ""));
    reopen(FirstContact.REGISTER, RotationPolicy.CONFIRM);

    assertThat(accepted(NEXT.rotationBy("s2", 6, A)).outcome()).isEqualTo(Effect.PENDING);
    assertThat(active().sha256()).isEqualTo(A.sha256());

    confirmed(NEXT);
    assertThat(active().sha256()).isEqualTo(NEXT.sha256());
    assertThat(active().verified()).isEqualTo(BY_NUMBER);
    assertThat(registry.view().pending()).isEmpty();
  }

  @Test
  void anEntryKeepsTheChainThatItFollowsFrom() throws IOException {
    Offer third = A.key("third key");
    accepted(A.signedBy("s1", 5, ""));
    accepted(NEXT.rotationBy("s2", 6, A));
    accepted(third.rotationBy("s3", 7, NEXT));
    accepted(third.at("10.0.0.8:1").signedBy("s4", 8, ""));

    assertThat(active().rotatedFrom()).containsExactly(A.sha256(), NEXT.sha256());
    registry.close();
    registry = home().open();
    assertThat(active().rotatedFrom()).containsExactly(A.sha256(), NEXT.sha256());
  }

  @Test
  void aNewKeyOnTheOperatorsWordBeginsANewChain() throws IOException {
    accepted(A.signedBy("s1", 5, ""));
    accepted(NEXT.rotationBy("s2", 6, A));

    assertThat(accepted(A.key("third key").upsertBy("s3")).entry().rotatedFrom()).isEmpty();
  }

  @Test
  void whatThePartyHasReplacedIsReplayedHoweverItComes() throws IOException {
    Offer third = A.key("third key");
    accepted(A.signedBy("s1", 5, ""));
    accepted(NEXT.rotationBy("s2", 6, A));
    Entry entry = accepted(third.rotationBy("s3", 7, NEXT)).entry();

    assertThat(conflicts(A.by("s4"))).containsExactly(new Conflict.Outlived(entry));
    assertThat(conflicts(A.signedBy("s5", 5, ""))).containsExactly(new Conflict.Outlived(entry));
    assertThat(conflicts(NEXT.rotationBy("s6", 6, A)))
        .containsExactly(new Conflict.Outlived(entry));
  }

  @Test
  void aPartyMayGoBackToAKeyThatTheRegisteredOneVouchesFor() throws IOException {
    accepted(A.signedBy("s1", 5, ""));
    accepted(NEXT.rotationBy("s2", 6, A));

    assertThat(accepted(A.rotationBy("s3", 7, NEXT)).outcome()).isEqualTo(Effect.REPLACED);
    assertThat(accepted(A.signedBy("s4", 8, "")).outcome()).isEqualTo(Effect.REPLACED);
  }

  @Test
  void theOperatorMayGoBackToAReplacedCertificate() throws IOException {
    accepted(A.signedBy("s1", 5, ""));
    accepted(NEXT.rotationBy("s2", 6, A));

    assertThat(accepted(A.upsertBy("s3")).outcome()).isEqualTo(Effect.REPLACED);
  }

  @Test
  void aWaitingRotationGoesOnWaitingWhenItsCertificateComesUnsigned() throws IOException {
    accepted(A.signedBy("s1", 5, ""));
    reopen(FirstContact.REGISTER, RotationPolicy.CONFIRM);
    Entry waiting = accepted(NEXT.rotationBy("s2", 6, A)).entry();

    assertThat(accepted(NEXT.by("s3")).outcome()).isEqualTo(Effect.PENDING);
    assertThat(accepted(NEXT.at(null).by("s4")).outcome()).isEqualTo(Effect.PENDING);
    assertThat(registry.view().pending()).containsExactly(waiting);
  }

  @Test
  void aWaitingRotationIsNotMovedByWhoDoesNotSign() throws IOException {
    accepted(A.signedBy("s1", 5, ""));
    reopen(FirstContact.REGISTER, RotationPolicy.CONFIRM);
    Entry waiting = accepted(NEXT.rotationBy("s2", 6, A)).entry();

    assertThat(conflicts(NEXT.at("10.0.0.9:1").by("s3")))
        .containsExactly(new Conflict.UnsignedMove(waiting));
    assertThat(registry.view().pending()).containsExactly(waiting);
  }

  @Test
  void whatAWaitingKeyVouchesForWaitsToo() throws IOException {
    Offer third = A.key("third key");
    accepted(A.signedBy("s1", 5, ""));
    confirmed(A);
    reopen(FirstContact.REGISTER, RotationPolicy.CONFIRM);
    accepted(NEXT.rotationBy("s2", 6, A));

    Decision.Accepted decision = accepted(third.rotationBy("s3", 7, NEXT));

    assertThat(decision.outcome()).isEqualTo(Effect.PENDING);
    assertThat(decision.entry().rotatedFrom()).containsExactly(A.sha256(), NEXT.sha256());
    assertThat(decision.entry().verified()).isEqualTo(Verified.NO);
    confirmed(third);
    assertThat(active().sha256()).isEqualTo(third.sha256());
    assertThat(registry.view().pending()).isEmpty();
  }

  @Test
  void whatAWaitingKeyVouchesForWaitsEvenWhereRotationsDoNot() throws IOException {
    Offer third = A.key("third key");
    accepted(A.signedBy("s1", 5, ""));
    reopen(FirstContact.REGISTER, RotationPolicy.CONFIRM);
    accepted(NEXT.rotationBy("s2", 6, A));
    reopen(FirstContact.REGISTER, RotationPolicy.AUTO);

    assertThat(accepted(third.rotationBy("s3", 7, NEXT)).outcome()).isEqualTo(Effect.PENDING);
    assertThat(accepted(NEXT.by("s4")).outcome()).isEqualTo(Effect.PENDING);
    assertThat(active().sha256()).isEqualTo(A.sha256());
  }

  @Test
  void aWaitingKeyMaySignThatItsPartyMoves() throws IOException {
    accepted(A.signedBy("s1", 5, ""));
    reopen(FirstContact.REGISTER, RotationPolicy.CONFIRM);
    accepted(NEXT.rotationBy("s2", 6, A));

    assertThat(accepted(NEXT.at("10.0.0.9:1").signedBy("s3", 7, "")).outcome())
        .isEqualTo(Effect.PENDING);
    assertThat(conflicts(NEXT.signedBy("s4", 6, "another")))
        .containsExactly(new Conflict.ReplayedSidecar(7, 6));
    confirmed(NEXT);
    assertThat(active().endpoint()).isEqualTo(NEXT.at("10.0.0.9:1").registrant().endpoint());
    assertThat(active().endpointTrust()).isEqualTo(EndpointTrust.AUTHENTICATED);
  }

  @Test
  void aKeyThatWaitsForAnotherThanTheRegisteredOneVouchesForNothing() throws IOException {
    accepted(A.signedBy("s1", 5, ""));
    reopen(FirstContact.REGISTER, RotationPolicy.CONFIRM);
    accepted(NEXT.rotationBy("s2", 6, A));
    Entry other = accepted(A.key("other").upsertBy("s3")).entry();

    assertThat(conflicts(A.key("third key").rotationBy("s4", 7, NEXT)))
        .containsExactly(new Conflict.KeyChange(other));
    assertThat(accepted(NEXT.upsertBy("s5")).entry().holdsOurs()).isEmpty();
  }

  @Test
  void moreRotationsThanCanBeKeptWaitForAPerson() throws IOException {
    accepted(A.signedBy("s", 1, ""));
    Offer latest = A;
    for (int i = 0; i < Predecessors.MAX; i++) {
      Offer next = A.key("key " + i);
      assertThat(accepted(next.rotationBy("s" + i, i + 2, latest)).outcome())
          .isEqualTo(Effect.REPLACED);
      latest = next;
    }
    Offer next = A.key("one more");

    assertThat(accepted(next.rotationBy("more", 99, latest)).outcome()).isEqualTo(Effect.PENDING);
    confirmed(next);
    assertThat(accepted(A.key("last").rotationBy("last", 100, next)).outcome())
        .isEqualTo(Effect.REPLACED);
  }

  @Test
  void aRenewedCertificateIsALinkOfTheChainToo() throws IOException {
    Offer renewed = A.certificate("second").notAfter("2028-11-23T03:41:35Z");
    accepted(A.signedBy("s1", 5, ""));
    confirmed(A);
    Entry entry = accepted(renewed.rotationBy("s2", 6, A)).entry();
    assertThat(entry.verified()).isEqualTo(Verified.NO);
    accepted(NEXT.rotationBy("s3", 7, renewed));

    assertThat(active().rotatedFrom()).containsExactly(A.sha256(), renewed.sha256());
    assertThat(conflicts(A.by("s4"))).containsExactly(new Conflict.Outlived(active()));
  }

  @Test
  void noNumberOfRenewalsPushesOutWhatVouchedForTheKey() throws IOException {
    accepted(A.signedBy("s1", 1, ""));
    accepted(NEXT.rotationBy("s2", 2, A));
    for (int i = 0; i < 2 * Predecessors.MAX; i++) {
      Offer renewed =
          NEXT.certificate("renewal " + i)
              .notAfter(String.format(Locale.ROOT, "20%02d-11-23T03:41:35Z", 30 + i));
      assertThat(accepted(renewed.by("r" + i)).outcome()).isEqualTo(Effect.REPLACED);
    }

    assertThat(active().rotatedFrom()).hasSize(Predecessors.MAX).startsWith(A.sha256());
  }

  @Test
  void aConfirmationKeepsWhatWasSignedMeanwhile() throws IOException {
    Offer renewed = A.certificate("second").notAfter("2028-11-23T03:41:35Z");
    reopen(FirstContact.CONFIRM, RotationPolicy.AUTO);
    accepted(renewed.by("s1"));
    accepted(A.signedBy("s2", 7, ""));
    confirmed(A);

    confirmed(renewed);

    assertThat(active().sha256()).isEqualTo(renewed.sha256());
    assertThat(active().endpointTrust()).isEqualTo(EndpointTrust.AUTHENTICATED);
    assertThat(active().sidecar()).map(SignedSidecar::seq).contains(7L);
  }

  @Test
  void whatWaitsIsNotMovedUnsignedBehindAnActiveClaimOfTheSameKey() throws IOException {
    Offer second = A.certificate("second").notAfter("2028-11-23T03:41:35Z");
    reopen(FirstContact.CONFIRM, RotationPolicy.AUTO);
    accepted(A.by("s1"));
    Entry waiting = accepted(second.at("10.0.0.2:1").signedBy("s2", 7, "")).entry();
    confirmed(A);

    assertThat(conflicts(second.at("10.0.0.1:1").by("s3")))
        .containsExactly(new Conflict.UnsignedMove(waiting));
    assertThat(registry.view().pending()).containsExactly(waiting);
  }

  @Test
  void aReceiptThatCameWhileARotationWaitedStillCounts() throws IOException {
    accepted(A.signedBy("s1", 5, ""));
    reopen(FirstContact.REGISTER, RotationPolicy.CONFIRM);
    accepted(NEXT.rotationBy("s2", 6, A));
    HoldsOurs said = new HoldsOurs(A.sha256(), NOON);
    registry.acknowledge(ID, A.sha256(), said);

    confirmed(NEXT);

    assertThat(active().holdsOurs()).contains(said);
  }

  @Test
  void aClaimThatItsPartyHasOutlivedWaitsNoMore() throws IOException {
    accepted(A.by("s1"));
    confirmed(A);
    accepted(MOVED.by("s2"));

    accepted(NEXT.rotationBy("s3", 7, A));

    assertThat(registry.view().pending()).isEmpty();
    assertThat(
            registry.confirm(
                new ConfirmationRequest(ID, A.sha256(), BY_NUMBER, false, Optional.empty())))
        .isEqualTo(new Confirmation.Unknown());
  }

  @Test
  void aClaimWaitsNoMoreOnceItsPartyHasSignedWhereItIs() throws IOException {
    accepted(A.by("s1"));
    confirmed(A);
    accepted(MOVED.by("s2"));
    Offer signed = A.at("10.0.0.7:1");
    accepted(signed.signedBy("s3", 9, ""));

    confirmed(A);
    assertThat(active().endpoint()).isEqualTo(signed.registrant().endpoint());
  }

  @Test
  void aRenewalThatWaitsIsNotConfirmedOnceALaterOneIsRegistered() throws IOException {
    Offer renewed = A.certificate("second").notAfter("2028-11-23T03:41:35Z");
    Offer later = A.certificate("third").notAfter("2029-11-23T03:41:35Z");
    accepted(A.by("s1"));
    confirmed(A);
    accepted(renewed.at("10.0.0.9:1").by("s2"));
    Entry entry = accepted(later.by("s3")).entry();

    assertThat(
            registry.confirm(
                new ConfirmationRequest(ID, renewed.sha256(), BY_NUMBER, false, Optional.empty())))
        .isInstanceOfSatisfying(
            Confirmation.Refused.class,
            refused ->
                assertThat(refused.conflicts())
                    .containsExactly(
                        new Conflict.Replayed(
                            entry.notAfter(), renewed.registrant().certificate().notAfter())));
  }

  @Test
  void aWaitingRenewalLeavesTheRegisteredKeysAddressAlone() throws IOException {
    Offer renewed = A.certificate("second").notAfter("2028-11-23T03:41:35Z");
    accepted(A.by("s1"));
    confirmed(A);
    accepted(renewed.at("10.0.0.9:1").by("s2"));

    Decision.Accepted decision = accepted(renewed.by("s3"));

    assertThat(decision.outcome()).isEqualTo(Effect.REPLACED);
    assertThat(decision.entry().endpoint()).isEqualTo(A.registrant().endpoint());
  }

  @Test
  void theNumberIsRememberedWhenARemovedPartyComesBack() throws IOException {
    accepted(A.signedBy("s1", 5, ""));
    accepted(MOVED.signedBy("s2", 6, ""));
    registry.remove(ID);
    accepted(MOVED.upsertBy("s3"));

    assertThat(conflicts(A.signedBy("s4", 5, "")))
        .containsExactly(new Conflict.ReplayedSidecar(6, 5));
  }

  @Test
  void aNewKeyThatWaitsDoesNotWaitForWhoDoesNotOfferIt() throws IOException {
    Entry active = accepted(A.signedBy("s1", 5, "")).entry();
    reopen(FirstContact.REGISTER, RotationPolicy.CONFIRM);
    accepted(NEXT.rotationBy("s2", 6, A));

    assertThat(conflicts(A.key("third key").by("s3")))
        .containsExactly(new Conflict.KeyChange(active));
  }

  @Test
  void aStrangerThatWaitsKeepsWhatItSigned() throws IOException {
    reopen(FirstContact.CONFIRM, RotationPolicy.AUTO);
    Entry waiting = accepted(A.signedBy("s1", 5, "")).entry();

    assertThat(accepted(A.by("s2")).outcome()).isEqualTo(Effect.PENDING);
    assertThat(conflicts(MOVED.by("s3"))).containsExactly(new Conflict.UnsignedMove(waiting));
    assertThat(conflicts(MOVED.signedBy("s4", 4, "")))
        .containsExactly(new Conflict.ReplayedSidecar(5, 4));
    assertThat(registry.view().pending()).containsExactly(waiting);

    accepted(MOVED.signedBy("s5", 6, ""));
    assertThat(registry.view().pending())
        .map(Entry::endpoint)
        .containsExactly(MOVED.registrant().endpoint());
  }

  @Test
  void anUnverifiedPartyMovesOnAMereClaim() throws IOException {
    accepted(A.by("s1"));

    assertThat(accepted(MOVED.by("s2")).outcome()).isEqualTo(Effect.REPLACED);
  }

  @Test
  void aMereClaimThatWasTakenInBeforeWhatIsRegisteredWaits() throws IOException {
    accepted(A.by("20261130T100000.000Z-first"));
    accepted(MOVED.by("20261130T100200.000Z-moved"));

    assertThat(accepted(A.by("20261130T100100.000Z-kept")).outcome()).isEqualTo(Effect.PENDING);
    assertThat(active().endpoint()).isEqualTo(MOVED.registrant().endpoint());
    assertThat(accepted(A.by("20261130T100300.000Z-back")).outcome()).isEqualTo(Effect.REPLACED);
    assertThat(active().endpoint()).isEqualTo(A.registrant().endpoint());
    assertThat(accepted(MOVED.by("cli-20261130T100000.000Z-typed-7")).outcome())
        .as("a person who types knows the order")
        .isEqualTo(Effect.REPLACED);
  }

  @Test
  void aVerifiedPartyThatMovesOnAMereClaimWaits() throws IOException {
    accepted(A.by("s1"));
    confirmed(A);

    assertThat(accepted(MOVED.by("s2")).outcome()).isEqualTo(Effect.PENDING);
    assertThat(active().endpoint()).isEqualTo(A.registrant().endpoint());

    assertThat(moved(A, MOVED)).isInstanceOf(Confirmation.Confirmed.class);
    assertThat(active().endpoint()).isEqualTo(MOVED.registrant().endpoint());
    assertThat(active().endpointTrust()).isEqualTo(EndpointTrust.CLAIMED);
    assertThat(registry.view().pending()).isEmpty();
  }

  private Confirmation moved(Offer offer, Offer there) throws IOException {
    return registry.confirm(
        new ConfirmationRequest(
            ID, offer.sha256(), BY_NUMBER, false, there.registrant().endpoint()));
  }

  @Test
  void aSecondConfirmationAcceptsNoAddressThatWaits() throws IOException {
    accepted(A.by("s1"));
    confirmed(A);
    Entry claim = accepted(MOVED.by("s2")).entry();

    Confirmation.Confirmed confirmation =
        (Confirmation.Confirmed)
            registry.confirm(
                new ConfirmationRequest(ID, A.sha256(), BY_NUMBER, false, Optional.empty()));

    assertThat(confirmation.activated()).isFalse();
    assertThat(active().endpoint()).isEqualTo(A.registrant().endpoint());
    assertThat(registry.view().pending()).containsExactly(claim);
    registry.close();
    registry = home().open();
    assertThat(registry.view().pending()).containsExactly(claim);
    assertThat(home().audit()).isInstanceOf(Audit.Sound.class);
  }

  @Test
  void anAddressThatDoesNotWaitIsNotAccepted() throws IOException {
    accepted(A.by("s1"));
    confirmed(A);
    accepted(MOVED.by("s2"));

    assertThat(moved(A, A.at("10.0.0.66:1"))).isEqualTo(new Confirmation.Unknown());
    assertThat(active().endpoint()).isEqualTo(A.registrant().endpoint());
  }

  @Test
  void aWaitingRenewalIsConfirmedWithoutTheAddressThatSomebodyClaimedForIt() throws IOException {
    Offer renewed = A.certificate("second").notAfter("2028-11-23T03:41:35Z").at("10.0.0.66:1");
    accepted(A.signedBy("s1", 5, ""));
    accepted(A.key("third key").upsertBy("s2"));
    accepted(A.upsertBy("s3"));
    confirmed(A);
    accepted(renewed.by("s4"));

    confirmed(renewed);

    assertThat(active().sha256()).isEqualTo(renewed.sha256());
    assertThat(active().endpoint()).isEqualTo(A.registrant().endpoint());
    assertThat(registry.view().pending())
        .map(Entry::endpoint)
        .containsExactly(renewed.registrant().endpoint());
    assertThat(moved(renewed, renewed)).isInstanceOf(Confirmation.Confirmed.class);
    assertThat(active().endpoint()).isEqualTo(renewed.registrant().endpoint());
  }

  @Test
  void aVerifiedPartyThatSignsItsMoveDoesNotWait() throws IOException {
    accepted(A.by("s1"));
    confirmed(A);

    Decision.Accepted decision = accepted(MOVED.signedBy("s2", 5, ""));

    assertThat(decision.outcome()).isEqualTo(Effect.REPLACED);
    assertThat(decision.entry().verified()).isEqualTo(BY_NUMBER);
  }

  @Test
  void aNewCertificateOfTheSameKeyIsUnverified() throws IOException {
    accepted(A.by("s1"));
    confirmed(A);

    Offer renewed = A.certificate("second").notAfter("2028-11-23T03:41:35Z");

    assertThat(accepted(renewed.by("s2")).entry().verified()).isEqualTo(Verified.NO);
  }

  @Test
  void aNewKeyOnTheOperatorsWordInheritsNothing() throws IOException {
    accepted(A.signedBy("s1", 5, ""));
    confirmed(A);
    registry.acknowledge(ID, A.sha256(), new HoldsOurs(A.sha256(), NOON));

    Entry entry = accepted(NEXT.upsertBy("s2")).entry();

    assertThat(entry.verified()).isEqualTo(Verified.NO);
    assertThat(entry.endpointTrust()).isEqualTo(EndpointTrust.CLAIMED);
    assertThat(entry.sidecar()).isEmpty();
    assertThat(entry.holdsOurs()).isEmpty();
  }

  @Test
  void aConfirmationIsWrittenDown() throws IOException {
    accepted(A.by("s1"));

    Confirmation.Confirmed confirmation =
        (Confirmation.Confirmed)
            registry.confirm(
                new ConfirmationRequest(ID, A.sha256(), BY_NUMBER, false, Optional.empty()));

    assertThat(confirmation.activated()).isFalse();
    assertThat(confirmation.seq()).isEqualTo(2);
    assertThat(confirmation.entry().verified()).isEqualTo(BY_NUMBER);
    assertThat(home().lines().get(1)).contains("\"event\":\"confirmed\"");
    registry.close();
    registry = home().open();
    assertThat(active().verified()).isEqualTo(BY_NUMBER);
  }

  @Test
  void aPendingEntryIsActivatedWithItsDocument() throws IOException {
    reopen(FirstContact.CONFIRM, RotationPolicy.AUTO);
    long document = accepted(A.by("s1")).entry().id();

    Confirmation.Confirmed confirmation =
        (Confirmation.Confirmed)
            registry.confirm(
                new ConfirmationRequest(ID, A.sha256(), BY_NUMBER, false, Optional.empty()));

    assertThat(confirmation.activated()).isTrue();
    assertThat(active().id()).isEqualTo(document);
    assertThat(registry.view().pending()).isEmpty();
  }

  @Test
  void onlyACertificateOfThePartyCanBeConfirmed() throws IOException {
    accepted(A.by("s1"));

    assertThat(
            registry.confirm(
                new ConfirmationRequest(ID, NEXT.sha256(), BY_NUMBER, false, Optional.empty())))
        .isEqualTo(new Confirmation.Unknown());
    assertThat(
            registry.confirm(
                new ConfirmationRequest(
                    new PartyId("node_b"), A.sha256(), BY_NUMBER, false, Optional.empty())))
        .isEqualTo(new Confirmation.Unknown());
    assertThat(registry.view().seq()).isEqualTo(1);
  }

  @Test
  void whatWaitsIsJudgedAgainWhenItIsConfirmed() throws IOException {
    reopen(FirstContact.CONFIRM, RotationPolicy.AUTO);
    accepted(A.by("s1"));
    reopen(FirstContact.REGISTER, RotationPolicy.AUTO);
    Offer thief = Offer.of("node_b").key("key of node_a");
    accepted(thief.by("s2"));

    assertThat(
            registry.confirm(
                new ConfirmationRequest(ID, A.sha256(), BY_NUMBER, false, Optional.empty())))
        .isEqualTo(
            new Confirmation.Refused(
                List.of(new Conflict.CertificateInUse(new PartyId("node_b")))));
    assertThat(registry.find(ID)).isEmpty();
  }

  @Test
  void whatWaitsCanBeRejected() throws IOException {
    reopen(FirstContact.CONFIRM, RotationPolicy.AUTO);
    accepted(A.by("s1"));

    assertThat(registry.reject(ID, NEXT.sha256(), Optional.empty())).isEmpty();
    assertThat(registry.reject(ID, A.sha256(), Optional.of("ana"))).map(Removal::seq).contains(2L);
    assertThat(registry.view().pending()).isEmpty();
  }

  @Test
  void aReceiptIsNotedAndSurvives() throws IOException {
    accepted(A.by("s1"));
    HoldsOurs said = new HoldsOurs(Fingerprint.of(new byte[] {7}), NOON);

    assertThat(registry.acknowledge(ID, A.sha256(), said)).isEqualTo(new Acknowledgement.Noted(2));

    registry.close();
    registry = home().open();
    assertThat(active().holdsOurs()).contains(said);
    assertThat(home().audit()).isInstanceOf(Audit.Sound.class);
  }

  @Test
  void anOlderReceiptIsReplayed() throws IOException {
    accepted(A.by("s1"));
    registry.acknowledge(ID, A.sha256(), new HoldsOurs(A.sha256(), NOON));

    HoldsOurs older = new HoldsOurs(NEXT.sha256(), NOON.minusMillis(1));

    assertThat(registry.acknowledge(ID, A.sha256(), older))
        .isEqualTo(new Acknowledgement.Replayed(NOON));
  }

  @Test
  void aReceiptThatAnotherCertificateVerifiedIsOfNobody() throws IOException {
    accepted(A.by("s1"));
    HoldsOurs said = new HoldsOurs(A.sha256(), NOON);

    assertThat(registry.acknowledge(ID, NEXT.sha256(), said))
        .isEqualTo(new Acknowledgement.Unknown());
    assertThat(registry.acknowledge(new PartyId("NODE_A"), A.sha256(), said))
        .isEqualTo(new Acknowledgement.Unknown());
  }

  @Test
  void aReceiptLeavesWhatWaitsAlone() throws IOException {
    accepted(A.by("s1"));
    confirmed(A);
    accepted(MOVED.by("s2"));

    registry.acknowledge(ID, A.sha256(), new HoldsOurs(A.sha256(), NOON));

    assertThat(registry.view().pending()).hasSize(1);
  }

  @Test
  void aSubmissionKeepsItsOutcomeAlthoughItWasConfirmedSince() throws IOException {
    accepted(A.by("s1"));
    confirmed(A);
    registry.acknowledge(ID, A.sha256(), new HoldsOurs(A.sha256(), NOON));

    assertThat(registry.recorded(Set.of("s1")).get("s1").outcome()).isEqualTo(Effect.REGISTERED);
  }
}
