package org.certdrop.export;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.certdrop.home.Backoff;
import org.certdrop.home.Faults;
import org.certdrop.home.Federation;
import org.certdrop.home.Home;
import org.certdrop.home.Settings;
import org.certdrop.party.PartyId;
import org.certdrop.registry.Registry;
import org.certdrop.trust.Membership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the database of the Fed-BioMed component beside us up to date with the registry; the bean
 * of {@code routes/export.camel.yaml}. Changes that come within some seconds share one export. What
 * keeps an export from being made is a fault, and tried again; it never concerns a submission.
 */
public final class FedbiomedDatabase {
  private static final Logger LOG = LoggerFactory.getLogger(FedbiomedDatabase.class);
  private static final String WHERE = "export fedbiomed";

  /** How long a change waits for others; and how soon a write is looked at once more. */
  private static final Duration SHARED = Duration.ofSeconds(5);

  /** In a star a removed party could still connect: its document must be gone within SHARED. */
  private static final Duration SHARED_BRIEFLY = Duration.ofSeconds(2);

  /** The service tries again anyway, and must end soon when it is told to. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Home home;
  private final Registry registry;
  private final Membership.Source membership;
  private final Supplier<PartyId> id;
  private final Supplier<Federation> kind;
  private final Faults faults;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final BooleanSupplier exports;
  private final Backoff backoff;
  private long seen = -1;
  private Membership admitted = Membership.OPEN;
  private Optional<Federation> federation = Optional.empty();
  private Instant nextEnd = Instant.MAX;
  private boolean waits = true;
  private long dueAt;
  private int failures;

  /**
   * A database that is exported into at the first look.
   *
   * @param membership who may be exported
   * @param id our id as it is now, which never goes into the database
   * @param kind the kind of our federation as it is now
   * @param nanoTime a clock that never jumps, in nanoseconds
   * @param exports whether it is this service that exports
   */
  public FedbiomedDatabase(
      Home home,
      Settings settings,
      Registry registry,
      Membership.Source membership,
      Supplier<PartyId> id,
      Supplier<Federation> kind,
      Faults faults,
      Clock clock,
      LongSupplier nanoTime,
      BooleanSupplier exports) {
    this.exports = exports;
    this.home = home;
    this.registry = registry;
    this.membership = membership;
    this.id = id;
    this.kind = kind;
    this.faults = faults;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.backoff = settings.retry();
    this.dueAt = nanoTime.getAsLong();
  }

  /** Finishes what a kill interrupted, in whatever database this home was ever exported into. */
  public void recover() {
    TornDatabases.mend(home.var(), clock, PATIENCE).forEach(LOG::warn);
  }

  /** Looks once whether the registry changed, and exports what has waited long enough. */
  public synchronized void follow() {
    Optional<Path> database = kind.get().database();
    if (database.isPresent() && notice() && dueAt - nanoTime.getAsLong() <= 0) {
      export(database.get());
    }
  }

  /** Exports at once what still waits: the service is about to end. */
  public synchronized void finish() {
    Optional<Path> database = kind.get().database();
    if (database.isPresent() && notice()) {
      export(database.get());
    }
  }

  /** Whether something waits to be exported. */
  private boolean notice() {
    if (!exports.getAsBoolean()) {
      return false;
    }
    try {
      long seq = registry.refresh().seq();
      Membership now = membership.now();
      Optional<Federation> current = Optional.of(kind.get());
      boolean ended = clock.instant().isAfter(nextEnd);
      if (seq != seen || ended || !now.equals(admitted) || !current.equals(federation)) {
        seen = seq;
        admitted = now;
        federation = current;
        nextEnd = Instant.MAX;
        defer(kind.get().isStar() ? SHARED_BRIEFLY : SHARED);
      }
      return waits;
    } catch (IOException e) {
      fail(Faults.describe(e));
      return false;
    }
  }

  private void defer(Duration pause) {
    long due = nanoTime.getAsLong() + pause.toNanos();
    dueAt = waits && dueAt - due < 0 ? dueAt : due;
    waits = true;
  }

  private void export(Path database) {
    waits = false;
    try {
      Federation now = kind.get();
      OwnDatabase.demandThere(database, now);
      OwnDatabase.demand(database, Optional.of(id.get()));
      ExportMode mode = new ExportMode(now.topology(), id.get().component(), false);
      FedbiomedOutcome done =
          FedbiomedExport.into(database, home.var(), clock, PATIENCE, mode).run(wanted(now, mode));
      if (done.backup().isPresent()) {
        LOG.info("exported the parties to {}", done.database());
        if (done.restart()) {
          LOG.warn("{}", RestartNotice.message(clock.instant()));
        }
        // The component may just have been about to write back what it read before.
        defer(SHARED);
      }
      report(done);
    } catch (ExportException e) {
      fail(e.getMessage());
    } catch (IOException e) {
      fail(Faults.describe(e));
    }
  }

  private FedbiomedExport.Parties wanted(Federation now, ExportMode mode) {
    return new FedbiomedExport.Parties() {
      @Override
      public List<ExportedParty> now() throws IOException, ExportException {
        return FedbiomedParties.of(parties(now), mode, clock.instant());
      }

      @Override
      public Revocation revoked() throws IOException {
        return Revocation.of(membership.now(), registry.refresh());
      }
    };
  }

  private List<ExportedParty> parties(Federation now) throws IOException {
    List<ExportedParty> parties =
        ExportedParty.of(
            Exports.parties(
                registry.refresh(),
                Optional.of(id.get()),
                membership.now(),
                now.exportRequirement()));
    Instant at = clock.instant();
    nextEnd =
        parties.stream()
            .map(ExportedParty::notAfter)
            .filter(end -> !at.isAfter(end))
            .min(Comparator.naturalOrder())
            .orElse(Instant.MAX);
    return parties;
  }

  private void report(FedbiomedOutcome done) {
    if (done.isWhole()) {
      failures = 0;
      faults.end(WHERE);
      return;
    }
    fail(done.problem().orElseThrow());
  }

  /** Tried again after a pause that doubles. */
  private void fail(String why) {
    faults.begin(WHERE, why);
    defer(Duration.ofNanos(backoff.pauseAfter(++failures)));
  }
}
