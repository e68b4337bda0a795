package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {

  static List<String> commands() {
    List<String> commands =
        new ArrayList<>(new CommandLine(new Certdrop()).getSubcommands().keySet());
    commands.add("");
    new CommandLine(new ExportCommand())
        .getSubcommands()
        .keySet()
        .forEach(format -> commands.add("export " + format));
    return commands;
  }

  private static String help(String... arguments) {
    StringWriter out = new StringWriter();
    int code =
        Certdrop.execute(
            new PrintWriter(out, true), new PrintWriter(new StringWriter()), arguments);
    assertThat(code).isZero();
    return out.toString();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theHelpOfEachCommandEndsWithExitCodesAndExamples(String command) {
    String help = help((command + " --help").strip().split(" "));
    assertThat(help).containsSubsequence("Usage:", "EXIT CODES", "  0  ", "EXAMPLES", "certdrop ");
    assertThat(help.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(help("--version")).startsWith("certdrop ");
  }

  private static String version(String... attributes) {
    Manifest manifest = new Manifest();
    for (int i = 0; i < attributes.length; i += 2) {
      manifest.getMainAttributes().putValue(attributes[i], attributes[i + 1]);
    }
    return Version.describe(manifest);
  }

  @Test
  void theVersionNamesTheCommitOrSaysThatNoneIsKnown() {
    assertThat(version("Implementation-Version", "1.0", "Certdrop-Commit", "380fbbb7c384"))
        .isEqualTo("certdrop 1.0 (commit 380fbbb7c384)");
    // What no plugin has replaced.
    assertThat(version("Implementation-Version", "1.0", "Certdrop-Commit", "${git.commit}"))
        .isEqualTo("certdrop 1.0 (commit unknown: it was not built from a git clone)");
    assertThat(version("Implementation-Version", "1.0")).contains("commit unknown");
    assertThat(version()).startsWith("certdrop (not packaged)");
  }
}
