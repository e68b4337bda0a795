package org.certdrop.service;

import static org.certdrop.service.ReplicaTask.EXPORT;
import static org.certdrop.service.ReplicaTask.OUTBOX;
import static org.certdrop.service.ReplicaTask.RETENTION;

import java.time.Clock;
import java.util.function.LongSupplier;
import org.certdrop.export.FedbiomedDatabase;
import org.certdrop.files.DurableFiles;
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
import org.certdrop.outbox.OwedReplies;
import org.certdrop.outbox.OwnInstructions;
import org.certdrop.outbox.ReplyQueue;
import org.certdrop.outbox.ReplyWriter;
import org.certdrop.propagation.Propagation;
import org.certdrop.registration.Entry;
import org.certdrop.registry.Registry;
import org.certdrop.status.ExpiryWatch;
import org.certdrop.status.Watch;
import org.certdrop.verdict.EndpointPolicy;

/**
 * The parts of a service, composed for one home: everything but Camel. Their maker owns the home
 * until they are closed.
 */
record Beans(
    RunLock lock,
    Replication replication,
    Inbox inbox,
    Registry registry,
    Judges judges,
    Faults faults,
    OwnInstructions ownInstructions,
    ExpiryWatch expiry,
    FedbiomedDatabase fedbiomedDatabase,
    Leftovers leftovers,
    Retries retries,
    InFlight inFlight,
    InboxGate gate,
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
    Faults faults = new Faults(clock);
    Replication replication =
        new Replication(home, settings, faults, new LastHeard(nanoTime, clock));
    try {
      if (settings.page().isPresent()) {
        front.reserve(settings.page().get());
      }
      Inbox inbox = Inbox.prepare(home);
      OwnInstructions own =
          OwnInstructions.of(
              home,
              settings,
              replication.doing(OUTBOX),
              () -> replication.replica().store().statements(),
              faults,
              clock);
      registry =
          Intakes.registry(
              home, replication.join(own), settings, own::party, own::federation, clock);
      own.publish(settings);
      Beans beans =
          compose(home, settings, clock, nanoTime, lock, replication, inbox, own, registry, faults);
      beans.expiry.look();
      beans.inFlight.recover();
      replication.tellOf(beans.inFlight::ids);
      beans.fedbiomedDatabase.recover();
      return beans;
    } catch (Exception | Error e) {
      if (registry != null) {
        registry.close();
      }
      replication.close();
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
      Replication replication,
      Inbox inbox,
      OwnInstructions own,
      Registry registry,
      Faults faults)
      throws Exception {
    Judges judges = Judges.of(home, settings, replication, own, registry, faults, clock, nanoTime);
    TakingOrder order = new TakingOrder(id -> registry.find(id).map(Entry::sha256));
    SubmissionFolders folders = new SubmissionFolders(home, inbox, clock);
    Retries retries = new Retries(settings.retry(), nanoTime);
    InFlight inFlight = new InFlight(folders, order, retries, judges.intake(), replication);
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
            new InboxWatch(inbox, inFlight::recover, replication::isLookDue)::check,
            leftovers,
            folders.ahead());
    ReplyQueue replies =
        new ReplyQueue(
            OwedReplies.open(home, nanoTime),
            new ReplyWriter(home, registry, own::party, clock),
            () -> inFlight.count() > 0,
            faults,
            settings.retry(),
            nanoTime,
            replication.doing(OUTBOX),
            replication.replica());
    Propagation propagation =
        Propagation.of(home, inbox, settings, faults, nanoTime, new DurableFiles());
    return new Beans(
        lock,
        replication,
        inbox,
        registry,
        judges,
        faults,
        own,
        new ExpiryWatch(
            registry,
            own::party,
            settings.policy().expiryWarning(),
            clock,
            replication.doing(OUTBOX)),
        new FedbiomedDatabase(
            home,
            settings,
            registry,
            judges.membership(),
            own::id,
            own::federation,
            faults,
            clock,
            nanoTime,
            replication.doing(EXPORT)),
        leftovers,
        retries,
        inFlight,
        gate,
        replies,
        propagation,
        new Retention(
            home,
            settings.inbox().keep(),
            propagation::lacks,
            faults,
            clock,
            () -> {},
            replication.doing(RETENTION)),
        new Ingest(gate, inFlight, folders, judges, faults, propagation, replies),
        new Watch(home, lock, registry, faults, clock, nanoTime));
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
        replication;
        registry;
        replies;
        inbox) {
      fedbiomedDatabase.finish();
      watch.close();
    }
  }
}
