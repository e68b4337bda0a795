package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.certdrop.JavaCommand;
import org.certdrop.registration.Offer;
import org.certdrop.sql.PostgresServer;
import org.certdrop.sql.SqlStore;

/**
 * A process of its own that registers parties {@code node_<prefix>-<number>}, and says which once
 * it is answered.
 */
final class AppendingProcess {
  private AppendingProcess() {}

  /** Arguments: the folder, the prefix, how many; and of a database its URL and the registry. */
  public static void main(String[] arguments) throws IOException {
    try (Registry registry = home(arguments).open()) {
      for (int number = 0; number < Integer.parseInt(arguments[2]); number++) {
        String party = "node_" + arguments[1] + "-" + number;
        registry.decide(Offer.of(party).by("by-" + party));
        System.out.println(party);
      }
    }
  }

  private static Home home(String... arguments) {
    Path folder = Path.of(arguments[0]);
    return arguments.length == 3
        ? new Home(folder)
        : new Home(new SqlStore(folder, PostgresServer.database(arguments[3], arguments[4])));
  }

  /** Starts one on a registry. */
  static Process start(RegistryStore store, String prefix, int count) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of(store.folder().toString(), prefix, Integer.toString(count)));
    if (store instanceof SqlStore sql) {
      arguments.add(sql.database().url());
      arguments.add(sql.database().registry());
    }
    return start(
        AppendingProcess.class,
        store.folder().resolve(prefix + ".log"),
        arguments.toArray(String[]::new));
  }

  /** Starts a process of a class of these tests; what it prints goes to a file. */
  static Process start(Class<?> main, Path log, String... arguments) throws IOException {
    return new ProcessBuilder(JavaCommand.of(main, arguments))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
