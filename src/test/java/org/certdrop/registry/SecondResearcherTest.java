package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Confirmation;
import org.certdrop.registration.ConfirmationRequest;
import org.certdrop.registration.Conflict;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Effect;
import org.certdrop.registration.Entry;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.Offer;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.RotationPolicy;
import org.certdrop.registration.Verified;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One researcher a node (SPEC section 12). */
class SecondResearcherTest {
  private static final PartyId FIRST = new PartyId("RESEARCHER_1");
  private static final PartyId SECOND = new PartyId("RESEARCHER_2");
  private static final Verified VERIFIED =
      new Verified(Verified.Method.NUMBER, Optional.of("ana"), Optional.of(Home.CLOCK.instant()));

  @TempDir Path folder;

  /** What holds it; the tests of another ledger put theirs in its place. */
  RegistryStore store() {
    return RegistryStore.of(folder);
  }

  private final AtomicReference<AdmissionPolicy> policy =
      new AtomicReference<>(new AdmissionPolicy(FirstContact.REGISTER, RotationPolicy.AUTO, true));
  private Registry registry;

  @BeforeEach
  void open() throws IOException {
    registry = Registry.open(store(), Home.OWNER, policy::get, Home.CLOCK);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private Effect drop(Offer offer) throws IOException {
    return outcome(offer.by("drop-" + registry.seq() + offer));
  }

  private Effect outcome(Proposal proposal) throws IOException {
    return ((Decision.Accepted) registry.decide(proposal)).outcome();
  }

  private Confirmation confirm(PartyId party, Offer offer, boolean replace) throws IOException {
    return registry.confirm(
        new ConfirmationRequest(party, offer.sha256(), VERIFIED, replace, Optional.empty()));
  }

  @Test
  void whileOneIsActiveAnotherOneWaits() throws IOException {
    assertThat(drop(Offer.of("RESEARCHER_1"))).isEqualTo(Effect.REGISTERED);
    assertThat(drop(Offer.of("RESEARCHER_2"))).isEqualTo(Effect.PENDING);
    assertThat(outcome(Offer.of("RESEARCHER_2").upsertBy("typed"))).isEqualTo(Effect.PENDING);
    assertThat(registry.view().active()).extracting(Entry::party).containsExactly(FIRST);
  }

  @Test
  void nodesAreRegisteredAsEver() throws IOException {
    drop(Offer.of("RESEARCHER_1"));

    assertThat(drop(Offer.of("NODE_a"))).isEqualTo(Effect.REGISTERED);
    assertThat(drop(Offer.of("NODE_b"))).isEqualTo(Effect.REGISTERED);
  }

  @Test
  void theFirstOneMayMoveAndRenew() throws IOException {
    Offer first = Offer.of("RESEARCHER_1");
    drop(first);

    assertThat(drop(first.at("10.9.9.9:14000"))).isEqualTo(Effect.REPLACED);
    assertThat(drop(first.at("10.9.9.9:14000"))).isEqualTo(Effect.UNCHANGED);
  }

  @Test
  void elsewhereThereMayBeAnyNumber() throws IOException {
    policy.set(AdmissionPolicy.AUTOMATIC);
    drop(Offer.of("RESEARCHER_1"));

    assertThat(drop(Offer.of("RESEARCHER_2"))).isEqualTo(Effect.REGISTERED);
  }

  @Test
  void thePolicyMayChangeWhileTheRegistryIsOpen() throws IOException {
    policy.set(AdmissionPolicy.AUTOMATIC);
    drop(Offer.of("RESEARCHER_1"));
    policy.set(new AdmissionPolicy(FirstContact.REGISTER, RotationPolicy.AUTO, true));

    assertThat(drop(Offer.of("RESEARCHER_2"))).isEqualTo(Effect.PENDING);
  }

  @Test
  void theOperatorsWordForTheSecondIsRefusedWhileTheFirstIsActive() throws IOException {
    Offer second = Offer.of("RESEARCHER_2");
    drop(Offer.of("RESEARCHER_1"));
    drop(second);

    assertThat(confirm(SECOND, second, false))
        .isEqualTo(
            new Confirmation.Refused(java.util.List.of(new Conflict.SecondResearcher(FIRST))));
    registry.remove(FIRST);
    assertThat(confirm(SECOND, second, false)).isInstanceOf(Confirmation.Confirmed.class);
  }

  @Test
  void withReplaceTheFirstGoesInTheSameChange() throws IOException {
    Offer second = Offer.of("RESEARCHER_2");
    drop(Offer.of("RESEARCHER_1"));
    drop(second);
    long before = registry.seq();

    Confirmation.Confirmed done = (Confirmation.Confirmed) confirm(SECOND, second, true);

    assertThat(done.removed()).contains(FIRST);
    assertThat(done.seq()).isEqualTo(before + 2);
    assertThat(registry.view().active()).extracting(Entry::party).containsExactly(SECOND);
    assertThat(registry.view().removed(FIRST)).isPresent();
    registry.close();
    open();
    assertThat(registry.view().active()).extracting(Entry::party).containsExactly(SECOND);
  }

  @Test
  void withReplaceAndNobodyInTheWayNobodyGoes() throws IOException {
    policy.set(new AdmissionPolicy(FirstContact.CONFIRM, RotationPolicy.AUTO, true));
    Offer second = Offer.of("RESEARCHER_2");
    drop(second);

    assertThat(((Confirmation.Confirmed) confirm(SECOND, second, true)).removed()).isEmpty();
  }

  @Test
  void withReplaceTheOneThatIsActiveAlreadySendsTheOtherAway() throws IOException {
    policy.set(AdmissionPolicy.AUTOMATIC);
    Offer second = Offer.of("RESEARCHER_2");
    drop(Offer.of("RESEARCHER_1"));
    drop(second);
    policy.set(new AdmissionPolicy(FirstContact.REGISTER, RotationPolicy.AUTO, true));

    assertThat(confirm(SECOND, second, false)).isInstanceOf(Confirmation.Confirmed.class);
    assertThat(registry.view().active()).hasSize(2);
    assertThat(((Confirmation.Confirmed) confirm(SECOND, second, true)).removed()).contains(FIRST);
    assertThat(registry.view().active()).extracting(Entry::party).containsExactly(SECOND);
  }

  @Test
  void theFirstOneIsConfirmedAsEver() throws IOException {
    Offer first = Offer.of("RESEARCHER_1");
    drop(first);
    drop(Offer.of("RESEARCHER_2"));

    assertThat(confirm(FIRST, first, false)).isInstanceOf(Confirmation.Confirmed.class);
  }
}
