package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.certdrop.home.AliasFile;
import org.certdrop.home.Registries;
import org.certdrop.json.StrictJson;
import org.certdrop.party.Aliases;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.registration.Verified;
import org.certdrop.registry.RegistryReader;
import org.certdrop.terminal.Cell;
import org.certdrop.terminal.Screen;
import org.certdrop.terminal.Table;
import org.certdrop.terminal.Terminal;
import org.certdrop.terminal.Tone;
import org.certdrop.trust.Labels;
import org.certdrop.trust.TrustText;
import picocli.CommandLine.Command;

/** {@code certdrop list}: who is registered. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    header = "The registered parties.",
    description =
        "Lists the registered parties, then what waits for a confirmation and is not trusted. "
            + "With --json: the whole documents of the registered ones, as an array.",
    footer = {
      "",
      "EXIT CODES",
      "  0  done",
      "  1  the registry cannot be read",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop list",
      "  certdrop list --json"
    })
final class ListCommand extends FrequentCommand {
  @Override
  public Integer call() throws Exception {
    RegistryView view = RegistryReader.read(Registries.of(home.home()));
    Aliases aliases = AliasFile.read(home.home());
    if (json.isSet()) {
      ArrayNode documents = StrictJson.mapper().createArrayNode();
      sorted(view.active()).forEach(entry -> documents.add(EntryText.document(entry, aliases)));
      JsonOption.print(spec, documents);
    } else {
      print(Streams.out(spec), spec.commandLine().getErr(), view, aliases);
    }
    return Certdrop.DONE;
  }

  private static void print(Screen screen, PrintWriter err, RegistryView view, Aliases aliases) {
    Instant now = Instant.now();
    if (view.active().isEmpty()) {
      err.println("No party is registered.");
    } else {
      active(view, aliases, now, screen.terminal()).print(screen);
    }
    if (!view.pending().isEmpty()) {
      String waiting = "waiting for confirmation, not trusted";
      screen.println(waiting + ": " + view.pending().size(), waiting, Tone.FAIR);
      pending(view, aliases, now, screen.terminal()).print(screen);
      err.println(
          "Compare by phone what ./certdrop number PARTY shows, then type:"
              + " ./certdrop confirm PARTY NUMBER");
    }
  }

  /** By their ids; those of one party in the order in which they came. */
  private static List<Entry> sorted(Collection<Entry> entries) {
    return entries.stream().sorted(Comparator.comparing(entry -> entry.party().key())).toList();
  }

  private static Table active(RegistryView view, Aliases aliases, Instant now, Terminal terminal) {
    Table table = new Table("PARTY", "COMPONENT", "ENDPOINT", "FINGERPRINT", "EXPIRES", "VERIFIED");
    for (Entry entry : sorted(view.active())) {
      Tone tone = entry.verified().method() == Verified.Method.NONE ? Tone.FAIR : Tone.GOOD;
      add(table, entry, aliases, now, terminal, Cell.of(Labels.verified(entry.verified()), tone));
    }
    return table;
  }

  private static Table pending(RegistryView view, Aliases aliases, Instant now, Terminal terminal) {
    Table table = new Table("PARTY", "COMPONENT", "ENDPOINT", "FINGERPRINT", "EXPIRES", "WHY");
    for (Entry entry : sorted(view.pending())) {
      Cell why = Cell.of(TrustText.reason(entry, view));
      add(table, entry, aliases, now, terminal, why);
    }
    return table;
  }

  private static void add(
      Table table, Entry entry, Aliases aliases, Instant now, Terminal terminal, Cell last) {
    table.add(
        Cell.of(aliases.beside(entry.party())),
        Cell.of(entry.party().component().name()),
        Cell.of(Labels.endpoint(entry)),
        Cell.of(entry.sha256().brief() + "..."),
        new Ending(entry.notAfter(), now).cell(terminal, Labels.day(entry.notAfter())),
        last);
  }
}
