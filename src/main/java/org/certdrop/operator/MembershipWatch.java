package org.certdrop.operator;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.ListFile;
import org.certdrop.home.Memberships;
import org.certdrop.home.UnusableListException;
import org.certdrop.home.WatchedList;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.registration.Removal;
import org.certdrop.registry.Registry;
import org.certdrop.trust.Distrusted;
import org.certdrop.trust.Membership;
import org.certdrop.trust.Roster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may be registered, for a service that goes on while the operator changes the lists; the bean
 * of {@code routes/membership.camel.yaml}.
 *
 * <p>Every decision asks it, so that none is taken by lists that have changed: the files are looked
 * at again unless that was done two milliseconds ago or less. Before a changed list counts, the
 * parties that it distrusts are removed.
 */
public final class MembershipWatch implements Membership.Source {
  private static final Logger LOG = LoggerFactory.getLogger(MembershipWatch.class);

  private static final String WHERE = "removal of the distrusted";
  private static final String NO_ROSTER = "{} is gone: every party may register now.";

  /**
   * In nanoseconds: much less than two looks at the inbox, which a drop has to wait for, are apart.
   */
  private static final long JUST_NOW = 2_000_000;

  private final Home home;
  private final Registry registry;
  private final Supplier<OwnParty> own;
  private final Faults faults;
  private final LongSupplier nanoTime;
  private final WatchedList<Optional<Roster>> roster;
  private final WatchedList<Distrusted> distrusted;
  private Distrusted taken = Distrusted.NONE;
  private Membership membership = Membership.OPEN;
  private long sweptTo;
  private long lookedAt;

  /**
   * Reads the lists, and removes the distrusted parties.
   *
   * @param own this party as it is now
   * @param nanoTime a clock that never jumps, in nanoseconds
   * @throws UnusableListException if one of the lists cannot be used
   * @throws IOException if the registry cannot be read or written now
   */
  public MembershipWatch(
      Home home, Registry registry, Supplier<OwnParty> own, Faults faults, LongSupplier nanoTime)
      throws IOException {
    this.home = home;
    this.registry = registry;
    this.own = own;
    this.faults = faults;
    this.nanoTime = nanoTime;
    this.roster = new WatchedList<>(ListFile.ROSTER, home, faults);
    this.distrusted = new WatchedList<>(ListFile.DISTRUSTED, home, faults);
    read();
  }

  @Override
  public synchronized Membership now() throws IOException {
    return nanoTime.getAsLong() - lookedAt < JUST_NOW ? membership : read();
  }

  private Membership read() throws IOException {
    long began = nanoTime.getAsLong();
    // Distrust first: the parties on that list go, whatever is wrong with the roster.
    Distrusted named = distrusted.now();
    if (!named.equals(taken)) {
      distrust(named);
    }
    Optional<Roster> listed = roster.now();
    if (!listed.equals(membership.roster())) {
      LOG.info(
          listed.isPresent() ? "{} was read; parties on it: {}" : NO_ROSTER,
          ListFile.ROSTER.name(),
          listed.map(list -> list.places().size()).orElse(0));
      membership = new Membership(listed, membership.distrusted());
    }
    lookedAt = began;
    return membership;
  }

  private void distrust(Distrusted named) throws IOException {
    Distrusted counting = Memberships.counting(home, named, Optional.of(own.get()));
    registry.refresh();
    sweep(counting, 0);
    LOG.info(
        "{} was read; ids and fingerprints on it: {}", ListFile.DISTRUSTED.name(), named.size());
    membership = new Membership(membership.roster(), counting);
    taken = named;
  }

  /**
   * Looks whether the lists changed, and whether somebody was registered meanwhile by lists that
   * had not yet: a decision takes its time, and that of a command may be older still.
   */
  public synchronized void look() {
    try {
      read();
      if (registry.seq() != sweptTo) {
        sweep(membership.distrusted(), sweptTo);
      }
      faults.end(WHERE);
    } catch (UnusableListException e) {
      LOG.debug("the fault is noted", e);
    } catch (IOException e) {
      faults.begin(WHERE, e);
    }
  }

  private void sweep(Distrusted by, long after) throws IOException {
    long seq = registry.seq();
    if (!by.isEmpty()) {
      Predicate<Entry> unwanted = by::covers;
      RegistryView view = registry.view();
      Map<String, PartyId> parties = new LinkedHashMap<>();
      Stream.concat(view.active().stream(), view.pending().stream())
          .filter(entry -> entry.line() > after)
          .filter(unwanted)
          .forEach(entry -> parties.put(entry.party().key(), entry.party()));
      if (!parties.isEmpty()) {
        registry.expel(parties.values(), unwanted).forEach(MembershipWatch::say);
      }
    }
    sweptTo = seq;
  }

  private static void say(Removal removal) {
    LOG.warn(
        "removed party={} sha256={}: distrusted by {}",
        removal.entry().party(),
        removal.entry().sha256(),
        ListFile.DISTRUSTED.name());
  }
}
