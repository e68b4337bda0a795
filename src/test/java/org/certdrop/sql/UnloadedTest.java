package org.certdrop.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.certdrop.JavaCommand;
import org.certdrop.cli.Certdrop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A home whose registry is a file pays nothing for databases. */
@Timeout(120)
class UnloadedTest {
  @TempDir Path folder;

  private List<String> loaded(String settings, String... command) throws Exception {
    Path classes = folder.resolve("classes");
    for (String made : List.of("etc", "inbox", "routes")) {
      Files.createDirectories(folder.resolve("home").resolve(made));
    }
    Files.writeString(folder.resolve("home/etc/certdrop.properties"), settings);
    List<String> options = new ArrayList<>(JavaCommand.SHORT);
    options.add("-Xlog:class+load:file=" + classes);
    List<String> typed = new ArrayList<>(List.of(command));
    typed.addAll(List.of("--home", folder.resolve("home").toString()));
    new ProcessBuilder(JavaCommand.of(options, Certdrop.class, typed.toArray(String[]::new)))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start()
        .waitFor();
    List<String> lines = Files.readAllLines(classes);
    assertThat(lines).anyMatch(line -> line.contains("org.certdrop.registry."));
    return lines.stream()
        .filter(line -> line.contains("org.postgresql.") || line.contains("org.certdrop.sql."))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run --once", "list", "status", "audit", "ready"})
  void withAFileNotOneClassOfADatabaseIsLoaded(String command) throws Exception {
    assertThat(loaded("certdrop.ip=10.0.0.1", command.split(" "))).isEmpty();
  }

  @Test
  void withADatabaseTheyAre() throws Exception {
    assertThat(
            loaded(
                "certdrop.registry.url=jdbc:postgresql://localhost:1/none\ncertdrop.registry.name=x",
                "list"))
        .anyMatch(line -> line.contains("org.postgresql."));
    assertThat(Files.readString(folder.resolve("said")))
        .contains("registry x in jdbc:postgresql://localhost:1/none cannot be used");
  }
}
