package org.certdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.certdrop.cli.Certdrop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of README's exchange, typed as they stand there, do what README says. */
class ReadmeTourTest {
  private static final Pattern CONFIRM =
      Pattern.compile("(\\./certdrop confirm \"\\$(node|researcher)\")( \\d{5}){6}");

  @TempDir Path directory;

  /** The commands between two headings: the shell blocks, and what follows a prompt. */
  private static String commands(String from, String to) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String section = readme.substring(readme.indexOf(from), readme.indexOf(to));
    StringBuilder script = new StringBuilder();
    String block = "";
    for (String line : section.lines().toList()) {
      if (line.startsWith("```")) {
        block = block.isEmpty() ? line.substring(3) : "";
      } else if (block.equals("sh")) {
        script.append(line).append('\n');
      } else if (block.equals("console") && line.startsWith("$ ")) {
        script.append(line.substring(2)).append('\n');
      }
    }
    return script.toString();
  }

  /** What README shows of a verdict: a sentence and a hint. */
  private static List<String> readmesVerdict() throws IOException {
    return Files.readAllLines(Path.of("README.md")).stream()
        .filter(line -> line.matches(" +\"(message|hint)\" : .*"))
        .toList();
  }

  /** A checkout whose launcher runs the classes under test. */
  private Path checkout() throws IOException {
    Path checkout = Files.createDirectory(directory.resolve("checkout"));
    for (String folder : List.of("etc", "routes")) {
      copy(Path.of(folder), checkout.resolve(folder));
    }
    Path launcher =
        Files.createFile(
            checkout.resolve("certdrop"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.writeString(
        launcher,
        "#!/bin/sh\nexec '%s' \"$@\"\n"
            .formatted(String.join("' '", JavaCommand.of(Certdrop.class))));
    return checkout;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(path -> !path.startsWith("etc/identity")).toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  /** The digits are others each time; the reader takes each party's from the screen. */
  private static String withDigits(String script) {
    String number = "./certdrop number \"$node\" --home \"$tour\"/university";
    return CONFIRM
        .matcher(script)
        .replaceAll(
            confirm ->
                Matcher.quoteReplacement(
                    "%s $(%s | sed -n \"s/^$%s *\\([0-9 ]*[0-9]\\).*/\\1/p\")"
                        .formatted(confirm.group(1), number, confirm.group(2))));
  }

  /** A new home waits ten seconds for what may still be being written; these do not. */
  private static String withoutWaiting(String script) {
    String setting = "certdrop.inbox.settle-time=";
    String sooner =
        "\nsed -i 's/^" + setting + ".*/" + setting + "PT0.5S/' \"$tour\"/*/etc/*.properties";
    String typed =
        script.replaceAll("(?m)^\\./certdrop setup .*", "$0" + Matcher.quoteReplacement(sooner));
    assertThat(typed).isNotEqualTo(script);
    return typed;
  }

  @Test
  void twoHomesRegisterEachOtherAndABadDropIsRefused() throws Exception {
    String script = commands("## The exchange", "## Mutual authentication");
    assertThat(script)
        .contains("./certdrop setup --home", "./certdrop run --once", "cp ", "./certdrop ready");
    Path output = directory.resolve("output");
    ProcessBuilder typed =
        new ProcessBuilder("sh", "-c", withoutWaiting(withDigits(script)))
            .directory(checkout().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    typed.environment().put("TMPDIR", directory.toString());
    Process shell = typed.start();
    assertThat(shell.waitFor(5, TimeUnit.MINUTES)).as("the tour ends").isTrue();
    String said = Files.readString(output);
    assertThat(readmesVerdict()).hasSize(2);
    assertThat(said)
        .containsPattern("(?m)^made: \\S+/hospital$")
        .containsPattern("INFO +Send what lies in \\S+/hospital/outbox/registration to every other")
        .containsPattern("INFO +registered \\S+ party=node_")
        .containsPattern("INFO +Handled 1 submission: 1 registered\\.")
        .containsPattern("INFO +registered \\S+ party=researcher_")
        .containsPattern("INFO +receipt \\S+ party=researcher_")
        .containsPattern("INFO +Handled 2 submissions: 1 registered, 1 receipt\\.")
        .containsPattern("INFO +receipt \\S+ party=node_")
        .containsPattern("INFO +Handled 2 submissions: 1 unchanged, 1 receipt\\.")
        .containsPattern("(?m)^node_\\S+( \\d{5}| +){6}")
        .containsPattern("(?m)^confirmed: node_")
        .containsPattern("(?m)^confirmed: researcher_")
        .containsPattern("(?m)^node_\\S+ +yes +by number .* current$")
        .containsPattern("(?m)^researcher_\\S+ +yes +by number .* current$")
        .containsPattern("(?s)\nready, by the strict test\\.\n.*\nready, by the strict test\\.\n")
        .containsPattern("WARN +refused \\S+-clinic party=node_\\S+ code=invalid-field")
        .contains(readmesVerdict())
        .doesNotContain("No such file", "not found", "ERROR");
  }
}
