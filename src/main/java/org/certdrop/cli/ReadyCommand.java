package org.certdrop.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.certdrop.service.HomeReadiness;
import org.certdrop.trust.Readiness;
import org.certdrop.trust.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code certdrop ready}: may the experiment begin? */
@Command(
    name = "ready",
    mixinStandardHelpOptions = true,
    header = "May the experiment begin?",
    description =
        "Shows each expected party: whether it is registered here, how its certificate was "
            + "verified, when that expires, and whether the party holds ours. Expected are the "
            + "parties on etc/roster.json; without one, all that are registered, and at least a "
            + "researcher and two nodes, this party counted. Says what is missing and what to "
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
final class ReadyCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Spec private CommandSpec spec;

  @Option(
      names = "--strict",
      description =
          "Ask besides that every other party's certificate was verified, and that every one of them"
              + " has acknowledged our current certificate.")
  private boolean strict;

  @Override
  public Integer call() throws Exception {
    Clock clock = Clock.systemUTC();
    Readiness readiness = HomeReadiness.of(home.home(), strict, clock);
    PrintWriter out = spec.commandLine().getOut();
    if (json.isSet()) {
      JsonOption.print(out, readiness.toJson());
    } else {
      print(out, readiness, clock.instant());
    }
    return readiness.isReady() ? Certdrop.DONE : Certdrop.FAILED;
  }

  private void print(PrintWriter out, Readiness readiness, Instant now) {
    if (!readiness.parties().isEmpty()) {
      table(readiness, now).print(out);
      out.println();
    }
    out.println(
        (readiness.isReady() ? "ready" : "not ready") + (strict ? ", judged strictly" : "") + ".");
    for (Readiness.Shortcoming shortcoming : readiness.shortcomings()) {
      out.println("  " + shortcoming.message());
      out.println("    " + shortcoming.hint());
    }
    for (Readiness.Notice notice : readiness.notices()) {
      out.println("  note: " + notice.message());
      out.println("    " + notice.hint());
    }
  }

  private static Table table(Readiness readiness, Instant now) {
    Table table = new Table("PARTY", "REGISTERED", "VERIFIED", "EXPIRES", "HOLDS OURS");
    for (Readiness.Row row : readiness.parties()) {
      table.add(
          row.party().value(),
          row.isUs() ? "us" : row.registered() ? "yes" : "no",
          row.verified().map(Words::verified).orElse("-"),
          row.notAfter().map(end -> Words.expires(end, now)).orElse("-"),
          holdsOurs(row));
    }
    return table;
  }

  private static String holdsOurs(Readiness.Row row) {
    return row.isUs() || !row.registered()
        ? "-"
        : row.holdsOurs().map(Readiness.Holding::toString).orElse("no");
  }
}
