package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.certdrop.json.StrictJson;
import org.certdrop.registry.Entry;
import org.certdrop.registry.RegistryView;
import org.certdrop.trust.TrustText;
import org.certdrop.trust.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

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
final class ListCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    RegistryView view = RegistryView.read(home.home().var());
    PrintWriter out = spec.commandLine().getOut();
    if (json.isSet()) {
      ArrayNode documents = StrictJson.mapper().createArrayNode();
      view.active().forEach(entry -> documents.add(entry.document()));
      JsonOption.print(out, documents);
    } else {
      print(out, spec.commandLine().getErr(), view);
    }
    return Certdrop.DONE;
  }

  private static void print(PrintWriter out, PrintWriter err, RegistryView view) {
    if (view.active().isEmpty()) {
      err.println("No party is registered.");
    } else {
      active(view).print(out);
    }
    if (!view.pending().isEmpty()) {
      out.println("waiting for confirmation, not trusted: " + view.pending().size());
      pending(view).print(out);
      err.println(
          "Compare by phone what ./certdrop number PARTY shows, then type:"
              + " ./certdrop confirm PARTY NUMBER");
    }
  }

  private static Table active(RegistryView view) {
    Table table = new Table("PARTY", "COMPONENT", "ENDPOINT", "FINGERPRINT", "EXPIRES", "VERIFIED");
    for (Entry entry : view.active()) {
      table.add(
          entry.party().value(),
          entry.party().component().name(),
          Words.endpoint(entry),
          entry.sha256().brief() + "...",
          Words.day(entry.notAfter()),
          Words.verified(entry.verified()));
    }
    return table;
  }

  private static Table pending(RegistryView view) {
    Table table = new Table("PARTY", "COMPONENT", "ENDPOINT", "FINGERPRINT", "EXPIRES", "WHY");
    for (Entry entry : view.pending()) {
      table.add(
          entry.party().value(),
          entry.party().component().name(),
          Words.endpoint(entry),
          entry.sha256().brief() + "...",
          Words.day(entry.notAfter()),
          TrustText.reason(entry, view.find(entry.party())));
    }
    return table;
  }
}
