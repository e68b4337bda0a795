package org.certdrop.cli;

import java.time.Clock;
import java.time.Instant;
import org.certdrop.home.AliasFile;
import org.certdrop.party.Aliases;
import org.certdrop.registration.Verified;
import org.certdrop.status.HomeReadiness;
import org.certdrop.terminal.Cell;
import org.certdrop.terminal.Screen;
import org.certdrop.terminal.Table;
import org.certdrop.terminal.Terminal;
import org.certdrop.terminal.Tone;
import org.certdrop.text.Problem;
import org.certdrop.trust.Labels;
import org.certdrop.trust.Readiness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** {@code certdrop ready}: may the experiment begin? */
@Command(
    name = "ready",
    mixinStandardHelpOptions = true,
    header = "May the experiment begin?",
    description =
        "Shows each expected party: whether it is registered here, how its certificate was "
            + "verified, when that expires, and whether the party holds ours. Expected are the "
            + "parties on etc/roster.json; without one, all that are registered, and at least a "
            + "researcher and two nodes, this party included. Says what is missing and what to "
            + "do. Changes nothing; the service need not run.",
    footer = {
      "",
      "EXIT CODES",
      "  0  every expected party is registered, valid now, and waits for no confirmation",
      "  1  something is missing, or failed",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop ready",
      "  certdrop ready --strict && ./start-experiment     all verified and acknowledged, too",
      "  certdrop ready --json"
    })
final class ReadyCommand extends FrequentCommand {
  private static final String STRICT = "--strict";

  @Option(
      names = STRICT,
      description =
          "Ask besides that every other party's certificate was verified, and that every one of them"
              + " has acknowledged our current certificate.")
  private boolean strict;

  private OptionSpec described;

  @Override
  void describe(CommandSpec command) {
    described = OptionSpec.builder(STRICT).type(boolean.class).build();
    command.addOption(described);
  }

  private boolean isStrict() {
    return described == null ? strict : Boolean.TRUE.equals(described.getValue());
  }

  @Override
  public Integer call() throws Exception {
    Clock clock = Clock.systemUTC();
    Aliases aliases = AliasFile.read(home.home());
    boolean strict = isStrict();
    Readiness readiness = HomeReadiness.of(home.home(), strict, clock);
    if (json.isSet()) {
      JsonOption.print(spec, readiness.toJson(aliases));
    } else {
      print(Streams.out(spec), strict, readiness, aliases, clock.instant());
    }
    return readiness.isReady() ? Certdrop.DONE : Certdrop.FAILED;
  }

  private static void print(
      Screen screen, boolean strict, Readiness readiness, Aliases aliases, Instant now) {
    if (!readiness.parties().isEmpty()) {
      table(readiness, aliases, now, screen.terminal()).print(screen);
      screen.println("");
    }
    String answer = readiness.isReady() ? "ready" : "not ready";
    Tone tone = readiness.isReady() ? Tone.GOOD : Tone.BAD;
    screen.println(answer + (strict ? ", by the strict test" : "") + ".", answer, tone);
    for (Problem shortcoming : readiness.shortcomings()) {
      screen.println("  " + shortcoming.message());
      screen.println("    " + shortcoming.hint());
    }
    for (Problem notice : readiness.notices()) {
      screen.println("  note: " + notice.message(), "note:", Tone.FAIR);
      screen.println("    " + notice.hint());
    }
  }

  private static Table table(Readiness readiness, Aliases aliases, Instant now, Terminal terminal) {
    Table table = new Table("PARTY", "REGISTERED", "VERIFIED", "EXPIRES", "HOLDS OURS");
    for (Readiness.Row row : readiness.parties()) {
      table.add(
          Cell.of(aliases.beside(row.party())),
          registered(row),
          row.verified().map(ReadyCommand::verified).orElse(Cell.of("-")),
          row.notAfter()
              .map(end -> new Ending(end, now).cell(terminal, Labels.expires(end, now)))
              .orElse(Cell.of("-")),
          holdsOurs(row));
    }
    return table;
  }

  private static Cell registered(Readiness.Row row) {
    if (row.isUs()) {
      return Cell.of("us");
    }
    return row.registered() ? Cell.of("yes", Tone.GOOD) : Cell.of("no", Tone.BAD);
  }

  private static Cell verified(Verified.Method method) {
    Tone tone = method == Verified.Method.NONE ? Tone.FAIR : Tone.GOOD;
    return Cell.of(Labels.verified(method), tone);
  }

  private static Cell holdsOurs(Readiness.Row row) {
    if (row.isUs() || !row.registered()) {
      return Cell.of("-");
    }
    boolean current = row.holdsOurs().filter(Readiness.Holding.CURRENT::equals).isPresent();
    return Cell.of(
        row.holdsOurs().map(Readiness.Holding::toString).orElse("no"),
        current ? Tone.GOOD : Tone.FAIR);
  }
}
