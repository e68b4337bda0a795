package org.certdrop.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.certdrop.intake.Announcement;
import org.certdrop.intake.Drop;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/**
 * In which order drops are taken where it matters: the bundles of one party one after the other,
 * the lowest number first, and none that does not follow from what is registered while the one
 * before it may still come. All else has no order.
 */
final class TakingOrder {
  /** Whose submission is under way, by claim; what an earlier run left may be anybody's. */
  private static final String ANYBODY = "";

  /**
   * Of those that have waited long the first to come goes first, lest others in the party's name
   * keep it waiting for ever; what was seen at the same look has come together.
   */
  private static final Comparator<Bundle> BY_NUMBER =
      Comparator.comparing((Bundle bundle) -> !bundle.waitedLong())
          .thenComparing(bundle -> bundle.waitedLong() ? bundle.since() : 0L)
          .thenComparing(bundle -> bundle.announcement().seq().orElse(Long.MAX_VALUE));

  private final Function<PartyId, Optional<Fingerprint>> registered;
  private final Map<String, String> underWay = new ConcurrentHashMap<>();

  /**
   * A bundle that is complete.
   *
   * @param drop its files
   * @param announcement what its sidecar says
   * @param settled whether nothing was added to it for the settle time
   * @param waitedLong whether nothing was added to it for much longer
   * @param since the look that first saw all of it as it is, in nanoseconds of a clock that never
   *     jumps
   */
  record Bundle(
      Drop drop, Announcement announcement, boolean settled, boolean waitedLong, long since) {
    private Optional<String> party() {
      return announcement.party().map(PartyId::key);
    }
  }

  /**
   * An order that depends on who is registered.
   *
   * @param registered the registered certificate of a party
   */
  TakingOrder(Function<PartyId, Optional<Fingerprint>> registered) {
    this.registered = registered;
  }

  /** A claim is under way; of the party that it announces, if it announces one. */
  void begin(String claim, Optional<PartyId> party) {
    underWay.put(claim, party.map(PartyId::key).orElse(ANYBODY + claim));
  }

  /** A claim of an earlier run is under way, and nobody knows whose. */
  void beginAnybodys(String claim) {
    underWay.put(claim, ANYBODY);
  }

  /** A claim is no longer under way. */
  void end(String claim) {
    underWay.remove(claim);
  }

  /** Whether nothing at all is under way. */
  boolean isIdle() {
    return underWay.isEmpty();
  }

  /** Whether somebody is registered here. */
  boolean knows(PartyId party) {
    return registered.apply(party).isPresent();
  }

  /** Those bundles whose turn it is, at most one a party. */
  List<Bundle> next(List<Bundle> complete) {
    Set<String> busy = new HashSet<>(underWay.values());
    List<Bundle> turn = new ArrayList<>();
    if (busy.contains(ANYBODY)) {
      return turn;
    }
    for (Bundle bundle : complete.stream().sorted(BY_NUMBER).toList()) {
      boolean first = bundle.party().map(busy::add).orElse(true);
      if (first && (bundle.settled() || follows(bundle.announcement()))) {
        turn.add(bundle);
      }
    }
    return turn;
  }

  /** Whether nothing is missing between what is registered and a bundle. */
  private boolean follows(Announcement announcement) {
    Optional<Fingerprint> known = announcement.party().flatMap(registered);
    return known.isEmpty()
        || announcement.certificate().isEmpty()
        || known.equals(announcement.certificate())
        || known.equals(announcement.supersedes());
  }
}
