package org.certdrop.service;

import java.time.Clock;
import java.util.function.LongSupplier;
import org.certdrop.export.FedbiomedDatabase;
import org.certdrop.files.DurableFiles;
import org.certdrop.home.Backoff;
import org.certdrop.home.ClockCheck;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Intakes;
import org.certdrop.home.RunLock;
import org.certdrop.home.Settings;
import org.certdrop.home.StartException;
import org.certdrop.home.Var;
import org.certdrop.inbox.Inbox;
import org.certdrop.inbox.InboxGate;
import org.certdrop.inbox.InboxWatch;
import org.certdrop.inbox.Leftovers;
import org.certdrop.inbox.Retention;
import org.certdrop.inbox.Retries;
import org.certdrop.inbox.SubmissionFolders;
import org.certdrop.inbox.TakingOrder;
import org.certdrop.operator.MembershipWatch;
import org.certdrop.outbox.OwedReplies;
import org.certdrop.outbox.OwnInstructions;
import org.certdrop.outbox.Replies;
import org.certdrop.outbox.ReplyQueue;
import org.certdrop.outbox.ReplyWriter;
import org.certdrop.propagation.Propagation;
import org.certdrop.registration.Entry;
import org.certdrop.registry.Registry;
import org.certdrop.rules.CertificateRules;
import org.certdrop.status.ExpiryWatch;
import org.certdrop.status.Watch;
import org.certdrop.verdict.EndpointPolicy;
import org.certdrop.verdict.Intake;

/**
 * The beans that the routes name, composed for one home: everything of the service but Camel. Their
 * maker owns the home until they are closed.
 */
final class Beans implements AutoCloseable {
  private final RunLock lock;
  private final Inbox inbox;
  private final Registry registry;
  private final Faults faults;
  private final OwnInstructions ownInstructions;
  private final InboxGate gate;
  private final Leftovers leftovers;
  private final Retries retries;
  private final ReplyQueue replies;
  private final Propagation propagation;
  private final Retention retention;
  private final ClockCheck clockCheck;
  private final Ingest ingest;
  private final Watch watch;
  private final MembershipWatch membership;
  private final FedbiomedDatabase fedbiomedDatabase;
  private final ExpiryWatch expiry;
  private final CertificateRules rules;

  /** Without which nothing starts. */
  interface Demand {
    void check() throws StartException;
  }

  private Beans(
      Home home,
      Settings settings,
      Clock clock,
      LongSupplier nanoTime,
      RunLock lock,
      Inbox inbox,
      OwnInstructions ownInstructions,
      Registry registry,
      Faults faults)
      throws Exception {
    this.lock = lock;
    this.registry = registry;
    this.faults = faults;
    this.ownInstructions = ownInstructions;
    TakingOrder order = new TakingOrder(id -> registry.find(id).map(Entry::sha256));
    SubmissionFolders folders = new SubmissionFolders(home, inbox, clock);
    InboxWatch inboxWatch = new InboxWatch(inbox, () -> ingest().recover());
    this.inbox = inbox;
    this.leftovers = new Leftovers(home.inbox());
    this.gate =
        new InboxGate(
            home.inbox(),
            settings,
            () -> ownInstructions.federation().endpointPolicy() == EndpointPolicy.OPTIONAL,
            faults,
            clock,
            nanoTime,
            folders.awaited()::contains,
            order,
            inboxWatch::check,
            leftovers);
    this.retries = new Retries(settings.retryDelay(), settings.retryMaxDelay(), nanoTime);
    this.membership = new MembershipWatch(home, registry, ownInstructions::party, faults, nanoTime);
    this.expiry =
        new ExpiryWatch(registry, ownInstructions::party, settings.expiryWarning(), clock);
    this.rules = Intakes.rules(home, settings, ownInstructions::federation);
    Intake intake =
        Intakes.of(
            rules,
            ownInstructions::federation,
            registry,
            membership,
            ownInstructions::ourselves,
            clock);
    this.clockCheck = new ClockCheck(settings.clockCheck(), registry::lastChange, intake, clock);
    this.replies =
        new ReplyQueue(
            OwedReplies.open(home, nanoTime),
            new ReplyWriter(home, registry, ownInstructions::party, clock),
            () -> ingest().inFlight() > 0,
            faults,
            new Backoff(settings.retryDelay(), settings.retryMaxDelay()),
            nanoTime);
    this.propagation = Propagation.of(home, inbox, settings, faults, nanoTime, new DurableFiles());
    this.retention =
        new Retention(home, settings.keep(), propagation::lacks, faults, clock, () -> {});
    this.ingest =
        new Ingest(gate, order, folders, intake, clockCheck, retries, faults, propagation, replies);
    this.watch = new Watch(home, lock, registry, faults, clock, nanoTime);
    this.fedbiomedDatabase =
        new FedbiomedDatabase(
            home,
            settings,
            registry,
            membership,
            ownInstructions::id,
            ownInstructions::federation,
            faults,
            clock,
            nanoTime);
  }

