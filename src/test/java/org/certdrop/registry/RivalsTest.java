package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Backing;
import org.certdrop.registration.Confirmation;
import org.certdrop.registration.ConfirmationRequest;
import org.certdrop.registration.Conflict;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Effect;
import org.certdrop.registration.Entry;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.HoldsOurs;
import org.certdrop.registration.Offer;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.Verified;
import org.junit.jupiter.api.Test;

/** Who came first under another spelling, or with another one's key, keeps nobody out for ever. */
class RivalsTest extends OpenRegistry {
  private static final Offer TRUE = Offer.of("node_a");
  private static final Offer SPELLED = Offer.of("NODE_A").key("key of a squatter");
  private static final Offer SQUATTER = Offer.of("node_s").key(TRUE.key());

  private Decision propose(Offer offer, Backing backing) throws IOException {
    return registry.decide(
        new Proposal("s" + registry.seq() + backing, offer.registrant(), backing));
  }

  private Entry registered(Offer offer) throws IOException {
    Entry entry = ((Decision.Accepted) propose(offer, Backing.DROP)).entry();
    assertThat(active()).contains(entry);
    return entry;
  }

  private Entry verified(Offer offer) throws IOException {
    registered(offer);
    registry.confirm(
        new ConfirmationRequest(id(offer), offer.sha256(), BY_NUMBER, false, Optional.empty()));
    return registry.find(id(offer)).orElseThrow();
  }

  private static PartyId id(Offer offer) {
    return new PartyId(offer.party());
  }

  private List<Entry> active() {
    return registry.view().active();
  }

  private void isLetIn(Backing backing, Entry... cleared) throws IOException {
    Decision.Accepted accepted = (Decision.Accepted) propose(TRUE, backing);
    assertThat(accepted.outcome()).isEqualTo(Effect.REGISTERED);
    assertThat(accepted.notices())
        .containsExactlyElementsOf(
            List.of(cleared).stream().map(one -> (Conflict) new Conflict.Cleared(one)).toList());
    assertThat(active()).containsExactly(accepted.entry());
    assertThat(accepted.entry().party()).isEqualTo(id(TRUE));
    assertThat(accepted.entry().verified()).isEqualTo(Verified.NO);
    assertThat(home().audit()).isInstanceOf(Audit.Sound.class);
  }

  private void isKeptOut(Backing backing, Conflict conflict) throws IOException {
    List<Entry> before = active();
    assertThat(propose(TRUE, backing))
        .isInstanceOfSatisfying(
            Decision.Refused.class,
            refused -> assertThat(refused.conflicts()).containsExactly(conflict));
    assertThat(active()).isEqualTo(before);
  }

  @Test
  void aDropClearsNobodyAway() throws IOException {
    registered(SPELLED);
    isKeptOut(Backing.DROP, new Conflict.PartyIdConflict(id(SPELLED)));
    registry.remove(id(SPELLED));
    registered(SQUATTER);
    isKeptOut(Backing.DROP, new Conflict.CertificateInUse(id(SQUATTER)));
  }

  @Test
  void aSpellingThatNobodyVerifiedGivesWayToAPersonsWordAndToTheRoster() throws IOException {
    for (Backing backing : List.of(Backing.UPSERT, Backing.NUMBER, Backing.ROSTER)) {
      Entry other = registered(SPELLED);
      isLetIn(backing, other);
      registry.remove(id(TRUE));
    }
  }

  @Test
  void aSpellingThatSomebodyVerifiedGivesWayToATypedNumberAlone() throws IOException {
    Entry other = verified(SPELLED);

    isKeptOut(Backing.ROSTER, new Conflict.PartyIdConflict(id(SPELLED)));
    isKeptOut(Backing.UPSERT, new Conflict.PartyIdConflict(id(SPELLED)));
    isLetIn(Backing.NUMBER, other);
  }

