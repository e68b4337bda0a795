package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.certdrop.home.AliasFile;
import org.certdrop.home.Home;
import org.certdrop.json.StrictJson;
import org.certdrop.operator.LoginName;
import org.certdrop.operator.PartyNames;
import org.certdrop.party.Aliases;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code certdrop alias}: what a party is called here. */
@Command(
    name = "alias",
    mixinStandardHelpOptions = true,
    header = "Give a party a name that people know.",
    description =
        "Writes into etc/aliases.properties what a party is called here; without NAME, takes that"
            + " away. An alias is shown beside the id, and can be typed in its place. It is never"
            + " sent to another site, and nothing is decided by it.",
    footer = {
      "",
      "EXIT CODES",
      "  0  done",
      "  1  the alias cannot be given, or failed",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop alias node_5d1c \"St. Anna\"",
      "  certdrop number \"st. a\"",
      "  certdrop alias \"St. Anna\"                  it has no alias any more"
    })
final class AliasCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Mixin private PartyArgument party;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "NAME",
      description = "What the party is called: 64 characters at most, no other party's alias.")
  private List<String> words = List.of();

  @Override
  public Integer call() throws Exception {
    Home where = home.home();
    Parsed<PartyId> id = PartyId.parse(party.id(where, spec));
    if (id instanceof Parsed.Bad<PartyId> bad) {
      return Complaint.print(spec, bad);
    }
    PartyId named = ((Parsed.Good<PartyId>) id).value();
    Optional<String> name =
        words.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", words));
    Parsed<Aliases> changed =
        PartyNames.rename(where, named, name, LoginName.current(), Clock.systemUTC());
    if (changed instanceof Parsed.Bad<Aliases> bad) {
      return Complaint.print(spec, bad);
    }
    print(named, ((Parsed.Good<Aliases>) changed).value());
    return Certdrop.DONE;
  }

  private void print(PartyId named, Aliases aliases) throws Exception {
    if (json.isSet()) {
      ObjectNode document = StrictJson.mapper().createObjectNode();
      JsonOption.print(
          spec,
          document.put("party_id", named.value()).put("alias", aliases.of(named).orElse(null)));
    } else {
      Streams.out(spec).println(aliases.sentence(named));
    }
    aliases
        .problems()
        .forEach(
            problem ->
                spec.commandLine()
                    .getErr()
                    .println("certdrop: warning: " + AliasFile.NAME + ": " + problem));
  }
}