  /**
   * Prepares a home, publishes the own instructions and takes up what an earlier run left.
   *
   * @param nanoTime a clock that never jumps, in nanoseconds
   * @throws Exception if the home cannot be served; the message says why and what to do
   */
  static Beans of(Home home, Settings settings, Clock clock, LongSupplier nanoTime)
      throws Exception {
    return of(home, settings, clock, nanoTime, () -> {});
  }

  /**
   * Prepares a home as {@link #of(Home, Settings, Clock, LongSupplier)} does.
   *
   * @param first what must succeed before anything is prepared, once the home is ours
   */
  static Beans of(Home home, Settings settings, Clock clock, LongSupplier nanoTime, Demand first)
      throws Exception {
    Var.prepare(home);
    RunLock lock = RunLock.take(home);
    Registry registry = null;
    try {
      first.check();
      Inbox inbox = Inbox.prepare(home);
      Faults faults = new Faults(clock);
      OwnInstructions own = OwnInstructions.of(home, settings, faults, clock);
      registry =
          Registry.open(
              home.var(),
              own.party().id(),
              () -> settings.admission(own.party().component(), own.federation()),
              clock);
      own.publish(settings);
      new Replies(home.outbox(), clock).clean();
      Beans beans = new Beans(home, settings, clock, nanoTime, lock, inbox, own, registry, faults);
      beans.expiry.look();
      beans.ingest.recover();
      beans.fedbiomedDatabase.recover();
      return beans;
    } catch (Exception | Error e) {
      if (registry != null) {
        registry.close();
      }
      lock.close();
      throw e;
    }
  }

  InboxGate gate() {
    return gate;
  }

  Leftovers leftovers() {
    return leftovers;
  }

  Ingest ingest() {
    return ingest;
  }

  ClockCheck clockCheck() {
    return clockCheck;
  }

  Retries retries() {
    return retries;
  }

  Propagation propagation() {
    return propagation;
  }

  Retention retention() {
    return retention;
  }

  OwnInstructions ownInstructions() {
    return ownInstructions;
  }

  ReplyQueue replies() {
    return replies;
  }

  Watch watch() {
    return watch;
  }

  MembershipWatch membership() {
    return membership;
  }

  FedbiomedDatabase fedbiomedDatabase() {
    return fedbiomedDatabase;
  }

  ExpiryWatch expiry() {
    return expiry;
  }

  CertificateRules rules() {
    return rules;
  }

  Faults faults() {
    return faults;
  }

  Registry registry() {
    return registry;
  }

  /** Tells that the service is about to end: nothing is waited for any longer than it must be. */
  void hurry() {
    propagation.hurry();
    replies.hurry();
    retention.hurry();
    registry.hurry();
  }

  /** Brings registry.json up to date and lets go of the home. */
  @Override
  public void close() throws Exception {
    try (lock;
        registry;
        replies;
        inbox) {
      fedbiomedDatabase.finish();
      watch.close();
    }
  }
}
