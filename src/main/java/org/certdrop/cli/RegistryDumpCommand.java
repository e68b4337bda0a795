package org.certdrop.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.certdrop.home.Registries;
import org.certdrop.registry.JournalMark;
import org.certdrop.registry.JournalSource;
import org.certdrop.registry.Lines;
import org.certdrop.registry.RawLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code certdrop registry dump}: the journal, whatever holds it. */
@Command(
    name = "dump",
    mixinStandardHelpOptions = true,
    header = "Print the journal's lines.",
    description =
        "Prints the journal's lines as they are stored, whatever holds them, and verifies nothing: "
            + "that is what audit does. A torn last line is left out.",
    footer = {
      "",
      "EXIT CODES",
      "  0  printed",
      "  1  the journal cannot be read",
      "  2  wrong usage",
      "",
      "EXAMPLE",
      "  certdrop registry dump > journal.jsonl"
    })
final class RegistryDumpCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (JournalSource journal = Registries.of(home.home()).source()) {
      Lines lines = journal.after(JournalMark.BEGINNING);
      for (Optional<RawLine> line = lines.next(); line.isPresent(); line = lines.next()) {
        if (line.get().ended()) {
          out.print(new String(line.get().bytes(), StandardCharsets.UTF_8) + '\n');
        }
      }
    }
    return Certdrop.DONE;
  }
}
