package org.certdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.certdrop.home.TestHomes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the program on a pseudo terminal, which {@code script} makes. */
class TerminalLauncherTest {
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  /**
   * In the place of a JDK's: says what the launcher found out, then runs the classes under test.
   */
  private static final String JAVA =
      """
      #!/bin/sh
      given=
      while [ "$1" != -jar ]; do
        case $1 in
          -Dcertdrop.terminal.*) given="$given $1" ;;
        esac
        shift
      done
      shift 2
      echo "$given" > given
      exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dcertdrop.root=home $given -cp '%s' org.certdrop.cli.Certdrop "$@"
      """;

  @TempDir Path root;
  private final Map<String, String> environment = new TreeMap<>(Map.of("TERM", "xterm"));

  @BeforeEach
  void makeTree() throws IOException {
    assumeTrue(Files.isExecutable(SCRIPT), "there is no " + SCRIPT + " here, of util-linux");
    Files.copy(Path.of("certdrop"), root.resolve("certdrop"));
    Files.createDirectories(root.resolve("target"));
    Files.createFile(root.resolve("target/certdrop.jar"));
    Files.createDirectories(root.resolve("jdk/bin"));
    Path java = root.resolve("jdk/bin/java");
    Path real = Path.of(System.getProperty("java.home"), "bin/java");
    Files.writeString(java, JAVA.formatted(real, System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(root.resolve("home/inbox"));
  }

  /** What a terminal of 72 columns shows of a command, typed in a shell. */
  private List<String> typed(String command) throws Exception {
    String line = "stty cols 72; exec 2>&1; " + command;
    ProcessBuilder builder =
        new ProcessBuilder(SCRIPT.toString(), "-qec", line, "/dev/null").directory(root.toFile());
    builder.environment().keySet().removeAll(List.of("COLUMNS", "NO_COLOR", "CERTDROP_HOME"));
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return List.of(shown.split("\r?\n"));
  }

  private String given() throws IOException {
    return Files.readString(root.resolve("given")).strip();
  }

  @Test
  void onATerminalLinesFitAndWordsHaveColours() throws Exception {
    List<String> shown = typed("sh ./certdrop ready");

    assertThat(given()).isEqualTo("-Dcertdrop.terminal.err=72 -Dcertdrop.terminal.out=72");
    assertThat(shown).contains("\u001b[31mnot ready\u001b[39m.");
    assertThat(shown)
        .contains(
            "  Secure aggregation takes a researcher and two nodes; known and fit",
            "      here are 0 researchers and 0 nodes, this party included.");
  }

  @Test
  void columnsAndNoColorOfTheEnvironmentCount() throws Exception {
    environment.putAll(Map.of("COLUMNS", "50", "NO_COLOR", "1"));
    assertThat(typed("sh ./certdrop ready"))
        .contains("not ready.", "      nodes; known and fit here are 0 researchers")
        .noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void whatGoesIntoAPipeIsWholeAndPlain() throws Exception {
    List<String> shown = typed("sh ./certdrop ready | cat");

    assertThat(given()).isEqualTo("-Dcertdrop.terminal.err=72");
    assertThat(shown)
        .contains(
            "not ready.",
            "  Secure aggregation takes a researcher and two nodes; known and fit here are 0 researchers"
                + " and 0 nodes, this party included.")
        .noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void eachStreamIsLookedAtByItself() throws Exception {
    typed("sh ./certdrop ready 2> said");
    assertThat(given()).isEqualTo("-Dcertdrop.terminal.out=72");

    typed("sh ./certdrop ready > said 2>&1 < /dev/null");
    assertThat(given()).isEmpty();
  }

  @Test
  void theProgressOfALongRunStandsBelowItsLogAndGoes() throws Exception {
    Path home = root.resolve("home");
    Files.createDirectories(home.resolve("etc"));
    Files.writeString(
        home.resolve("etc/certdrop.properties"), "certdrop.inbox.settle-time=PT2.5S\n");
    TestHomes.copyRoutes(home);
    Files.writeString(home.resolve("inbox/half.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");

    List<String> shown = typed("sh ./certdrop run --once");

    String all = String.join("\n", shown);
    assertThat(all).contains("[" + "-".repeat(40) + "]  0 of 1 submissions");
    List<String> left = shown.stream().map(TerminalLauncherTest::left).toList();
    assertThat(left)
        .allMatch(line -> line.matches("20[0-9T:.-]+Z [A-Z]+ .*|"))
        .anyMatch(line -> line.contains("refused") && line.contains("code=truncated"));
  }

  /** What is to be seen of a line in which the cursor went back. */
  private static String left(String line) {
    StringBuilder seen = new StringBuilder();
    for (String piece : line.split("\r")) {
      seen.replace(0, Math.min(piece.length(), seen.length()), piece);
    }
    return seen.toString().stripTrailing();
  }
}
