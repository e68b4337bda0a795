package org.certdrop.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/** All that stands between a newcomer and the parties known here (SPEC sections 4, 6 and 11). */
public final class Conflicts {
  private Conflicts() {}

  /** Compares with the parties of a draft what a drop of this registrant would add. */
  public static List<Conflict> of(Registrant registrant, Draft draft) {
    Entry offered = Succession.entry(new Proposal("", registrant, Backing.DROP), draft);
    return of(offered, registrant.vouchedFor(), draft.parties(), Backing.DROP);
  }

  /**
   * Compares a newcomer with the parties.
   *
   * @param offered the newcomer
   * @param vouchedFor the certificate whose key vouches for it
   * @param parties who is known
   * @param backing what stands behind it: a person's word overrides a key change, a removal and a
   *     replay
   * @return every conflict, in the order of SPEC section 4: those that refuse, then the notices
   */
  public static List<Conflict> of(
      Entry offered, Optional<Fingerprint> vouchedFor, Parties parties, Backing backing) {
    PartyId self = offered.party();
    Party party = parties.get(self).spelled(self);
    boolean history = !backing.isPersonal();
    // What a person's word has put aside, no signature brings back.
    boolean vouched =
        (Succession.isVouchedFor(vouchedFor, party) || Succession.follows(offered, party))
            && party.known().filter(gaveUp(offered)).isEmpty();
    List<Conflict> found = new ArrayList<>();
    unsignedMove(offered, party).ifPresent(found::add);
    Optional<Conflict> outlived = outlived(offered, party);
    if (history && !vouched && outlived.isEmpty()) {
      keyChange(offered, party).ifPresent(found::add);
    }
    found.addAll(Rivals.standing(offered, parties, backing));
    if (history) {
      removedBefore(offered, party).ifPresent(found::add);
      outlived.filter(conflict -> !vouched).ifPresent(found::add);
      abandoned(offered, party).ifPresent(found::add);
      replayed(offered, party).ifPresent(found::add);
      replayedSidecar(offered, party, vouched).ifPresent(found::add);
    }
    found.addAll(notices(offered, parties));
    return found;
  }

  private static Predicate<Entry> gaveUp(Entry offered) {
    return entry -> entry.givenUp().contain(offered.sha256());
  }

  private static Optional<Conflict> abandoned(Entry offered, Party party) {
    return party
        .active()
        .filter(entry -> entry.stored().hasKeyOf(offered.stored()))
        .filter(gaveUp(offered))
        .map(Conflict.Abandoned::new);
  }

  /** What is worth knowing and refuses nobody; the same before and after the newcomer is in. */
  public static List<Conflict> notices(Entry offered, Parties parties) {
    List<Conflict> found = new ArrayList<>();
    offered
        .endpoint()
        .ifPresent(
            endpoint ->
                parties
                    .othersAt(endpoint, offered.party())
                    .forEach(other -> found.add(new Conflict.DuplicateEndpoint(other, endpoint))));
    return found;
  }

  private static Optional<Conflict> unsignedMove(Entry offered, Party party) {
    Stream<Entry> ofTheKey =
        Stream.concat(
            party.active().filter(entry -> entry.stored().hasKeyOf(offered.stored())).stream(),
            party.pending(offered.sha256()).stream());
    return ofTheKey
        .filter(entry -> entry.endpointTrust() == EndpointTrust.AUTHENTICATED)
        .filter(entry -> offered.endpointTrust() == EndpointTrust.CLAIMED)
        .filter(entry -> !entry.isAt(offered.endpoint()))
        .findFirst()
        .map(Conflict.UnsignedMove::new);
  }

  private static Optional<Conflict> keyChange(Entry offered, Party party) {
    return party
        .known()
        .filter(entry -> !entry.stored().hasKeyOf(offered.stored()))
        .map(entry -> new Conflict.KeyChange(entry, past(offered, entry)));
  }

  /** What a site has left behind lies in its outbox for a long time. */
  private static Optional<Conflict.Past> past(Entry offered, Entry known) {
    OptionalLong last = known.trust().lastNumber();
    OptionalLong number = offered.sidecar().stream().mapToLong(SignedSidecar::seq).findFirst();
    boolean numbered = last.isPresent() && number.isPresent();
    if (numbered && number.getAsLong() > last.getAsLong()) {
      return Optional.empty();
    }
    boolean held =
        gaveUp(offered).test(known) || known.trust().predecessors().contain(offered.sha256());
    return held
        ? Optional.of(Conflict.Past.HELD)
        : Optional.of(Conflict.Past.OLDER)
            .filter(one -> numbered && number.getAsLong() < last.getAsLong());
  }

  /** A key that comes back: it vouched for the one that is registered. */
  private static Optional<Conflict> outlived(Entry offered, Party party) {
    return party
        .active()
        .filter(entry -> !entry.stored().hasKeyOf(offered.stored()))
        .filter(entry -> entry.trust().predecessors().contain(offered.sha256()))
        .map(Conflict.Outlived::new);
  }

  private static Optional<Conflict> removedBefore(Entry offered, Party party) {
    return party
        .removed()
        .filter(entry -> entry.stored().hasKeyOf(offered.stored()))
        .map(Conflict.RemovedBefore::new);
  }

  private static Optional<Conflict> replayed(Entry offered, Party party) {
    return party
        .active()
        .filter(entry -> entry.stored().hasKeyOf(offered.stored()))
        .filter(entry -> !entry.stored().isSameAs(offered.stored()))
        .filter(entry -> !offered.notAfter().isAfter(entry.notAfter()))
        .map(entry -> new Conflict.Replayed(entry.notAfter(), offered.notAfter()));
  }

  /** Sidecars are counted within one key, and along the keys that vouch for each other. */
  private static Optional<Conflict> replayedSidecar(Entry offered, Party party, boolean vouched) {
    Optional<Entry> ofTheSameKey =
        party.active().filter(entry -> entry.stored().hasKeyOf(offered.stored()));
    Stream<Entry> counted =
        ofTheSameKey.isPresent()
            ? ofTheSameKey.stream()
            : Stream.concat(
                party.active().filter(entry -> vouched).stream(),
                party.pending(offered.sha256()).stream());
    return offered
        .sidecar()
        .flatMap(
            sidecar ->
                counted
                    .filter(entry -> !entry.sidecar().equals(offered.sidecar()))
                    .flatMap(entry -> entry.trust().lastNumber().stream().boxed())
                    .filter(known -> sidecar.seq() <= known)
                    .findFirst()
                    .map(known -> new Conflict.ReplayedSidecar(known, sidecar.seq())));
  }
}
