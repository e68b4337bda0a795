package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistyped home does not become one. */
class NoHomeTest {
  private static final String NUMBER = "89086 82857 57088 71234 40010 93259";

  @TempDir Path directory;

  /** What a command did. */
  private record Done(int code, String out, String err) {}

  private Done type(Path home, String command) throws IOException {
    Files.writeString(directory.resolve("db.json"), "{\"Certificates\": {}}");
    List<String> words = new ArrayList<>();
    for (String word : command.split(" +")) {
      words.add(
          word.replace("NUMBER", NUMBER)
              .replace("SHA256", "AB".repeat(32))
              .replace("FILES", directory.toString()));
    }
    words.addAll(List.of("--home", home.toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Certdrop.execute(
            new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(String[]::new));
    return new Done(code, out.toString(), err.toString());
  }

  private Path newHome() throws IOException {
    Path home = directory.resolve("new");
    Files.createDirectories(home.resolve("inbox"));
    return home;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "show node_a",
        "status",
        "ready",
        "number node_a",
        "confirm node_a NUMBER",
        "reject node_a SHA256",
        "delete node_a",
        "check FILES/db.json",
        "audit",
        "repair",
        "repair --yes",
        "export pem FILES/parties.pem",
        "export pkcs12 FILES/parties.p12",
        "export mp-spdz --dir FILES/player --parties node_a,node_b",
        "export fedbiomed --db FILES/db.json",
        "export fedbiomed --script FILES/register.sh --profile 4",
        "register -pk FILES/db.json -pi node_a --ip 10.0.0.1 --port 1",
        "registration-instructions",
        "pack -o FILES/ours.zip",
        "pack node_a -o FILES/ours.zip",
        "generate",
        "run --once"
      })
  void aDirectoryThatIsAbsentIsNoHome(String command) throws IOException {
    Path home = directory.resolve("mistyped");

    Done done = type(home, command);

    assertThat(done.code()).isEqualTo(1);
    assertThat(done.err())
        .isEqualTo(
            "certdrop: There is no such home: "
                + home
                + ". Correct --home, or make the home first: ./certdrop setup --home "
                + home
                + "\n");
    assertThat(done.out()).isEmpty();
    assertThat(directory).isDirectoryNotContaining(file -> !file.endsWith("db.json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "status",
        "check FILES/db.json",
        "generate",
        "run --once",
        "delete node_a"
      })
  void aDirectoryWithNothingOfAHomeIsNone_andStaysAsItIs(String command) throws IOException {
    Path home = Files.createDirectory(directory.resolve("some where"));

    Done done = type(home, command);

    assertThat(done.code()).isEqualTo(1);
    assertThat(done.err())
        .isEqualTo(
            "certdrop: "
                + home
                + " is no home: it has no etc/certdrop.properties, routes or inbox. This makes it"
                + " one: ./certdrop setup --home '"
                + home
                + "'\n");
    assertThat(done.out()).isEmpty();
    assertThat(home).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"etc/certdrop.properties", "routes", "inbox"})
  void anyPartOfAHomeMakesItOne(String part) throws IOException {
    Path home = directory.resolve("home");
    Files.createDirectories(home.resolve(part).getParent());
    Files.createFile(home.resolve(part));

    assertThat(type(home, "list").code()).isZero();
  }

  @Test
  void theInstallationIsAHome() {
    assertThat(
            Certdrop.execute(
                new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), "list"))
        .isZero();
  }

  @Test
  void aFileIsNoHome() throws IOException {
    Path home = Files.createFile(directory.resolve("file"));

    Done done = type(home, "list");

    assertThat(done.code()).isEqualTo(1);
    assertThat(done.err()).contains(home + " is no home, but a file. Correct --home.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "status",
        "export pem FILES/parties.pem",
        "export fedbiomed --db FILES/db.json"
      })
  void aHomeThatWasNeverUsedIsLookedAtAndStaysAsItIs(String command) throws IOException {
    Path home = newHome();

    Done done = type(home, command);

    assertThat(done.code()).as(done.err()).isZero();
    assertThat(home).isDirectoryNotContaining(file -> !file.endsWith("inbox"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "show node_a",
        "ready",
        "number node_a",
        "confirm node_a NUMBER",
        "reject node_a SHA256",
        "delete node_a",
        "repair --yes",
        "export mp-spdz --dir FILES/player --parties node_a,node_b"
      })
  void whereNobodyIsKnownNothingIsMade(String command) throws IOException {
    Path home = newHome();

    Done done = type(home, command);

    assertThat(done.code()).isEqualTo(1);
    assertThat(home).isDirectoryNotContaining(file -> !file.endsWith("inbox"));
  }

  @Test
  void theMessageSaysHowToNameAnotherHome() throws IOException {
    Path home = newHome();

    assertThat(type(home, "delete node_a").err())
        .startsWith("certdrop: " + home + " has no own certificate, so that nobody is known there.")
        .contains("name it with --home; ./certdrop run --home " + home + " makes");
  }
}
