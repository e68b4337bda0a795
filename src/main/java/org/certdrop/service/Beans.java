package org.certdrop.service;

import java.time.Clock;
import java.util.Map;
import java.util.function.LongSupplier;
import org.certdrop.export.FedbiomedDatabase;
import org.certdrop.files.DurableFiles;
import org.certdrop.home.ClockCheck;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Intakes;
import org.certdrop.home.RunLock;
import org.certdrop.home.Settings;
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
 * The parts of a service, composed for one home: everything but Camel. Their maker owns the home
 * until they are closed.
 */
record Beans(
    RunLock lock,
    Inbox inbox,
    Registry registry,
    Intake intake,
    Faults faults,
    OwnInstructions ownInstructions,
    CertificateRules rules,
    ExpiryWatch expiry,
    MembershipWatch membership,
    FedbiomedDatabase fedbiomedDatabase,
    Leftovers leftovers,
    Retries retries,
    InFlight inFlight,
    InboxGate gate,
    ClockCheck clockCheck,
    ReplyQueue replies,
    Propagation propagation,
    Retention retention,
    Ingest ingest,
    Watch watch)
    implements AutoCloseable {

  /**
   * Prepares a home, publishes the own instructions and takes up what an earlier run left.
   *
   * @param nanoTime a clock that never jumps, in nanoseconds
   * @param front takes its address once the home is ours, and before anything is prepared
   * @throws Exception if the home cannot be served; the message says why and what to do
   */
  static Beans of(Home home, Settings settings, Clock clock, LongSupplier nanoTime, Front front)
      throws Exception {
    Var.prepare(home);
    RunLock lock = RunLock.take(home);
    Registry registry = null;
    try {
      if (settings.page().isPresent()) {
        front.reserve(settings.page().get());
      }
      Inbox inbox = Inbox.prepare(home);
      Faults faults = new Faults(clock);
      OwnInstructions own = OwnInstructions.of(home, settings, faults, clock);
      registry = Intakes.registry(home, settings, own::party, own::federation, clock);
      own.publish(settings);
      new Replies(home.outbox(), clock).clean();
      Beans beans = compose(home, settings, clock, nanoTime, lock, inbox, own, registry, faults);
      beans.expiry.look();
      beans.inFlight.recover();
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

  private static Beans compose(
      Home home,
      Settings settings,
      Clock clock,
      LongSupplier nanoTime,
      RunLock lock,
      Inbox inbox,
      OwnInstructions own,
      Registry registry,
      Faults faults)
      throws Exception {
    CertificateRules rules = Intakes.rules(home, settings, own::federation);
    MembershipWatch membership = new MembershipWatch(home, registry, own::party, faults, nanoTime);
    Intake intake = Intakes.of(rules, own::federation, registry, membership, own::ourselves, clock);
    ClockCheck clockCheck =
        new ClockCheck(settings.clockCheck(), registry::lastChange, intake, clock);
    TakingOrder order = new TakingOrder(id -> registry.find(id).map(Entry::sha256));
    SubmissionFolders folders = new SubmissionFolders(home, inbox, clock);
    Retries retries = new Retries(settings.retry(), nanoTime);
    InFlight inFlight = new InFlight(folders, order, retries, intake);
    Leftovers leftovers = new Leftovers(home.inbox());
    InboxGate gate =
        new InboxGate(
            home.inbox(),
            settings,
            () -> own.federation().endpointPolicy() == EndpointPolicy.OPTIONAL,
            faults,
            clock,
            nanoTime,
            folders.awaited()::contains,
            order,
            new InboxWatch(inbox, inFlight::recover)::check,
            leftovers,
            folders.ahead());
    ReplyQueue replies =
        new ReplyQueue(
            OwedReplies.open(home, nanoTime),
            new ReplyWriter(home, registry, own::party, clock),
            () -> inFlight.count() > 0,
            faults,
            settings.retry(),
            nanoTime);
    Propagation propagation =
        Propagation.of(home, inbox, settings, faults, nanoTime, new DurableFiles());
    return new Beans(
        lock,
        inbox,
        registry,
        intake,
        faults,
        own,
        rules,
        new ExpiryWatch(registry, own::party, settings.policy().expiryWarning(), clock),
        membership,
        new FedbiomedDatabase(
            home,
            settings,
            registry,
            membership,
            own::id,
            own::federation,
            faults,
            clock,
            nanoTime),
        leftovers,
        retries,
        inFlight,
        gate,
        clockCheck,
        replies,
        propagation,
        new Retention(home, settings.inbox().keep(), propagation::lacks, faults, clock, () -> {}),
        new Ingest(gate, inFlight, folders, intake, clockCheck, faults, propagation, replies),
        new Watch(home, lock, registry, faults, clock, nanoTime));
  }

  /** The beans that the routes call, by the names that stand there. */
  Map<String, Object> named() {
    CamelGate camelGate = new CamelGate(gate, watch::polled);
    return Map.ofEntries(
        Map.entry("file", new NamedFiles()),
        Map.entry("inboxGate", camelGate),
        Map.entry("ingest", new Batches(camelGate, ingest)),
        Map.entry("retries", retries),
        Map.entry("ownInstructions", ownInstructions),
        Map.entry("replies", replies),
        Map.entry("propagation", propagation),
        Map.entry("retention", retention),
        Map.entry("watch", watch),
        Map.entry("membership", membership),
        Map.entry("fedbiomedDatabase", fedbiomedDatabase),
        Map.entry("expiry", expiry));
  }

  /** What a person does at the service. */
  Hands hands(Home home, Clock clock) {
    return new Hands(home, this, clock);
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
