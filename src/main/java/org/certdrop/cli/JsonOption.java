package org.certdrop.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.certdrop.json.StrictJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Whether a command prints one JSON document instead of text. */
final class JsonOption {
  private static final String NAME = "--json";

  @Option(names = NAME, description = "Print one JSON document.")
  private boolean json;

  private OptionSpec described;

  /** The same option, described in code. */
  OptionSpec described() {
    described = OptionSpec.builder(NAME).type(boolean.class).build();
    return described;
  }

  boolean isSet() {
    return described == null ? json : Boolean.TRUE.equals(described.getValue());
  }

  /** Prints a document on a command's standard output. */
  static void print(CommandSpec command, JsonNode document) throws JsonProcessingException {
    command
        .commandLine()
        .getOut()
        .println(
            StrictJson.mapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(HomeOption.commands(command).complete(document)));
  }
}
