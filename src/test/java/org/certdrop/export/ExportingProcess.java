package org.certdrop.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.certdrop.JavaCommand;
import org.certdrop.files.ProcessLock;

/** Another process that exports into a database, or holds its lock. */
public final class ExportingProcess {
  private ExportingProcess() {}

  /**
   * Arguments: database, var, what its parties' ids begin with, how many exports, each of one party
   * more; or the lock file alone, to hold it until standard input ends.
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 1) {
      try (ProcessLock held = ProcessLock.take(Path.of(arguments[0]), Database.PATIENCE)) {
        System.out.println("held");
        System.in.read();
      }
      return;
    }
    List<ExportedParty> parties = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
      parties.add(TestParties.at(arguments[2] + i, 1 + i));
      FedbiomedExport.into(
              Path.of(arguments[0]), Path.of(arguments[1]), Database.CLOCK, Database.PATIENCE)
          .run(() -> parties);
    }
  }

  public static ProcessBuilder of(Object... arguments) throws IOException {
    String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    Path said = Files.createTempFile(Path.of(arguments[0].toString()).getParent(), "said", ".log");
    return new ProcessBuilder(JavaCommand.of(ExportingProcess.class, words))
        .redirectError(said.toFile());
  }
}
