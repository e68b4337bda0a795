package org.certdrop.registration;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds the parties that may have something of a given hash. Hashes may collide: the caller looks
 * at each party itself. So an entry costs 80 bytes and not three times as much.
 */
final class CandidateIndex {
  private final Map<Long, Set<String>> partiesByHash = new HashMap<>();

  Set<String> find(long hash) {
    return partiesByHash.getOrDefault(hash, Set.of());
  }

  void add(long hash, String party) {
    partiesByHash.merge(hash, Set.of(party), CandidateIndex::union);
  }

  void remove(long hash, String party) {
    partiesByHash.computeIfPresent(hash, (same, parties) -> without(parties, party));
  }

  static Set<String> union(Set<String> some, Set<String> more) {
    if (some.isEmpty() || more.isEmpty()) {
      return some.isEmpty() ? more : some;
    }
    Set<String> all = new HashSet<>(some);
    all.addAll(more);
    return Set.copyOf(all);
  }

  private static Set<String> without(Set<String> parties, String party) {
    Set<String> others = new HashSet<>(parties);
    others.remove(party);
    return others.isEmpty() ? null : Set.copyOf(others);
  }
}
