package org.certdrop.operator;

import java.time.Clock;
import java.util.Optional;
import org.certdrop.home.Home;
import org.certdrop.home.Identities;
import org.certdrop.home.RunLock;
import org.certdrop.home.StartException;
import org.certdrop.registry.Repair;

/** Mends a home's registry, while no service runs on it. */
public final class Repairs {
  private Repairs() {}

  /**
   * What is damaged and what mending it would lose; changes nothing.
   *
   * @throws StartException if the home has no own certificate
   * @throws Exception if the configuration, the own certificate or the files cannot be read
   */
  public static Optional<Repair.Plan> plan(Home home, Clock clock) throws Exception {
    return Repair.plan(home.var(), Identities.used(home, clock).id());
  }

  /**
   * Mends it.
   *
   * @throws StartException if a service runs on the home, or it has no own certificate
   * @throws Exception if the configuration, the own certificate or the files cannot be used
   */
  public static Optional<Repair.Done> execute(Home home, Clock clock) throws Exception {
    try (RunLock lock = RunLock.take(home)) {
      return Repair.execute(home.var(), Identities.used(home, clock).id(), clock);
    }
  }
}
