package org.certdrop.cli;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.certdrop.operator.Repairs;
import org.certdrop.party.PartyId;
import org.certdrop.registry.Repair;
import org.certdrop.terminal.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code certdrop repair}: after damage to the registry's files. */
@Command(
    name = "repair",
    mixinStandardHelpOptions = true,
    header = "Mend a damaged registry.",
    description =
        "Mends a registry whose files do not fit together (registry-corrupted): sets "
            + "the damaged files aside and rebuilds from the last good journal line. Says "
            + "first what is lost; --yes does it. Stop the service before.",
    footer = {
      "",
      "EXIT CODES",
      "  0  nothing to mend, or mended",
      "  1  mending needs --yes, or failed",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop repair            what is damaged, and what would be lost?",
      "  certdrop repair --yes      mend it"
    })
final class RepairCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Option(names = "--yes", description = "Mend it, losing what cannot be kept.")
  private boolean yes;

  @Override
  public Integer call() throws Exception {
    Screen out = Streams.out(spec);
    Optional<String> instead = Repairs.instead(home.home(), Clock.systemUTC());
    if (instead.isPresent()) {
      out.println(instead.get());
      return Certdrop.FAILED;
    }
    Optional<Repair.Plan> plan = Repairs.plan(home.home(), Clock.systemUTC());
    if (plan.isEmpty()) {
      out.println("Nothing is damaged.");
      return Certdrop.DONE;
    }
    print(out, plan.get());
    if (!yes) {
      Streams.out(spec)
          .println("Nothing was changed. To mend it so, type: ./certdrop repair --yes");
      return Certdrop.FAILED;
    }
    Repairs.execute(home.home(), Clock.systemUTC())
        .ifPresent(done -> done.setAside().forEach(file -> out.println("set aside: " + file)));
    out.println("Mended.");
    return Certdrop.DONE;
  }

  private static void print(Screen out, Repair.Plan plan) {
    out.println("damaged: " + plan.damage().summary());
    out.println(
        plan.linesLost() == 0
            ? "kept: the whole journal, " + plan.lastGoodLine() + " lines"
            : "kept: the journal up to line "
                + plan.lastGoodLine()
                + "; lost: "
                + plan.linesLost()
                + " lines after it");
    for (PartyId party : plan.partiesLost()) {
      out.println("  what was changed there about " + party + " is lost; register it again");
    }
  }
}
