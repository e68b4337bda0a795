package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.home.AliasFile;
import org.certdrop.inbox.RefusedKeys;
import org.certdrop.json.StrictJson;
import org.certdrop.operator.PairNumbers;
import org.certdrop.party.Aliases;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Verified;
import org.certdrop.text.Parsed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** {@code certdrop number}: what two sites compare by phone. */
@Command(
    name = "number",
    mixinStandardHelpOptions = true,
    header = "The numbers to compare by phone.",
    description =
        "Prints 30 digits that stand for this party's certificate and 30 that stand for the "
            + "other party's: the same 60 digits on both screens, if each site has the "
            + "certificate that the other one really uses. Of a party with several "
            + "certificates, waiting and registered, all pairs are printed.",
    footer = {
      "",
      "EXIT CODES",
      "  0  done",
      "  1  no such party, or failed",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop number node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11"
    })
final class NumberCommand extends FrequentCommand {
  @Mixin private PartyArgument meant = new PartyArgument();
  private String party;

  @Override
  void describe(CommandSpec command) {
    command.addPositional(meant.described());
  }

  @Override
  public Integer call() throws Exception {
    party = meant.id(home.home(), spec);
    if (PartyId.parse(party) instanceof Parsed.Bad<PartyId> bad) {
      return Complaint.print(spec, bad);
    }
    Parsed<List<PairNumbers>> found =
        PairNumbers.of(home.home(), new PartyId(party), Clock.systemUTC());
    if (found instanceof Parsed.Bad<List<PairNumbers>> bad) {
      return Complaint.print(spec, bad);
    }
    List<PairNumbers> pairs = ((Parsed.Good<List<PairNumbers>>) found).value();
    PrintWriter out = spec.commandLine().getOut();
    Aliases aliases = AliasFile.read(home.home());
    if (json.isSet()) {
      JsonOption.print(spec, document(pairs, aliases));
    } else {
      Stream.of(true, false)
          .flatMap(waits -> pairs.stream().filter(pair -> pair.waits() == waits))
          .forEach(pair -> print(out, pair, aliases, pairs.size() > 1 || pair.waits()));
      explain(spec.commandLine().getErr(), pairs.get(0));
      Set<String> known =
          pairs.stream()
              .flatMap(pair -> RefusedKeys.known(pair.entry()))
              .collect(Collectors.toUnmodifiableSet());
      RefusedKeys.sentence(home.home(), pairs.get(0).entry().party(), known)
          .ifPresent(sentence -> spec.commandLine().getErr().println("\n" + sentence));
    }
    return Certdrop.DONE;
  }

  private static void print(PrintWriter out, PairNumbers pair, Aliases aliases, boolean labelled) {
    if (labelled) {
      out.println(label(pair) + ": " + pair.entry().sha256().brief() + "...");
    }
    int width =
        pair.numbers().stream()
            .mapToInt(one -> aliases.beside(one.party()).length())
            .max()
            .orElseThrow();
    for (PairNumbers.OfParty one : pair.numbers()) {
      String todo = isTheirs(pair, one) ? "you type what you hear" : "ours: you read it out";
      String party = aliases.beside(one.party());
      out.println(("%-" + width + "s  %s  %s").formatted(party, one.number(), todo));
    }
  }

  private static String label(PairNumbers pair) {
    if (pair.waits()) {
      return "waiting for confirmation";
    }
    return pair.entry().verified().method() == Verified.Method.NONE
        ? "registered, not verified yet"
        : "registered already, need not be compared again";
  }

  private static boolean isTheirs(PairNumbers pair, PairNumbers.OfParty one) {
    return one.party().key().equals(pair.entry().party().key());
  }

  private static void explain(PrintWriter err, PairNumbers pair) {
    PartyId ours =
        pair.numbers().stream()
            .filter(one -> !isTheirs(pair, one))
            .findFirst()
            .orElseThrow()
            .party();
    err.println(
        """

        Call the other site at a phone number that you already had, not at one that came with
        the files. The person there types the same command with our id,
        %s, and must see the same digits. Each reads out
        the digits of your own party, and types those of the other, here:
          ./certdrop confirm %s NUMBER"""
            .formatted(ours, pair.entry().party()));
  }

  private static ArrayNode document(List<PairNumbers> pairs, Aliases aliases) {
    ArrayNode rows = StrictJson.mapper().createArrayNode();
    for (PairNumbers pair : pairs) {
      ObjectNode row = rows.addObject();
      row.put("sha256", pair.entry().sha256().toString()).put("pending", pair.waits());
      ArrayNode numbers = row.putArray("numbers");
      for (PairNumbers.OfParty one : pair.numbers()) {
        ObjectNode number = numbers.addObject().put("party_id", one.party().value());
        aliases.of(one.party()).ifPresent(alias -> number.put("alias", alias));
        number.put("number", one.number().toString());
      }
    }
    return rows;
  }
}
