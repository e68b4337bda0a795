package org.certdrop.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.certdrop.party.PartyId;
import org.certdrop.registry.Entry;
import org.certdrop.registry.RegistryView;
import org.certdrop.text.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code certdrop show}: everything about one party. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    header = "Everything about one party.",
    description = "Shows everything that is registered about one party.",
    footer = {
      "",
      "EXIT CODES",
      "  0  done",
      "  1  no such party, or the registry cannot be read",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop show node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11",
      "  certdrop show node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11 --pem | openssl x509 -text"
    })
final class ShowCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Spec private CommandSpec spec;

  @Option(names = "--pem", description = "Print the certificate alone, in PEM.")
  private boolean pem;

  @Parameters(paramLabel = "PARTY", description = "The party's id, in any letter case.")
  private String party;

  @Override
  public Integer call() throws Exception {
    RegistryView view = RegistryView.read(home.home().var());
    Optional<Entry> entry =
        PartyId.isForm(party) ? view.find(new PartyId(party)) : Optional.empty();
    if (entry.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "certdrop: " + Printable.quoted(party) + " is not registered; see certdrop list.");
      return Certdrop.FAILED;
    }
    print(spec.commandLine().getOut(), entry.get());
    return Certdrop.DONE;
  }

  private void print(PrintWriter out, Entry entry) throws Exception {
    if (pem) {
      out.print(entry.certificate().pem());
    } else if (json.isSet()) {
      JsonOption.print(out, entry.document());
    } else {
      text(out, "", entry.document());
    }
  }

  private static void text(PrintWriter out, String prefix, ObjectNode fields) {
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (field.getValue() instanceof ObjectNode inner) {
        text(out, field.getKey() + ".", inner);
      } else if (!field.getKey().equals("certificate")) {
        String value = field.getValue().isNull() ? "-" : field.getValue().asText();
        out.printf("%-22s %s%n", prefix + field.getKey(), Printable.of(value));
      }
    }
  }
}
