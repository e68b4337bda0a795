package org.certdrop.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/** All that stands between a newcomer and the parties known here (SPEC sections 4, 6 and 11). */
final class Conflicts {
  private Conflicts() {}

  /**
   * Compares a newcomer with the parties.
   *
   * @param offered the newcomer
   * @param vouchedFor the certificate whose key vouches for it
   * @param parties who is known
   * @param upsert whether the operator's word overrides a key change, a removal and a replay
   * @return every conflict, in the order of SPEC section 4: those that refuse, then the notices
   */
  static List<Conflict> of(
      Entry offered, Optional<Fingerprint> vouchedFor, Parties parties, boolean upsert) {
    PartyId self = offered.party();
    Party party = parties.get(self);
    // With another spelling it is not the same party, so that its key and history say nothing.
    Optional<Entry> namesake = party.known().filter(entry -> !entry.party().equals(self));
    boolean history = namesake.isEmpty() && !upsert;
    boolean vouched =
        Succession.isVouchedFor(vouchedFor, party) || Succession.follows(offered, party);
    List<Conflict> found = new ArrayList<>();
    if (namesake.isEmpty()) {
      unsignedMove(offered, party).ifPresent(found::add);
    }
    Optional<Conflict> outlived = outlived(offered, party);
    if (history && !vouched && outlived.isEmpty()) {
      keyChange(offered, party).ifPresent(found::add);
    }
    for (PartyId holder : parties.othersWithKeyOf(offered.stored(), self)) {
      found.add(new Conflict.CertificateInUse(holder));
    }
    namesake.ifPresent(entry -> found.add(new Conflict.PartyIdConflict(entry.party())));
    if (history) {
      removedBefore(offered, party).ifPresent(found::add);
      outlived.filter(conflict -> !vouched).ifPresent(found::add);
      replayed(offered, party).ifPresent(found::add);
      replayedSidecar(offered, party, vouched).ifPresent(found::add);
    }
    found.addAll(notices(offered, parties));
    return found;
  }

  /** What is worth knowing and refuses nobody; the same before and after the newcomer is in. */
  static List<Conflict> notices(Entry offered, Parties parties) {
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
        .map(Conflict.KeyChange::new);
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
                    .flatMap(entry -> entry.sidecar().stream())
                    .filter(known -> !sidecar.equals(known))
                    .filter(known -> sidecar.seq() <= known.seq())
                    .findFirst())
        .map(known -> new Conflict.ReplayedSidecar(known.seq(), offered.sidecar().get().seq()));
  }
}
