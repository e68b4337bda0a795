package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import org.certdrop.export.ExportFile;
import org.certdrop.export.ExportedParties;
import org.certdrop.json.StrictJson;
import org.certdrop.terminal.Screen;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.trust.Labels;
import picocli.CommandLine.Model.CommandSpec;

/** The end of an export into one file: the file, and what is said of it. */
final class ExportedFile {
  private ExportedFile() {}

  /**
   * Writes the file, unless there is no content for it, and says what came of it.
   *
   * @return the exit code
   */
  static int write(
      CommandSpec command,
      JsonOption json,
      Path file,
      ExportedParties parties,
      Parsed<byte[]> content)
      throws IOException {
    PrintWriter err = command.commandLine().getErr();
    if (content instanceof Parsed.Bad<byte[]> bad) {
      return ExportCommand.refused(err, bad);
    }
    Parsed<Path> written = new ExportFile(file).write(((Parsed.Good<byte[]>) content).value());
    if (written instanceof Parsed.Bad<Path> bad) {
      return ExportCommand.refused(err, bad);
    }
    if (parties.all().isEmpty()) {
      err.println("certdrop: warning: No party is registered; the file holds no certificate.");
    }
    ExportCommand.warn(err, parties.warnings(Instant.now()));
    print(command, json, ((Parsed.Good<Path>) written).value(), parties);
    return Certdrop.DONE;
  }

  private static void print(
      CommandSpec command, JsonOption json, Path file, ExportedParties parties) throws IOException {
    Screen out = Streams.out(command);
    if (json.isSet()) {
      ObjectNode document = StrictJson.mapper().createObjectNode();
      document.put("file", file.toString());
      parties.all().forEach(entry -> document.withArray("parties").add(entry.party().value()));
      JsonOption.print(command, document);
    } else {
      out.println(
          "exported: "
              + Labels.parties(parties.all().size())
              + " to "
              + Printable.of(file.toString()));
    }
  }
}
