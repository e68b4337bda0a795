package org.certdrop.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.party.Component;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/** What people and other parties say of registrations later on. */
public final class Vouching {
  private Vouching() {}

  /** The operator vouches for certificate and id, never for the endpoint (SPEC section 11). */
  public static Confirmation confirm(
      ConfirmationRequest word, AdmissionPolicy policy, Draft draft) {
    Party party = draft.parties().get(word.party());
    Optional<Entry> waiting = word.waiting(party);
    Optional<Entry> active =
        party
            .active()
            .filter(entry -> entry.sha256().equals(word.certificate()))
            .filter(entry -> word.address().isEmpty());
    if (waiting.isEmpty() && active.isEmpty()) {
      return new Confirmation.Unknown();
    }
    Entry entry = waiting.or(() -> active).orElseThrow();
    List<Conflict> conflicts = new ArrayList<>(obstacles(entry, word, party, draft.parties()));
    List<PartyId> inTheWay =
        party.active().isEmpty() || word.replace()
            ? inTheWay(entry, policy, draft.parties())
            : List.of();
    if (!word.replace()) {
      inTheWay.forEach(other -> conflicts.add(new Conflict.SecondResearcher(other)));
    }
    if (waiting.isPresent() && !conflicts.isEmpty()) {
      return new Confirmation.Refused(conflicts);
    }
    // First the removals: of a torn append the first lines remain, and never two researchers.
    inTheWay.forEach(other -> Expulsion.remove(other, draft, word.verified().by()));
    List<Conflict> cleared =
        waiting.isPresent() ? Rivals.clear(entry, draft, word.verified().by()) : List.of();
    return confirmed(
        entry.withTrust(upToDate(entry, party).withVerified(word.verified())),
        waiting.isPresent(),
        inTheWay.stream().findFirst(),
        cleared,
        draft);
  }

  private static Confirmation confirmed(
      Entry entry,
      boolean activated,
      Optional<PartyId> removed,
      List<Conflict> cleared,
      Draft draft) {
    Party party = draft.parties().get(entry.party());
    // With another spelling of the id what waited under this one went, too.
    boolean gone = party.active().isEmpty() && party.pending(entry.sha256()).isEmpty();
    Party after = draft.appendNow(gone ? JournalEvent.REGISTERED : JournalEvent.CONFIRMED, entry);
    return new Confirmation.Confirmed(
        draft.seq(), after.active().orElseThrow(), activated, removed, cleared);
  }

  /** The active researchers besides which this node can trust no other. */
  private static List<PartyId> inTheWay(Entry entry, AdmissionPolicy policy, Parties parties) {
    return policy.oneResearcher() && entry.party().component() == Component.RESEARCHER
        ? parties.otherResearchers(entry.party()).stream().map(Entry::party).toList()
        : List.of();
  }

  /**
   * What keeps a confirmed entry out: conflicts that arose while it waited. Another key, or an
   * earlier removal, is no conflict here, since the operator has just confirmed it. Another party
   * that claims the same id or key gives way if the operator asked for replacement.
   */
  private static List<Conflict> obstacles(
      Entry entry, ConfirmationRequest word, Party party, Parties parties) {
    Optional<Fingerprint> voucher =
        party.active().map(Entry::sha256).filter(known -> Succession.follows(entry, party));
    Stream<Conflict> others =
        Conflicts.of(entry, voucher, parties, Backing.DROP).stream()
            .filter(Conflict::refuses)
            .filter(conflict -> !(conflict instanceof Conflict.KeyChange))
            .filter(conflict -> !(conflict instanceof Conflict.RemovedBefore))
            .filter(conflict -> !Rivals.isOne(conflict));
    return Stream.concat(
            others,
            Rivals.standing(entry, parties, word.replace() ? Backing.NUMBER : Backing.DROP)
                .stream())
        .toList();
  }

  /** The entry's trust, with all that the party signed while the entry waited. */
  private static Trust upToDate(Entry entry, Party all) {
    Party party = all.spelled(entry.party());
    Superseded givenUp = Succession.givenUp(entry, false, party);
    Optional<Entry> active =
        party
            .active()
            .filter(
                known ->
                    known.stored().hasKeyOf(entry.stored()) || Succession.follows(entry, party));
    if (active.isEmpty()) {
      return entry.trust().withGivenUp(givenUp);
    }
    boolean signed =
        active.get().endpointTrust() == EndpointTrust.AUTHENTICATED
            && active.get().isAt(entry.endpoint());
    return entry
        .trust()
        .withGivenUp(givenUp)
        .withHoldsOurs(active.get().holdsOurs())
        .withSidecar(entry.sidecar().or(active.get()::sidecar))
        .withEndpoint(signed ? EndpointTrust.AUTHENTICATED : entry.endpointTrust());
  }

  /**
   * The operator does not want what waits.
   *
   * @param by who the operator is; empty if nobody says it
   */
  public static Optional<Removal> reject(
      PartyId id, Fingerprint certificate, Draft draft, Optional<String> by) {
    Optional<Entry> waiting = draft.parties().get(id).pending(certificate);
    return waiting.map(
        entry -> {
          draft.append(JournalEvent.REJECTED, entry.party(), certificate, by);
          return new Removal(draft.seq(), entry);
        });
  }

  /** A party says which certificate of ours it holds. */
  public static Acknowledgement acknowledge(
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
