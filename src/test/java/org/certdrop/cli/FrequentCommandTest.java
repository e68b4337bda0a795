package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.certdrop.terminal.Terminals;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class FrequentCommandTest {
  private static CommandLine line(String words) {
    return FrequentCommand.line(new Certdrop(Terminals.NONE), words.split(" "));
  }

  private static List<String> words(CommandSpec command) {
    return Stream.concat(command.options().stream(), command.positionalParameters().stream())
        .map(FrequentCommandTest::word)
        .filter(word -> !word.contains("--help") && !word.contains("--version"))
        .sorted()
        .toList();
  }

  private static String word(ArgSpec word) {
    String name = word instanceof OptionSpec option ? List.of(option.names()).toString() : "";
    return String.join(
        " ", name, word.type().getName(), word.arity().toString(), "required " + word.required());
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "status", "ready", "number node_1"})
  void theWordsDescribedInCodeAreThoseOfTheAnnotations(String typed) {
    String name = typed.split(" ")[0];
    CommandSpec described = line(typed).getSubcommands().get(name).getCommandSpec();
    CommandSpec annotated = Certdrop.commandLine(name).getSubcommands().get(name).getCommandSpec();
    assertThat(words(described)).isNotEmpty().isEqualTo(words(annotated));
    assertThat(described.userObject()).hasSameClassAs(annotated.userObject());
    assertThat(described.qualifiedName()).isEqualTo(annotated.qualifiedName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list --json --home /h",
        "list --home=/h",
        "status --json",
        "ready --strict --json",
        "number --home /h node_1"
      })
  void whatIsTypedWithoutAMistakeIsUnderstoodWithoutAnnotations(String typed) {
    assertThat(line(typed)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--help",
        "show node_1",
        "list --help",
        "list --version",
        "list more",
        "list --jsn",
        "list --home",
        "list --json --json",
        "number",
        "--json list"
      })
  void helpAndMistakesAreForTheAnnotations(String typed) {
    assertThat(line(typed)).isNull();
  }
}
