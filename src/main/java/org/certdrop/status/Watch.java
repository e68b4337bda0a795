package org.certdrop.status;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.RunLock;
import org.certdrop.home.ServiceFile;
import org.certdrop.registry.Registry;

/**
 * Looks after what no submission would notice, for {@code routes/faults.camel.yaml}: whether
 * registry.json can be written and the home is still ours alone; and tells {@code status}, which is
 * another process, what the service finds faulty.
 */
public final class Watch {
  private static final String REGISTRY = "registry.json";
  private static final String HOME = "run.lock";

  private final RunLock lock;
  private final Registry registry;
  private final Faults faults;
  private final Instant since;
  private final ServiceFile file;

  /** A watch over one home's service. */
  public Watch(Home home, RunLock lock, Registry registry, Faults faults, Clock clock) {
    this.lock = lock;
    this.registry = registry;
    this.faults = faults;
    this.since = clock.instant();
    this.file = new ServiceFile(home, since);
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
