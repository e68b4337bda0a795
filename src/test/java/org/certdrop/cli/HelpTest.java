package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.certdrop.home.Home;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {
  private static final Home HOME = new Home(Path.of("/home"));

  static List<String> commands() {
    List<String> commands = new ArrayList<>(Certdrop.commandLine().getSubcommands().keySet());
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
  void aCommandThatIsDescribedAloneIsTheOneOfThatName() {
    Map<String, CommandLine> all = Certdrop.commandLine().getSubcommands();
    assertThat(all).hasSizeGreaterThan(15);
    all.forEach(
        (name, command) -> {
          assertThat(command.getCommandName()).isEqualTo(name);
          assertThat(Certdrop.commandLine(name).getSubcommands()).containsOnlyKeys(name);
        });
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(help("--version")).startsWith("certdrop ");
  }

  @Test
  void theVersionNamesTheCommitOrSaysThatNoneIsKnown() {
    assertThat(Version.describe("1.0", "380fbbb7c384"))
        .isEqualTo("certdrop 1.0 (commit 380fbbb7c384)");
    assertThat(Version.describe("1.0", ""))
        .isEqualTo("certdrop 1.0 (commit unknown: it was not built from a git clone)");
    assertThat(Version.describe(null, "")).startsWith("certdrop (not packaged)");
  }

  @Test
  void aFaultOfTheFileSystemNamesTheFileAndTheReason() {
    assertThat(
            Failures.sentence(
                new FileSystemException("/out/a.pem", null, "Is a directory"), HOME, List.of()))
        .isEqualTo("/out/a.pem cannot be used: Is a directory.");
    assertThat(Failures.sentence(new FileSystemException("/out/a.pem"), HOME, List.of()))
        .isEqualTo("FileSystemException: /out/a.pem");
  }

  @Test
  void aFileThatIsDeniedIsAPartOfTheHomeUnlessThePersonNamedIt() {
    AccessDeniedException denied = new AccessDeniedException("refused/.");

    assertThat(Failures.sentence(denied, HOME, List.of("list")))
        .startsWith("This user may not read or write refused/., a part of /home. ");
    assertThat(Failures.sentence(denied, HOME, List.of("check", "refused/.")))
        .doesNotContain("/home.")
        .contains("refused");
  }
}
