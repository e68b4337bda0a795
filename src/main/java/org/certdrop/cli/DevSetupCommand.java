package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.certdrop.home.Home;
import org.certdrop.home.TypedCommands;
import org.certdrop.json.StrictJson;
import org.certdrop.operator.DevSetup;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.terminal.Screen;
import org.certdrop.text.Printable;
import org.certdrop.verdict.Outcome;
import org.certdrop.verdict.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code certdrop dev-setup}: several homes of one computer register one another. */
@Command(
    name = "dev-setup",
    mixinStandardHelpOptions = true,
    header = "Register homes on one computer in one another, for tests.",
    description =
        "Registers the parties of the homes named in one another, for a test deployment on "
            + "one computer, as Fed-BioMed's `certificate-dev-setup` does: makes the "
            + "certificates that are missing, brings each outbox up to date, and registers "
            + "each party in every other home, by the same rules and with the same verdict as "
            + "a drop. Services may run on the homes or not. Where parties are real, carry "
            + "the files and compare the fingerprints instead.",
    footer = {
      "",
      "EXIT CODES",
      "  0  all are registered, or pending where certdrop.policy.first=confirm",
      "  1  a registration was refused (the others were made), or a home cannot be used",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop dev-setup /srv/researcher /srv/node1 /srv/node2",
      "  certdrop dev-setup --json /srv/*/"
    })
final class DevSetupCommand implements Callable<Integer> {
  @Mixin private JsonOption json;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "HOME",
      arity = "2..*",
      description = "The homes, at least two: directories with etc/ and inbox/.")
  private List<Path> homes;

  @Override
  public Integer call() throws Exception {
    AsOwner.demandOne(homes.stream().map(Home::new).toList());
    for (Path home : homes) {
      AsOwner.demand(spec, new Home(home));
    }
    DevSetup.Done done = DevSetup.of(homes, Clock.systemUTC()).register();
    if (json.isSet()) {
      JsonOption.print(spec, document(done));
    } else {
      print(done);
    }
    return isWhole(done) ? Certdrop.DONE : Certdrop.FAILED;
  }

  private static boolean isWhole(DevSetup.Done done) {
    return done.failures().isEmpty()
        && done.registrations().stream()
            .noneMatch(made -> made.verdict().outcome() == Outcome.REFUSED);
  }

  private void print(DevSetup.Done done) {
    Screen out = Streams.out(spec);
    done.registrations().forEach(made -> out.println(line(made)));
    ExportCommand.warn(
        spec.commandLine().getErr(),
        done.registrations().stream().flatMap(DevSetupCommand::warnings).toList());
    for (DevSetup.Failure failure : done.failures()) {
      spec.commandLine().getErr().println("certdrop: " + sentence(failure));
    }
  }

  /** The warnings, but for loopback addresses: such a deployment is on one computer. */
  private static Stream<String> warnings(DevSetup.Registration made) {
    return made.verdict().findings().stream()
        .filter(finding -> !finding.refuses() && finding.code() != Code.LOOPBACK_ENDPOINT)
        .map(
            finding ->
                Printable.of(made.home() + ": " + finding.code() + ": ") + finding.message());
  }

  private static String line(DevSetup.Registration made) {
    Verdict verdict = made.verdict();
    String why =
        verdict.findings().stream()
            .filter(Finding::refuses)
            .findFirst()
            .map(finding -> ": " + finding.code() + ": " + finding.message())
            .map(TypedCommands.of(made.home())::complete)
            .orElse("");
    return verdict.outcome()
        + ": "
        + verdict.party().map(PartyId::value).orElseGet(() -> VerdictText.about(verdict))
        + " in "
        + Printable.of(made.home().toString())
        + why;
  }

  private static String sentence(DevSetup.Failure failure) {
    String why =
        Printable.of(
            failure.home() + ": " + Failures.sentence(failure.cause(), failure.home(), List.of()));
    return TypedCommands.of(failure.home()).complete(why);
  }

  private static ObjectNode document(DevSetup.Done done) {
    ObjectNode document = StrictJson.mapper().createObjectNode();
    ArrayNode registrations = document.putArray("registrations");
    for (DevSetup.Registration made : done.registrations()) {
      ObjectNode row = registrations.addObject().put("home", made.home().toString());
      row.set("verdict", TypedCommands.of(made.home()).complete(made.verdict().toJson()));
    }
    ArrayNode failures = document.putArray("failures");
    for (DevSetup.Failure failure : done.failures()) {
      failures
          .addObject()
          .put("home", failure.home().toString())
          .put(
              "message",
              TypedCommands.of(failure.home())
                  .complete(Failures.sentence(failure.cause(), failure.home(), List.of())));
    }
    return document;
  }
}
