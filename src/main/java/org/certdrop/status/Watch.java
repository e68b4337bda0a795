package org.certdrop.status;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.RunLock;
import org.certdrop.home.ServiceFile;
import org.certdrop.registry.Registry;

/**
 * Looks after what no submission would notice, for {@code routes/faults.camel.yaml}: whether
 * registry.json can be written, the home is still ours alone, and the inbox is looked at; and tells
 * {@code status}, which is another process, what the service finds faulty.
 */
public final class Watch {
  private static final String REGISTRY = "registry.json";
  private static final String HOME = "run.lock";
  private static final String INBOX = "polling the inbox";

  /** Longer than anything that may rightly keep the inbox from being looked at. */
  private static final Duration STALLED = Duration.ofSeconds(30);

  private final RunLock lock;
  private final Registry registry;
  private final Faults faults;
  private final Instant since;
  private final ServiceFile file;
  private final LongSupplier nanoTime;
  private volatile long polledAt;

  /**
   * A watch over one home's service.
   *
   * @param nanoTime a clock that never jumps, in nanoseconds
   */
  public Watch(
      Home home,
      RunLock lock,
      Registry registry,
      Faults faults,
      Clock clock,
      LongSupplier nanoTime) {
    this.lock = lock;
    this.registry = registry;
    this.faults = faults;
    this.since = clock.instant();
    this.file = new ServiceFile(home, since);
    this.nanoTime = nanoTime;
    polled();
  }

  /** The inbox is being looked at. */
  public void polled() {
    polledAt = nanoTime.getAsLong();
  }

  /** Looks once. */
  public void look() {
    registry
        .snapshotFault()
        .ifPresentOrElse(
            fault -> faults.begin(REGISTRY, fault.message()), () -> faults.end(REGISTRY));
    try {
      lock.keep();
      faults.end(HOME);
    } catch (IOException e) {
      faults.begin(HOME, e);
    }
    if (nanoTime.getAsLong() - polledAt > STALLED.toNanos()) {
      faults.begin(
          INBOX,
          "the inbox has not been looked at for half a minute: something there, or its disk, keeps"
              + " certdrop waiting (jstack shows what for)");
    } else {
      faults.end(INBOX);
    }
    file.publish(faults.current());
  }

  /** When the service started. */
  public Instant since() {
    return since;
  }

  /** The service ends: what was found faulty last says nothing any more. */
  public void close() {
    file.remove();
  }
}
