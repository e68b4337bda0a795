package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody ran a node first, and sets later that it is a researcher. */
class ChangedComponentTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int type(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] all =
        Stream.concat(Stream.of(words), Stream.of("--home", home().toString()))
            .toArray(String[]::new);
    return Certdrop.execute(new PrintWriter(out, true), new PrintWriter(err, true), all);
  }

  private Path home() {
    return directory.resolve("home");
  }

  private List<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(home().resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void oneCommandMakesTheHomeTheResearchers() throws IOException {
    assertThat(type("setup")).isZero();
    assertThat(type("run", "--once")).as(err.toString()).isZero();
    List<String> node = names("outbox/registration");
    assertThat(node).isNotEmpty().allMatch(name -> name.startsWith("node_"));
    String id = node.get(0).substring(0, node.get(0).indexOf('.'));

    Path properties = home().resolve("etc/certdrop.properties");
    Files.writeString(
        properties,
        Files.readString(properties)
            .replace("#certdrop.component=NODE", "certdrop.component=RESEARCHER"));

    assertThat(type("run", "--once")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "certdrop: certdrop.component is RESEARCHER, but the own certificate names "
                + id
                + ". This makes a new certificate for a RESEARCHER, and keeps the present one beside"
                + " it: ./certdrop generate --home "
                + home()
                + " --force\n");

    assertThat(type("generate", "--force")).as(err.toString()).isZero();
    assertThat(out.toString()).startsWith("made: researcher_").doesNotContain("in the place of");
    assertThat(names("etc/identity"))
        .anyMatch(name -> name.matches("component-[0-9TZ]+\\.pem"))
        .anyMatch(name -> name.matches("component-[0-9TZ]+\\.key"));

    assertThat(type("run", "--once")).as(err.toString()).isZero();
    assertThat(names("outbox/registration")).allMatch(name -> name.startsWith("researcher_"));
    assertThat(names("outbox/sheet")).singleElement().asString().startsWith("researcher_");
    assertThat(names("outbox/former/registration")).isEqualTo(node);
    assertThat(names("outbox/former/sheet")).containsExactly(id + ".html");
    assertThat(home().resolve("var/registry.json")).content().contains("\"owner\":\"researcher_");
    assertThat(type("audit")).as(err.toString()).isZero();
  }
}
