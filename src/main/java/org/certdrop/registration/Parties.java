package org.certdrop.registration;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.certdrop.party.Component;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;

/**
 * The parties, found by id, by public key and by endpoint; either all of them, or what is changed
 * of them on trial, over others that stay as they are.
 */
public final class Parties {
  private final Optional<Parties> base;
  private final Map<String, Party> known = new HashMap<>();
  private final CandidateIndex byPublicKey = new CandidateIndex();
  private final CandidateIndex byEndpoint = new CandidateIndex();

  /** No parties. */
  Parties() {
    this.base = Optional.empty();
  }

  private Parties(Parties base) {
    this.base = Optional.of(base);
  }

  /** These parties, to be changed on trial: what is put there is not seen here. */
  Parties trial() {
    return new Parties(this);
  }

  /** Takes over what was changed on trial. */
  void adopt(Parties trial) {
    trial.known.values().forEach(this::put);
  }

  public Party get(PartyId id) {
    return get(id.key()).orElseGet(() -> Party.unknown(id));
  }

  private Optional<Party> get(String key) {
    Party party = known.get(key);
    return party != null ? Optional.of(party) : base.flatMap(parties -> parties.get(key));
  }

  /** All parties; not asked for on trial. */
  public Collection<Party> all() {
    return known.values();
  }

  void put(Party party) {
    if (base.isEmpty()) {
      forget(known.get(party.key()));
    }
    // On trial a party without entries hides the one of the same id below.
    if (base.isEmpty() && party.isUnknown()) {
      known.remove(party.key());
    } else {
      known.put(party.key(), party);
    }
    party.known().ifPresent(entry -> byPublicKey.add(entry.stored().keyHash(), party.key()));
    party
        .active()
        .flatMap(Entry::endpoint)
        .ifPresent(endpoint -> byEndpoint.add(endpoint.hashCode(), party.key()));
  }

  private void forget(Party party) {
    if (party == null) {
      return;
    }
    party.known().ifPresent(entry -> byPublicKey.remove(entry.stored().keyHash(), party.key()));
    party
        .active()
        .flatMap(Entry::endpoint)
        .ifPresent(endpoint -> byEndpoint.remove(endpoint.hashCode(), party.key()));
  }

  /** Other parties, active or removed, whose certificate is of this key. */
  List<Party> othersWithKeyOf(StoredCertificate certificate, PartyId self) {
    return others(publicKeyCandidates(certificate.keyHash()), self)
        .filter(
            party -> party.known().filter(one -> one.stored().hasKeyOf(certificate)).isPresent())
        .toList();
  }

  /** The ids of other active parties at this endpoint. */
  List<PartyId> othersAt(Endpoint endpoint, PartyId self) {
    return others(endpointCandidates(endpoint.hashCode()), self)
        .map(Party::active)
        .flatMap(Optional::stream)
        .filter(entry -> entry.isAt(Optional.of(endpoint)))
        .map(Entry::party)
        .toList();
  }

  /** The active researchers but for this party, in the order in which they came. */
  List<Entry> otherResearchers(PartyId self) {
    return everybody()
        .flatMap(party -> party.active().stream())
        .filter(entry -> entry.party().component() == Component.RESEARCHER)
        .filter(entry -> !entry.party().key().equals(self.key()))
        .sorted(Comparator.comparingLong(Entry::id))
        .toList();
  }

  private Stream<Party> everybody() {
    return Stream.concat(
        known.values().stream(),
        base.stream().flatMap(Parties::everybody).filter(party -> !known.containsKey(party.key())));
  }

  private Stream<Party> others(Set<String> keys, PartyId self) {
    return keys.stream()
        .filter(key -> !key.equals(self.key()))
        .sorted()
        .map(key -> get(key).orElse(null))
        .filter(Objects::nonNull);
  }

  private Set<String> publicKeyCandidates(long hash) {
    return CandidateIndex.union(
        byPublicKey.find(hash),
        base.map(parties -> parties.publicKeyCandidates(hash)).orElse(Set.of()));
  }

  private Set<String> endpointCandidates(long hash) {
    return CandidateIndex.union(
        byEndpoint.find(hash),
        base.map(parties -> parties.endpointCandidates(hash)).orElse(Set.of()));
  }
}
