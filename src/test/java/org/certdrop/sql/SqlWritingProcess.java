package org.certdrop.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.certdrop.JavaCommand;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Effect;
import org.certdrop.registration.Offer;
import org.certdrop.registry.Registry;

/**
 * A process that registers parties until it is told to stop, and says of each once it is confirmed:
 * some of its own, and some that the others claim with other keys. While the database is away it
 * tries the same again.
 */
final class SqlWritingProcess {
  private static final long PAUSE = 20_000_000;

  private SqlWritingProcess() {}

  /** Arguments: the folder, the URL, the registry, the prefix, the file that ends it. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    SqlStore store = new SqlStore(folder, PostgresServer.database(arguments[1], arguments[2]));
    String prefix = arguments[3];
    Path end = Path.of(arguments[4]);
    Registry registry = null;
    while (registry == null) {
      try {
        registry =
            Registry.open(
                store,
                new PartyId("researcher_me"),
                () -> AdmissionPolicy.AUTOMATIC,
                Clock.systemUTC());
      } catch (DatabaseException e) {
        LockSupport.parkNanos(PAUSE);
      }
    }
    try (Registry open = registry) {
      for (int number = 0; Files.notExists(end); number++) {
        propose(open, Offer.of("node_" + prefix + "-" + number), prefix + "-" + number);
        propose(open, Offer.of("node_shared-" + number).key(prefix), prefix + "-shared-" + number);
      }
    }
  }

  private static void propose(Registry registry, Offer offer, String submission)
      throws IOException {
    while (true) {
      try {
        if (registry.decide(offer.by(submission)) instanceof Decision.Accepted accepted
            && accepted.outcome() == Effect.REGISTERED) {
          System.out.println(accepted.entry().party().value());
        }
        return;
      } catch (DatabaseException e) {
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  static Process start(SqlStore store, String prefix, Path end) throws IOException {
    Files.createDirectories(store.folder());
    return new ProcessBuilder(
            JavaCommand.of(
                SqlWritingProcess.class,
                store.folder().toString(),
                store.database().url(),
                store.database().registry(),
                prefix,
                end.toString()))
        .redirectErrorStream(true)
        .redirectOutput(log(store).toFile())
        .start();
  }

  static Path log(SqlStore store) {
    return store.folder().resolve("confirmed.log");
  }

  static Optional<String> party(String line) {
    return line.startsWith("node_") ? Optional.of(line) : Optional.empty();
  }
}
