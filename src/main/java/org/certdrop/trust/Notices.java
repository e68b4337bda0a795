package org.certdrop.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.HoldsOurs;
import org.certdrop.registration.RegistryView;
import org.certdrop.text.Problem;
import org.certdrop.trust.Readiness.Holding;
import org.certdrop.trust.Readiness.Row;

/** What is worth knowing of registered parties although it keeps nobody from beginning. */
final class Notices {
  private final RegistryView registry;
  private final Optional<Us> us;

  Notices(RegistryView registry, Optional<Us> us) {
    this.registry = registry;
    this.us = us;
  }

  /** Of a party that is registered and not this one. */
  List<Problem> of(Row row) {
    List<Problem> found = new ArrayList<>();
    if (isAnythingElseWaiting(row.party())) {
      found.add(isMoveWaiting(row.party()) ? move(row.party()) : waiting(row.party()));
    }
    if (row.holdsOurs().equals(Optional.of(Holding.CURRENT)) && isOutOfDate(row.party())) {
      found.add(outOfDate(row.party()));
    }
    return found;
  }

  /** A new key that the registered one signed for is missed already. */
  private boolean isAnythingElseWaiting(PartyId party) {
    return registry.find(party).stream()
        .anyMatch(
            registered ->
                registry.pending(party).stream()
                    .anyMatch(next -> !Shortcomings.isRotation(registered, next)));
  }

  private boolean isMoveWaiting(PartyId party) {
    return registry.pending(party).stream()
        .anyMatch(next -> TrustText.isMove(next, registry.find(party)));
  }

  private static Problem move(PartyId party) {
    return new Problem(
        "For " + party + " another address waits, which no key signed.",
        "Call the site at a phone number that you already had. If it has moved, type what it reads out:"
            + " ./certdrop confirm "
            + party
            + " NUMBER --address IP:PORT (./certdrop show "
            + party
            + " shows what waits)");
  }

  private static Problem waiting(PartyId party) {
    return new Problem(
        "For " + party + " something else waits for a confirmation.",
        "See what it is, and what to do: ./certdrop show " + party);
  }

  /** A receipt is about a certificate; it says nothing of the address that we had then. */
  private boolean isOutOfDate(PartyId party) {
    Optional<HoldsOurs> said = registry.find(party).flatMap(Entry::holdsOurs);
    return us.flatMap(Us::announced)
        .filter(at -> said.filter(receipt -> receipt.at().isBefore(at)).isPresent())
        .isPresent();
  }

  private static Problem outOfDate(PartyId party) {
    return new Problem(
        party + " acknowledged our certificate before what outbox/registration says now.",
        "If our address is another one since: send the site what lies in outbox/registration, and drop"
            + " the receipt that comes back.");
  }
}
