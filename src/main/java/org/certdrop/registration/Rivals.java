package org.certdrop.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;

/**
 * The entries that claim what a newcomer claims: its key under another id, or its id in another
 * spelling. Either they stand in its way, or they give way to what stands behind it.
 */
final class Rivals {
  private Rivals() {}

  /** What stands in the way of a newcomer. */
  static List<Conflict> standing(Entry offered, Parties parties, Backing backing) {
    List<Conflict> found = new ArrayList<>();
    for (Party holder : holders(offered, parties)) {
      Entry entry = holder.known().orElseThrow();
      if (!backing.clearsKey(entry, holder.active().isPresent())) {
        found.add(new Conflict.CertificateInUse(entry.party()));
      }
    }
    Party party = parties.get(offered.party());
    party
        .namesake(offered.party())
        .filter(entry -> !backing.clearsSpelling(entry, party.active().isPresent()))
        .ifPresent(entry -> found.add(new Conflict.PartyIdConflict(entry.party())));
    return found;
  }

  /**
   * Removes the active entries that give way to a newcomer against whom nothing stands.
   *
   * @param by whose word makes them give way; empty if nobody says it
   * @return what was removed, for people to hear of
   */
  static List<Conflict> clear(Entry offered, Draft draft, Optional<String> by) {
    Stream<PartyId> holders =
        holders(offered, draft.parties()).stream()
            .flatMap(party -> party.active().stream())
            .map(Entry::party);
    Stream<PartyId> namesake =
        draft.parties().get(offered.party()).active().stream()
            .map(Entry::party)
            .filter(known -> !known.equals(offered.party()));
    return Stream.concat(holders, namesake)
        .toList() // before the first of them changes the parties
        .stream()
        .flatMap(rival -> Expulsion.remove(rival, draft, by).stream())
        .map(removal -> (Conflict) new Conflict.Cleared(removal.entry()))
        .toList();
  }

  /** Whether a conflict is with a rival. */
  static boolean isOne(Conflict conflict) {
    return conflict instanceof Conflict.CertificateInUse
        || conflict instanceof Conflict.PartyIdConflict;
  }

  private static List<Party> holders(Entry offered, Parties parties) {
    return parties.othersWithKeyOf(offered.stored(), offered.party());
  }
}
