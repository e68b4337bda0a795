package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.certdrop.home.TestHomes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code run --once} ends. */
class RunOnceTest {
  @TempDir Path home;

  @BeforeEach
  void makeHome() throws IOException {
    Files.createDirectories(home.resolve("etc"));
    Files.createDirectories(home.resolve("inbox"));
    TestHomes.copyRoutes(home);
  }

  @Test
  void anExportThatCouldNotBeMadeIsSaidLastAndFailsTheRun() throws IOException {
    Files.writeString(
        home.resolve("etc/certdrop.properties"), "certdrop.export.fedbiomed.db=none.json\n");
    StringWriter err = new StringWriter();

    int code =
        Certdrop.execute(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err, true),
            "run",
            "--once",
            "--home",
            home.toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly(
            "certdrop: export fedbiomed: There is no database "
                + home.resolve("none.json")
                + ". Correct the path, or start the component once: it makes its database itself.",
            "  Mend that, then run it again: what is left to do was kept.");
  }
}
