package org.certdrop.operator;

import java.time.Clock;
import java.util.Optional;
import org.certdrop.home.Home;
import org.certdrop.home.Identities;
import org.certdrop.home.Registries;
import org.certdrop.home.RunLock;
import org.certdrop.home.StartException;
import org.certdrop.registry.Audit;
import org.certdrop.registry.Damage;
import org.certdrop.registry.MovedJournal;
import org.certdrop.registry.RegistryStore;
import org.certdrop.registry.Repair;
import org.certdrop.sql.SqlStore;

/** Mends a home's registry, while no service runs on it. */
public final class Repairs {
  private Repairs() {}

  /**
   * What to do in the place of a repair of a registry in a database, where nothing is ever changed.
   *
   * @return empty if the registry lies in files, or nothing is damaged
   * @throws StartException if the journal was moved to a database that is not set any more
   * @throws Exception if the configuration, the own certificate or the registry cannot be read
   */
  public static Optional<String> instead(Home home, Clock clock) throws Exception {
    RegistryStore store = Registries.of(home);
    if (!(store instanceof SqlStore sql)) {
      if (new MovedJournal(home.var()).isAside()) {
        throw new StartException(
            "The journal of "
                + home
                + " was moved to a database. There is nothing to mend: set certdrop.registry.url"
                + " again.");
      }
      return Optional.empty();
    }
    return Audit.of(store, Identities.existing(home, clock).map(own -> own.id()))
            instanceof Audit.Unsound unsound
        ? Optional.of(instead(unsound.damage(), sql))
        : Optional.empty();
  }

  private static String instead(Damage damage, SqlStore store) {
    String first =
        "damaged: "
            + damage.summary()
            + "\nIn a database certdrop mends nothing. Stop every certdrop of this registry, then:\n"
            + "1. If the lines as they were are still somewhere (a former primary, a backup with its"
            + " WAL), have the database restored from there.\n";
    return damage.kind() == Damage.Kind.SNAPSHOT
        ? first
            + "2. Else go on from what the database holds: move registry.json and"
            + " registry.checkpoint out of "
            + store.folder()
            + ", and start. Then decide again what was decided after the line with which the journal"
            + " ends, as docs/postgresql.md says (Failover)."
        : first
            + "2. Else begin a new registry from the good lines before line "
            + damage.line()
            + ": ./certdrop registry dump | head -n "
            + Math.max(0, damage.line() - 1)
            + " > journal.jsonl. Put that file into the var of a new home, without registry.json and"
            + " registry.checkpoint, and move it into the database under a new"
            + " certdrop.registry.name: ./certdrop registry migrate.";
  }

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
