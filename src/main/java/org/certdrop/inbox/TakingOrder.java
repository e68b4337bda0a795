package org.certdrop.inbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.certdrop.party.PartyId;
import org.certdrop.submission.Announcement;
import org.certdrop.submission.Drop;
import org.certdrop.x509.Fingerprint;

/**
 * In which order drops are taken where it matters: the bundles of one party one after the other,
 * the lowest number first, and none that does not follow from what is registered while the one
 * before it may still come. All else has no order.
 */
public final class TakingOrder {
  /** The party of a claim of an earlier run that cannot be read now: it may be anybody's. */
  private static final String ANYBODY = "";

  /** The party of a claim that is no bundle: no party id has a space. */
  private static final String OF_NOBODY = " ";

  /**
   * Bundles that have waited long go first, in the order in which they came, so that forged bundles
   * in the party's name cannot delay them for ever. Bundles that one look found came together.
   */
  private static final Comparator<Bundle> BY_NUMBER =
      Comparator.comparing((Bundle bundle) -> !bundle.waitedLong())
          .thenComparing(bundle -> bundle.waitedLong() ? bundle.since() : 0L)
          .thenComparing(bundle -> bundle.announcement().seq().orElse(Long.MAX_VALUE));

  private final Function<PartyId, Optional<Fingerprint>> registered;
  private final Map<String, UnderWay> underWay = new ConcurrentHashMap<>();

  /**
   * A claim without a verdict.
   *
   * @param party whose it is
   * @param failing whether the operating system has kept it from its verdict: nobody knows for how
   *     long
   */
  private record UnderWay(String party, boolean failing) {}

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
  public TakingOrder(Function<PartyId, Optional<Fingerprint>> registered) {
    this.registered = registered;
  }

  /** A claim is under way; of the party that it announces, if it announces one. */
  public void begin(String claim, Optional<PartyId> party) {
    underWay.put(claim, new UnderWay(party.map(PartyId::key).orElse(OF_NOBODY), false));
  }

  /** A claim of an earlier run is under way, and nobody can tell now whose. */
  public void beginAnybodys(String claim) {
    underWay.put(claim, new UnderWay(ANYBODY, false));
  }

  /**
   * A claim meets a fault of disk or system, and stays under way; but who has waited long waits for
   * it no more.
   */
  public void fail(String claim) {
    underWay.computeIfPresent(claim, (id, now) -> new UnderWay(now.party(), true));
  }

  /** A claim is no longer under way. */
  public void end(String claim) {
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
    Set<String> busy = parties(false);
    Set<String> stuck = parties(true);
    List<Bundle> turn = new ArrayList<>();
    for (Bundle bundle : complete.stream().sorted(BY_NUMBER).toList()) {
      boolean free = !holds(busy, bundle) && (bundle.waitedLong() || !holds(stuck, bundle));
      boolean first = bundle.party().map(busy::add).orElse(true);
      if (free && first && (bundle.settled() || follows(bundle.announcement()))) {
        turn.add(bundle);
      }
    }
    return turn;
  }

  private Set<String> parties(boolean failing) {
    return underWay.values().stream()
        .filter(claim -> claim.failing() == failing)
        .map(UnderWay::party)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Whether one of these parties, or what may be anybody's, is that of a bundle. */
  private static boolean holds(Set<String> parties, Bundle bundle) {
    return parties.contains(ANYBODY) || bundle.party().filter(parties::contains).isPresent();
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
