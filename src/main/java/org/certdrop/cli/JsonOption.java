package org.certdrop.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.certdrop.json.StrictJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Whether a command prints one JSON document instead of text. */
final class JsonOption {
  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  boolean isSet() {
    return json;
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
