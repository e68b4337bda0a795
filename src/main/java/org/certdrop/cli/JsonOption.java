package org.certdrop.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import org.certdrop.json.StrictJson;
import picocli.CommandLine.Option;

/** Whether a command prints one JSON document instead of text. */
final class JsonOption {
  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  boolean isSet() {
    return json;
  }

  static void print(PrintWriter out, JsonNode document) throws JsonProcessingException {
    out.println(StrictJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(document));
  }
}