  @Test
  void aSpellingInheritsNothingFromTheOther() throws IOException {
    Offer sameKey = Offer.of("NODE_A").key(TRUE.key());
    Entry other = verified(sameKey);
    registry.acknowledge(
        id(sameKey), sameKey.sha256(), new HoldsOurs(TRUE.sha256(), Instant.EPOCH));

    isLetIn(Backing.NUMBER, registry.find(id(TRUE)).orElseThrow());

    assertThat(active().get(0).holdsOurs()).isEmpty();
    assertThat(active().get(0).rotatedFrom()).isEmpty();
    assertThat(active().get(0).id()).isNotEqualTo(other.id());
  }

  @Test
  void aKeyThatNobodyVerifiedGivesWayToAPersonsWord() throws IOException {
    Entry other = registered(SQUATTER);

    isKeptOut(Backing.ROSTER, new Conflict.CertificateInUse(id(SQUATTER)));
    isLetIn(Backing.UPSERT, other);

    registry.remove(id(TRUE));
    assertThat(registry.view().removed()).map(Entry::party).contains(id(SQUATTER));
  }

  @Test
  void aKeyThatSomebodyVerifiedStaysUntilItsPartyIsDeleted() throws IOException {
    verified(SQUATTER);
    Conflict inUse = new Conflict.CertificateInUse(id(SQUATTER));

    isKeptOut(Backing.UPSERT, inUse);
    isKeptOut(Backing.NUMBER, inUse);
    registry.remove(id(SQUATTER));
    isKeptOut(Backing.DROP, inUse);
    isLetIn(Backing.NUMBER);
  }

  @Test
  void whatWasRemovedUnverifiedGuardsNeitherKeyNorSpelling() throws IOException {
    registered(SPELLED);
    registry.remove(id(SPELLED));
    registered(SQUATTER);
    registry.remove(id(SQUATTER));

    isLetIn(Backing.DROP);
  }

  @Test
  void whatWasRemovedAfterSomebodyHadVerifiedItGuardsItsSpelling() throws IOException {
    verified(SPELLED);
    registry.remove(id(SPELLED));

    isKeptOut(Backing.DROP, new Conflict.PartyIdConflict(id(SPELLED)));
    isKeptOut(Backing.ROSTER, new Conflict.PartyIdConflict(id(SPELLED)));
    isLetIn(Backing.UPSERT);
  }

  @Test
  void aPartyThatComesAfterASquatterWaitsWhereFirstContactWaits() throws IOException {
    registered(SPELLED);
    registry.remove(id(SPELLED));
    registry.close();
    registry = home().open(FirstContact.CONFIRM);

    assertThat(((Decision.Accepted) propose(TRUE, Backing.DROP)).outcome())
        .isEqualTo(Effect.PENDING);
  }

  @Test
  void aRemovedPartyStaysOutUnderItsOwnSpelling() throws IOException {
    Entry entry = registered(TRUE);
    registry.remove(id(TRUE));

    isKeptOut(Backing.DROP, new Conflict.RemovedBefore(entry));
  }

  @Test
  void whatWaitsIsConfirmedPastAnUnverifiedSpellingIfThatIsMeant() throws IOException {
    isConfirmedPast(SPELLED);
  }

  @Test
  void whatWaitsIsConfirmedPastAnUnverifiedKeyIfThatIsMeant() throws IOException {
    isConfirmedPast(SQUATTER);
  }

  private void isConfirmedPast(Offer rival) throws IOException {
    registry.close();
    registry = home().open(FirstContact.CONFIRM);
    propose(TRUE, Backing.DROP);
    registry.close();
    registry = home().open();
    Entry other = registered(rival);

    assertThat(
            registry.confirm(
                new ConfirmationRequest(
                    id(TRUE), TRUE.sha256(), BY_NUMBER, false, Optional.empty())))
        .isInstanceOf(Confirmation.Refused.class);
    assertThat(
            registry.confirm(
                new ConfirmationRequest(
                    id(TRUE), TRUE.sha256(), BY_NUMBER, true, Optional.empty())))
        .isInstanceOfSatisfying(
            Confirmation.Confirmed.class,
            confirmed ->
                assertThat(confirmed.cleared()).containsExactly(new Conflict.Cleared(other)));
    assertThat(active()).map(Entry::party).containsExactly(id(TRUE));
    assertThat(active().get(0).verified()).isEqualTo(BY_NUMBER);
    assertThat(home().audit()).isInstanceOf(Audit.Sound.class);
  }
}
