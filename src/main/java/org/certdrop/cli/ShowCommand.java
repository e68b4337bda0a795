package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.certdrop.home.AliasFile;
import org.certdrop.home.Registries;
import org.certdrop.inbox.Unregistered;
import org.certdrop.json.StrictJson;
import org.certdrop.party.Aliases;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.registry.RegistryReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code certdrop show}: everything about one party. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    header = "Everything about one party.",
    description =
        "Shows everything that is registered about one party and what of it waits for a "
            + "confirmation, and says how far it can be trusted and why. With --json: the "
            + "document of the registered entry; of a party that only waits, an object with "
            + "the array pending.",
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
  @Mixin private PartyArgument meant;
  @Spec private CommandSpec spec;
  private String party;

  @Option(names = "--pem", description = "Print the certificate alone, in PEM.")
  private boolean pem;

  @Override
  public Integer call() throws Exception {
    party = meant.id(home.home(), spec);
    RegistryView view = RegistryReader.read(Registries.of(home.home()));
    Aliases aliases = AliasFile.read(home.home());
    Optional<Entry> active =
        PartyId.isForm(party) ? view.find(new PartyId(party)) : Optional.empty();
    List<Entry> pending = PartyId.isForm(party) ? view.pending(new PartyId(party)) : List.of();
    if (active.isEmpty() && pending.isEmpty()) {
      return Complaint.print(spec, Unregistered.sentence(home.home(), view, party));
    }
    spelling(active.or(() -> pending.stream().findFirst()).get().party());
    if (pem) {
      pem(spec.commandLine().getOut(), active, pending);
    } else if (json.isSet()) {
      JsonOption.print(spec, document(active, pending, aliases));
    } else {
      EntryText.print(Streams.out(spec), active, pending, view, aliases);
    }
    return Certdrop.DONE;
  }

  /**
   * Says whose entry is shown, if the operator typed another spelling, which may be another
   * party's.
   */
  private void spelling(PartyId known) {
    if (!known.value().equals(party)) {
      spec.commandLine()
          .getErr()
          .println(
              "certdrop: This is the entry of "
                  + known
                  + ": the id is known here in that spelling, not as "
                  + party
                  + ".");
    }
  }

  private void pem(PrintWriter out, Optional<Entry> active, List<Entry> pending) {
    if (active.isEmpty()) {
      spec.commandLine().getErr().println("This waits for a confirmation, and is not trusted.");
    }
    active.map(List::of).orElse(pending).forEach(entry -> out.print(entry.certificate().pem()));
  }

  /** What only waits must not look to a program as if it were registered. */
  private static ObjectNode document(Optional<Entry> active, List<Entry> pending, Aliases aliases) {
    if (active.isPresent()) {
      return EntryText.document(active.get(), aliases);
    }
    ObjectNode document = StrictJson.mapper().createObjectNode();
    ArrayNode waiting = document.putArray("pending");
    pending.forEach(entry -> waiting.add(EntryText.document(entry, aliases)));
    return document;
  }
}
