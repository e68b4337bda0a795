package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.Path;

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
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath,
            AppendingProcess.class.getName(),
            folder.toString(),
            prefix,
            Integer.toString(count))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(prefix + ".log").toFile())
        .start();
  }
}
