package org.certdrop.registry;

import java.util.List;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/** What people and other parties say of registrations later on. */
final class Vouching {
  private Vouching() {}

  /** The operator vouches for certificate and id, never for the endpoint (SPEC section 11). */
  static Confirmation confirm(PartyId id, Fingerprint certificate, Verified verified, Draft draft) {
    Party party = draft.parties().get(id);
    Optional<Entry> waiting = party.pending(certificate);
    Optional<Entry> active = party.active().filter(entry -> entry.sha256().equals(certificate));
    Optional<Entry> entry = waiting.or(() -> active);
    if (entry.isEmpty()) {
      return new Confirmation.Unknown();
    }
    List<Conflict> conflicts = obstacles(entry.get(), party, draft.parties());
    if (waiting.isPresent() && !conflicts.isEmpty()) {
      return new Confirmation.Refused(conflicts);
    }
    Trust trust = upToDate(entry.get(), party).withVerified(verified);
    Party after = draft.appendNow(JournalEvent.CONFIRMED, entry.get().withTrust(trust));
    return new Confirmation.Confirmed(
        draft.seq(), after.active().orElseThrow(), waiting.isPresent());
  }

  /**
   * What has happened since an entry began to wait may speak against it; but that it is of another
   * key, or of a party that was removed, is what the operator has just made sure of.
   */
  private static List<Conflict> obstacles(Entry entry, Party party, Parties parties) {
    Optional<Fingerprint> voucher =
        party.active().map(Entry::sha256).filter(known -> Succession.follows(entry, party));
    return Conflicts.of(entry, voucher, parties, false).stream()
        .filter(Conflict::refuses)
        .filter(conflict -> !(conflict instanceof Conflict.KeyChange))
        .filter(conflict -> !(conflict instanceof Conflict.RemovedBefore))
        .toList();
  }

  /** With what the party said, and signed, while the entry waited. */
  private static Trust upToDate(Entry entry, Party party) {
    Optional<Entry> active =
        party
            .active()
            .filter(
                known ->
                    known.stored().hasKeyOf(entry.stored()) || Succession.follows(entry, party));
    if (active.isEmpty()) {
      return entry.trust();
    }
    boolean signed =
        active.get().endpointTrust() == EndpointTrust.AUTHENTICATED
            && active.get().isAt(entry.endpoint());
    return entry
        .trust()
        .withHoldsOurs(active.get().holdsOurs())
        .withSidecar(entry.sidecar().or(active.get()::sidecar))
        .withEndpoint(signed ? EndpointTrust.AUTHENTICATED : entry.endpointTrust());
  }

  /** The operator does not want what waits. */
  static Optional<Removal> reject(PartyId id, Fingerprint certificate, Draft draft) {
    Optional<Entry> waiting = draft.parties().get(id).pending(certificate);
    return waiting.map(
        entry -> {
          draft.append(JournalEvent.REJECTED, entry.party(), certificate);
          return new Removal(draft.seq(), entry);
        });
  }

  /** A party says which certificate of ours it holds. */
  static Acknowledgement acknowledge(
      PartyId id, Fingerprint certificate, HoldsOurs said, Draft draft) {
    Optional<Entry> active =
        draft
            .parties()
            .get(id)
            .active()
            .filter(entry -> entry.party().equals(id))
            .filter(entry -> entry.sha256().equals(certificate));
    if (active.isEmpty()) {
      return new Acknowledgement.Unknown();
    }
    Optional<HoldsOurs> latest = active.get().holdsOurs();
    if (latest.filter(before -> said.at().isBefore(before.at())).isPresent()) {
      return new Acknowledgement.Replayed(latest.get().at());
    }
    Trust trust = active.get().trust().withHoldsOurs(Optional.of(said));
    draft.appendNow(JournalEvent.RECEIPT, active.get().withTrust(trust));
    return new Acknowledgement.Noted(draft.seq());
  }
}
