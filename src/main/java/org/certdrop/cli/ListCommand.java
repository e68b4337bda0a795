package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.certdrop.json.StrictJson;
import org.certdrop.party.Endpoint;
import org.certdrop.registry.Entry;
import org.certdrop.registry.RegistryView;
import org.certdrop.text.Timestamps;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code certdrop list}: who is registered. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    header = "The registered parties.",
    description = "Lists the registered parties. With --json: their whole documents, as an array.",
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
    } else if (view.active().isEmpty()) {
      spec.commandLine().getErr().println("No party is registered.");
    } else {
      table(view).print(out);
    }
    return Certdrop.DONE;
  }

  private static Table table(RegistryView view) {
    Table table = new Table("PARTY", "COMPONENT", "ENDPOINT", "FINGERPRINT", "EXPIRES", "VERIFIED");
    for (Entry entry : view.active()) {
      table.add(
          entry.party().value(),
          entry.party().component().name(),
          entry.endpoint().map(Endpoint::toString).orElse("-"),
          entry.sha256().brief() + "...",
          Timestamps.seconds(entry.notAfter()).substring(0, 10),
          Words.verified(entry.verified()));
    }
    return table;
  }
}
