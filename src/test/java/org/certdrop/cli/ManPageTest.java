package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The man page and the shell completion of a release, made from what {@code --help} shows. */
class ManPageTest {
  @TempDir Path directory;

  private static List<CommandLine> commands(CommandLine parent) {
    List<CommandLine> commands = new ArrayList<>();
    for (CommandLine command : parent.getSubcommands().values()) {
      commands.add(command);
      commands.addAll(commands(command));
    }
    return commands;
  }

  private static String page() {
    return ManPage.of("1.0", "2026-11-23");
  }

  @Test
  void everyCommandAndEveryOptionHasItsPlace() {
    String page = page();
    for (CommandLine command : commands(Certdrop.commandLine())) {
      String name = command.getCommandSpec().qualifiedName();
      String heading = ".SS \"" + name.replace("-", "\\-") + "\"";
      assertThat(page).contains(heading + "\n");
      String section = page.substring(page.indexOf(heading) + 1).split("\n\\.S[SH] ", 2)[0];
      for (OptionSpec option : command.getCommandSpec().options()) {
        if (!option.usageHelp() && !option.versionHelp()) {
          assertThat(section).as(name).contains(option.longestName().replace("-", "\\-"));
        }
      }
    }
    assertThat(page)
        .startsWith(".TH CERTDROP 1 2026-11-23 \"certdrop 1.0\"")
        .contains(".SH \"EXIT STATUS\"", ".SS \"certdrop list\"", "certdrop export fedbiomed")
        .matches("\\p{ASCII}*");
  }

  @Test
  void theSamePageIsWrittenEachTime() throws IOException {
    Path folder = directory.resolve("new");
    ManPage.main(folder.toString(), "1.0", "2026-11-23T00:00:00Z");
    assertThat(folder.resolve("certdrop.1")).hasContent(page());
    assertThat(folder.resolve("certdrop")).hasContent(ManPage.completion());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "man --warnings -E UTF-8 -l -Tutf8 -Z certdrop.1 > /dev/null",
        "mandoc -Tlint -W style certdrop.1"
      })
  void theToolsThatShowItFindNothingToSay(String command) throws Exception {
    assumeTrue(run("command -v " + command.split(" ")[0]).startsWith("/"), "not installed here");
    Files.writeString(directory.resolve("certdrop.1"), page());
    assertThat(run(command)).isEmpty();
  }

  @Test
  void theShellCompletesCommandsAndOptions() throws Exception {
    Files.writeString(directory.resolve("certdrop"), ManPage.completion());
    assumeTrue(run("command -v bash").startsWith("/"), "no bash here");
    assertThat(completed("re"))
        .contains("register", "registration-instructions", "reject", "ready", "repair")
        .allMatch(word -> word.startsWith("re"));
    assertThat(completed("export", "fedbiomed", "--d"))
        .containsExactlyInAnyOrder("--db", "--dry-run");
  }

  /** What bash offers for the last of these words; without more options that begin alike. */
  private List<String> completed(String... words) throws Exception {
    String last = words[words.length - 1];
    String script =
        "source ./certdrop; COMP_WORDS=(certdrop "
            + String.join(" ", words)
            + "); COMP_CWORD="
            + words.length
            + "; _complete_certdrop; printf '%s\\n' \"${COMPREPLY[@]}\"";
    return run("bash -c " + "'" + script.replace("'", "'\\''") + "'")
        .lines()
        .filter(word -> word.startsWith(last))
        .distinct()
        .toList();
  }

  private String run(String command) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return Stream.of(said.split("\n"))
        .filter(line -> !line.isBlank())
        .reduce((a, b) -> a + "\n" + b)
        .orElse("");
  }
}
