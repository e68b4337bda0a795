package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.Path;
import org.certdrop.JavaCommand;
import org.certdrop.registration.Offer;

/** A process of its own that registers parties {@code node_<prefix>-<number>}. */
final class AppendingProcess {
  private AppendingProcess() {}

  /** Arguments: the folder, the prefix, how many. */
  public static void main(String[] arguments) throws IOException {
    try (Registry registry = new Home(Path.of(arguments[0])).open()) {
      for (int number = 0; number < Integer.parseInt(arguments[2]); number++) {
        String party = "node_" + arguments[1] + "-" + number;
        registry.decide(Offer.of(party).by("by-" + party));
      }
    }
  }

  static Process start(Path folder, String prefix, int count) throws IOException {
    return start(
        AppendingProcess.class,
        folder.resolve(prefix + ".log"),
        folder.toString(),
        prefix,
        Integer.toString(count));
  }

  /** Starts a process of a class of these tests; what it prints goes to a file. */
  static Process start(Class<?> main, Path log, String... arguments) throws IOException {
    return new ProcessBuilder(JavaCommand.of(main, arguments))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
