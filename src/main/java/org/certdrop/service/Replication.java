package org.certdrop.service;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.ListDigest;
import org.certdrop.home.ListFile;
import org.certdrop.home.Registries;
import org.certdrop.home.Settings;
import org.certdrop.inbox.Claim;
import org.certdrop.inbox.SubmissionGoneException;
import org.certdrop.outbox.OwnInstructions;
import org.certdrop.registry.RegistryStore;
import org.certdrop.registry.Replica;
import org.certdrop.trust.Membership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This service among the replicas of its registry, if that lies in a database: it tells them every
 * five seconds that it lives, and hears what it may do. Of a registry in a file it is the only one,
 * and all is its own.
 */
final class Replication implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Replication.class);
  private static final String WHERE = "replicas";
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Home home;
  private final Settings settings;
  private final Faults faults;
  private final LastHeard heard;
  private final ListDigest roster;
  private final ListDigest distrusted;
  private final Set<String> lost = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(Replication::daemon);
  private Replica replica;
  private OwnInstructions own;
  private volatile Optional<Supplier<Set<String>>> inHand = Optional.empty();
  private volatile Replica.Standing standing;
  private volatile boolean lookDue;

  Replication(Home home, Settings settings, Faults faults, LastHeard heard) {
    this.home = home;
    this.settings = settings;
    this.faults = faults;
    this.heard = heard;
    this.roster = new ListDigest(ListFile.ROSTER, home);
    this.distrusted = new ListDigest(ListFile.DISTRUSTED, home);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "replica");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Begins.
   *
   * @param party this party
   * @return the registry, as this service writes it
   * @throws IOException if the database cannot be used, or a living replica is another party
   */
  RegistryStore join(OwnInstructions party) throws IOException {
    own = party;
    replica = Registries.of(home).replica(lost::contains);
    LastHeard.Moment began = heard.now();
    take(replica.join(alike(), wanted()), began);
    if (replica.isShared()) {
      long millis = PAUSE.toMillis();
      beats.scheduleWithFixedDelay(this::beat, millis, millis, TimeUnit.MILLISECONDS);
    }
    return replica.store();
  }

  /** From now on it is known what this service has in hand. */
  void tellOf(Supplier<Set<String>> submissions) {
    inHand = Optional.of(submissions);
  }

  private Replica.Alike alike() {
    return new Replica.Alike(
        own.party().certificate().fingerprint().hex(), roster.now(), distrusted.now());
  }

  private Set<String> wanted() {
    return ReplicaTask.of(settings, own.federation());
  }

  /** Tells the others, and hears of them. */
  void beat() {
    LastHeard.Moment began = heard.now();
    try {
      Optional<Set<String>> held = inHand.map(Supplier::get).map(this::withoutLost);
      Replica.Standing now = replica.beat(alike(), held, wanted());
      if (now.thoughtDead()) {
        // What it claimed meanwhile, too; and in this order: nothing that others took up is
        // appended once it goes on.
        held = inHand.map(Supplier::get).map(this::withoutLost);
        held.ifPresent(lost::addAll);
        replica.revive();
        LOG.warn(
            "The others did not know that this replica lives, and may have taken up what it had in"
                + " hand ({}); it goes on with other drops.",
            held.map(Set::size).orElse(0));
      }
      take(now, began);
    } catch (IOException | RuntimeException | Error e) {
      faults.begin(WHERE, e); // a beat that throws would be the last one
    }
  }

  private Set<String> withoutLost(Set<String> ids) {
    Set<String> held = new HashSet<>(ids);
    held.removeAll(lost);
    return held;
  }

  private void take(Replica.Standing now, LastHeard.Moment began) {
    standing = now;
    heard.since(began);
    lookDue = true;
    now.difference().ifPresentOrElse(why -> faults.begin(WHERE, why), () -> faults.end(WHERE));
  }

  /** Tells at any time whether a task is this service's. */
  BooleanSupplier doing(ReplicaTask task) {
    return () -> does(task);
  }

  /** Whether a task is this service's. */
  boolean does(ReplicaTask task) {
    return !replica.isShared() || (heard.isRecent() && standing.leases().contains(task.name()));
  }

  /** Lists by which nothing is decided while other replicas would decide by other ones. */
  Membership.Source agreed(Membership.Source lists) {
    return () -> {
      if (standing.difference().isPresent()) {
        throw new IOException(standing.difference().get());
      }
      return lists.now();
    };
  }

  /**
   * Keeps from going on with what is another replica's.
   *
   * @throws SubmissionGoneException if the claim is
   * @throws IOException if it may be
   */
  void demandHeld(Claim claim) throws IOException, SubmissionGoneException {
    // In this order: a beat that tells of a loss notes it before it counts as heard.
    if (replica.isShared() && !heard.isRecent()) {
      throw new IOException("the database was not told for 45 seconds that this replica lives");
    }
    if (lost.contains(claim.id())) {
      throw new SubmissionGoneException(claim);
    }
  }

  /** A claim is not gone on with any more. */
  void forget(Claim claim) {
    lost.remove(claim.id());
  }

  /** Whether others may have left something since the last time that this was asked. */
  boolean isLookDue() {
    boolean due = replica.isShared() && lookDue;
    lookDue = false;
    return due;
  }

  /** Which of the submissions that lie in {@code .work} are this service's to take up. */
  Set<String> takeUp(Set<String> left) throws IOException {
    try {
      return replica.takeUp(left);
    } catch (IOException e) {
      if (inHand.isEmpty()) {
        throw e; // a start needs to know
      }
      faults.begin(WHERE, e);
      return Set.of();
    }
  }

  /** This service among the others. */
  Replica replica() {
    return replica;
  }

  @Override
  public void close() throws IOException {
    beats.shutdownNow();
    if (replica != null) {
      replica.close();
    }
  }
}
