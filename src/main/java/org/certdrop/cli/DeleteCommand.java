package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.certdrop.home.Registries;
import org.certdrop.inbox.Unregistered;
import org.certdrop.json.StrictJson;
import org.certdrop.operator.Operator;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.registration.Removal;
import org.certdrop.registry.RegistryReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code certdrop delete}: a party is no longer trusted here. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    header = "Remove a party.",
    description =
        "Removes a party: its registered entry moves to the table Removed, and "
            + "what is dropped for it is refused until `register --upsert` brings it back: "
            + "`removed` with the same key, `key-change` with another one. What waits "
            + "for a confirmation is dropped. This is also how a confirmation is taken back: "
            + "delete the party, register it with --upsert, and compare again. Fed-BioMed's `certificate delete` asks which one; "
            + "here it is named.",
    footer = {
      "",
      "EXIT CODES",
      "  0  removed",
      "  1  no such party, or failed",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop delete node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11"
    })
final class DeleteCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Mixin private PartyArgument meant;
  @Mixin private ByOption by;
  @Spec private CommandSpec spec;
  private String party;

  @Override
  public Integer call() throws Exception {
    party = meant.id(home.home(), spec);
    if (!PartyId.isForm(party)) {
      return unknown(RegistryReader.read(Registries.of(home.home())));
    }
    try (Operator operator = Operator.ofUsed(home.home(), Clock.systemUTC())) {
      Optional<Removal> removal = operator.delete(new PartyId(party), by.name());
      if (removal.isEmpty()) {
        return unknown(operator.registered());
      }
      print(removal.get(), operator.registered().removed(removal.get().entry().party()));
      return Certdrop.DONE;
    }
  }

  private int unknown(RegistryView registry) throws Exception {
    return Complaint.print(spec, Unregistered.sentence(home.home(), registry, party));
  }

  private void print(Removal removal, Optional<Entry> refused) throws Exception {
    String id = removal.entry().party().value();
    if (json.isSet()) {
      ObjectNode document = StrictJson.mapper().createObjectNode();
      document.put("outcome", "removed").put("party_id", id).put("registry_seq", removal.seq());
      JsonOption.print(spec, document);
    } else {
      Streams.out(spec).println("removed: " + id);
      if (refused.isEmpty()) {
        return; // what only waited may come again
      }
      Streams.out(spec)
          .println(
              "  What is dropped for it is refused (removed with this key, key-change with another"
                  + " one) until an operator here re-admits it. "
                  + Unregistered.takeBack(home.home(), refused.get(), "For that, type: ", ""));
    }
  }
}
