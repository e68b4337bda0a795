package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.certdrop.json.StrictJson;
import org.certdrop.operator.Endorsement;
import org.certdrop.operator.Operator;
import org.certdrop.party.Endpoint;
import org.certdrop.party.Mark;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.terminal.Screen;
import org.certdrop.terminal.Tone;
import org.certdrop.text.Parsed;
import org.certdrop.trust.TrustText;
import org.certdrop.verdict.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code certdrop confirm}: a person has compared a party's certificate. */
@Command(
    name = "confirm",
    mixinStandardHelpOptions = true,
    header = "Confirm a certificate that you have compared by phone.",
    description =
        "Takes what the other site reads out for its own party, its number of 30 digits or its "
            + "certificate's SHA-256 fingerprint, and writes down that the certificate is the "
            + "party's, who said so and when. A certificate that waits is registered by it. "
            + "This vouches for certificate and id; for the address only with --address. To take a "
            + "confirmation back: `delete`.",
    footer = {
      "",
      "EXIT CODES",
      "  0  confirmed",
      "  1  the value fits no certificate of the party, a rule keeps it out, or failed",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop confirm node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11 \\",
      "      \"89086 82857 57088 71234 40010 93259\"",
      "  certdrop confirm node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11 --replace \\",
      "      \"89086 82857 57088 71234 40010 93259\"     the site did change its key"
    })
final class ConfirmCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Mixin private PartyArgument meant;
  @Mixin private ByOption by;
  @Spec private CommandSpec spec;
  private String party;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "NUMBER|FINGERPRINT",
      description = "What the other site reads out; spaces do no harm.")
  private List<String> value;

  @Option(
      names = "--replace",
      description =
          "Look among the refused submissions, too: let a certificate that was refused key-change"
              + " take the place of the registered one, and remove who stands in its way under another"
              + " spelling of the id, or unverified with the same key.")
  private boolean replace;

  @Option(
      names = "--address",
      paramLabel = "IP:PORT",
      converter = EndpointConverter.class,
      description =
          "The address that the other site reads out, too: let the party move there, which waits for"
              + " it. Without it a registered party stays where it is.")
  private Endpoint address;

  /** An address and a port. */
  static final class EndpointConverter implements ITypeConverter<Endpoint> {
    @Override
    public Endpoint convert(String value) {
      return Endpoint.parse(value)
          .orElseThrow(bad -> new TypeConversionException(bad.problem() + " " + bad.hint()));
    }
  }

  @Override
  public Integer call() throws Exception {
    party = meant.id(home.home(), spec);
    if (PartyId.parse(party) instanceof Parsed.Bad<PartyId> bad) {
      return Complaint.print(spec, bad);
    }
    Parsed<Mark> mark = Mark.parse(String.join(" ", value));
    if (mark instanceof Parsed.Bad<Mark> bad) {
      return Complaint.print(spec, bad);
    }
    try (Operator operator = Operator.ofUsed(home.home(), Clock.systemUTC())) {
      Mark typed = ((Parsed.Good<Mark>) mark).value();
      Optional<Endpoint> moved = Optional.ofNullable(address);
      Endorsement endorsement =
          operator.confirm(new PartyId(party), typed, by.name(), replace, moved);
      return print(endorsement, operator);
    }
  }

  private int print(Endorsement endorsement, Operator operator) throws Exception {
    List<Entry> waiting = operator.registered().pending(new PartyId(party));
    if (endorsement instanceof Endorsement.Mismatch mismatch) {
      return Complaint.print(spec, mismatch);
    }
    if (endorsement instanceof Endorsement.Refused refused) {
      print(refused);
      return Certdrop.FAILED;
    }
    Endorsement.Given given = (Endorsement.Given) endorsement;
    if (json.isSet()) {
      print(given);
    } else {
      sayWhatIsNotDone(Streams.out(spec), given, operator);
      print(given);
      advise(Streams.out(spec), given, waiting, operator.receiptFolder(given.entry().party()));
    }
    return Certdrop.DONE;
  }

  /** A person who meant a new certificate must not take this for its confirmation. */
  private void sayWhatIsNotDone(Screen out, Endorsement.Given given, Operator operator) {
    Optional<String> notDone = operator.notDone(given);
    notDone.ifPresent(out::println);
    if (notDone.isEmpty() && replace && given.effect() == Endorsement.Effect.NONE) {
      out.println(
          "Nothing was replaced: what you typed stands for the certificate that is registered"
              + " already. A new one has a number of its own.");
    }
  }

  private void advise(
      Screen out, Endorsement.Given given, List<Entry> waiting, Optional<Path> receipt) {
    if (given.effect() != Endorsement.Effect.NONE) {
      receipt.ifPresent(
          place -> out.println("  A receipt for the site is in " + place + ": send it back."));
    }
    Optional<Entry> registered = Optional.of(given.entry());
    Optional<Entry> move =
        waiting.stream().filter(entry -> TrustText.isMove(entry, registered)).findFirst();
    if (move.isPresent()) {
      out.println(
          "  Another address of this party waits, which this did not confirm. If the site reads it"
              + " out, too: ./certdrop "
              + TrustText.confirmation(move.get(), registered));
    } else if (!waiting.isEmpty()) {
      out.println(
          "  Something else of this party still waits for a confirmation, of a number of its own:"
              + " ./certdrop show "
              + party);
    }
  }

  private void print(Endorsement.Refused refused) throws Exception {
    if (json.isSet()) {
      ObjectNode document = StrictJson.mapper().createObjectNode();
      document.put("outcome", "refused").put("party_id", party);
      document.set("findings", Verdict.toJson(refused.findings()));
      JsonOption.print(spec, document);
    } else {
      Screen screen = Streams.out(spec);
      screen.println("refused: " + party, "refused", Tone.BAD);
      VerdictText.print(screen, refused.findings());
    }
  }

  private void print(Endorsement.Given given) throws Exception {
    Entry entry = given.entry();
    if (json.isSet()) {
      ObjectNode document = StrictJson.mapper().createObjectNode();
      document.put("outcome", "confirmed").put("party_id", entry.party().value());
      document.put("sha256", entry.sha256().toString());
      document.put("effect", given.effect().toString());
      document.put("removed", given.removed().map(PartyId::value).orElse(null));
      document.set("verified", entry.document().get("verified"));
      document.set("findings", Verdict.toJson(given.warnings()));
      JsonOption.print(spec, document.put("registry_seq", given.seq()));
    } else {
      Screen screen = Streams.out(spec);
      screen.println("confirmed: " + entry.party() + " " + entry.sha256(), "confirmed", Tone.GOOD);
      VerdictText.print(screen, given.warnings());
      screen.println("  " + given.meaning());
      given
          .removed()
          .ifPresent(
              former ->
                  screen.println(
                      "  " + former + ", the researcher of this node until now, was removed."));
      TrustText.ofActive(entry).forEach(sentence -> screen.println("  " + sentence));
    }
  }
}
