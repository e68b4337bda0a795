package org.certdrop.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.certdrop.files.ProcessLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several certdrops beside one component: a second instance on the same node, or a command. */
class SharedDatabaseTest {
  private static final int EXPORTS = 5;

  @TempDir Path directory;

  @Test
  void homesThatExportAtOnceLoseAndDoubleNothing() throws Exception {
    Database database = Database.in(directory, "{}");
    List<Process> processes = new ArrayList<>();
    for (String home : List.of("a", "b", "c")) {
      Path var = Files.createDirectory(directory.resolve("var-" + home));
      processes.add(ExportingProcess.of(database.file(), var, "node_" + home, EXPORTS).start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }

    assertThat(database.tables().path("Certificates").findValuesAsText("party_id"))
        .hasSize(3 * EXPORTS)
        .doesNotHaveDuplicates();
  }

  @Test
  void anotherExportThatHangsIsWaitedForOnlyForAWhile() throws Exception {
    Path lock = directory.resolve("lock");
    Process holder = ExportingProcess.of(lock).start();
    try {
      assertThat(holder.inputReader().readLine()).isEqualTo("held");

      assertThatThrownBy(() -> ProcessLock.take(lock, Duration.ofMillis(50)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(lock.toString());
    } finally {
      holder.getOutputStream().close();
      holder.waitFor();
    }
    ProcessLock.take(lock, Duration.ofMillis(50)).close();
  }
}
