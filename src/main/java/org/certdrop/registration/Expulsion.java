package org.certdrop.registration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.certdrop.party.PartyId;

/** Takes away entries that must not be there any more. */
public final class Expulsion {
  private Expulsion() {}

  /**
   * Removes each party whose active entry is unwanted, or that only waits and has no other entry;
   * of the others it drops the waiting entries that are unwanted.
   */
  public static List<Removal> of(
      Collection<PartyId> parties, Predicate<Entry> unwanted, Draft draft) {
    List<Removal> removals = new ArrayList<>();
    for (PartyId id : parties) {
      Party party = draft.parties().get(id);
      List<Entry> bad = party.pending().stream().filter(unwanted).toList();
      boolean onlyWaits = party.active().isEmpty() && bad.size() == party.pending().size();
      if (party.active().filter(unwanted).isPresent() || onlyWaits) {
        remove(id, draft, Optional.empty()).ifPresent(removals::add);
      } else {
        for (Entry entry : bad) {
          Vouching.reject(id, entry.sha256(), draft, Optional.empty()).ifPresent(removals::add);
        }
      }
    }
    return removals;
  }

  /**
   * Removes a party, active or waiting; nothing if it is neither.
   *
   * @param by who says so; empty if nobody does
   */
  public static Optional<Removal> remove(PartyId id, Draft draft, Optional<String> by) {
    Party party = draft.parties().get(id);
    Optional<Entry> newest =
        party.active().or(() -> party.pending().stream().reduce((older, newer) -> newer));
    return newest.map(
        entry -> {
          draft.append(JournalEvent.REMOVED, entry.party(), entry.sha256(), by);
          return new Removal(draft.seq(), entry);
        });
  }
}
