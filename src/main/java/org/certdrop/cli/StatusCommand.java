package org.certdrop.cli;

import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.identity.OwnParty;
import org.certdrop.inbox.Leftover;
import org.certdrop.party.Aliases;
import org.certdrop.party.Endpoint;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.registration.Verified;
import org.certdrop.status.StatusReport;
import org.certdrop.status.Unseen;
import org.certdrop.status.Waiting;
import org.certdrop.terminal.Screen;
import org.certdrop.terminal.Tone;
import org.certdrop.text.Printable;
import org.certdrop.text.Timestamps;
import org.certdrop.trust.TrustText;
import picocli.CommandLine.Command;

/** {@code certdrop status}: how this home is doing. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header = "How this home is doing.",
    description =
        "Shows what waits in the inbox, what was decided last, by certdrop and by hand, the "
            + "own certificate, the registry's totals and what does not work. Looks at the folders "
            + "itself: the service need not run. All times are UTC.",
    footer = {
      "",
      "EXIT CODES",
      "  0  done, with or without faults to report",
      "  1  failed, or this user may not read all of the home; what it may not read is unknown",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop status",
      "  certdrop status --json"
    })
final class StatusCommand extends FrequentCommand {
  /** A screen must still show what else there is to say. */
  private static final int SHOWN = 10;

  private static final int LISTED = 50;

  @Override
  public Integer call() throws Exception {
    Home where = home.home();
    StatusReport status = StatusReport.of(where, Clock.systemUTC());
    if (json.isSet()) {
      JsonOption.print(spec, status.toJson());
    } else {
      Streams.out(spec).println("home: " + Printable.of(where.toString()));
      print(Streams.out(spec), status);
    }
    if (status.unseen().denied()) {
      return Complaint.print(
          spec,
          "This user may not read all of " + Printable.of(where.toString()) + ".",
          AsOwner.instead(spec, where, Files::isExecutable).orElseGet(() -> denial(where)));
    }
    return Certdrop.DONE;
  }

  /** The settings say where all else is, so that they come first. */
  private static String denial(Home home) {
    boolean isShut = Files.exists(home.properties()) && !Files.isReadable(home.properties());
    return isShut ? home.denial(home.properties()) : "The faults say which parts, and why.";
  }

  /** Prints a report as people read it. */
  static void print(Screen screen, StatusReport status) {
    Unseen unseen = status.unseen();
    String noOwn = unseen.isAny(Unseen.OWN) ? Unseen.UNKNOWN : "no certificate";
    status
        .own()
        .ifPresentOrElse(own -> own(screen, own, status), () -> screen.println("own: " + noOwn));
    screen.println(
        "topology: "
            + status
                .federation()
                .map(now -> now.topology() + ", by " + Printable.of(now.topologyFrom()))
                .orElse(Unseen.UNKNOWN));
    screen.println(
        "service: "
            + status
                .service()
                .map(since -> "runs since " + Timestamps.seconds(since))
                .orElse(unseen.isAny(Unseen.SERVICE) ? Unseen.UNKNOWN : "does not run"));
    status
        .registry()
        .ifPresentOrElse(
            registry -> registry(screen, registry, status.aliases()),
            () -> screen.println("registry: " + Unseen.UNKNOWN));
    list(
        screen,
        "files waiting",
        status.waiting().stream().map(Waiting::line).toList(),
        status.moreWaiting(),
        unseen.isAny(Unseen.INBOX, Unseen.WAITING));
    list(
        screen,
        "unrecognised",
        status.unrecognised().stream().map(Leftover::toString).toList(),
        status.moreUnrecognised(),
        unseen.isAny(Unseen.INBOX));
    title(screen, "last verdicts", status.verdicts().size(), unseen.isAny(Unseen.VERDICTS));
    status.verdicts().forEach(one -> VerdictText.print(screen, one, status));
    ActText.print(screen, status.done());
    print(screen, "faults", status.faults(), Tone.BAD);
    boolean unsure = unseen.isAny(Unseen.CONFIGURATION, Unseen.OWN, Unseen.REGISTRY);
    if (unsure && status.warnings().isEmpty()) {
      screen.println("warnings: " + Unseen.UNKNOWN);
    } else {
      print(screen, "warnings", status.warnings(), Tone.FAIR);
      if (unsure) {
        screen.println("  whether there are more is " + Unseen.UNKNOWN);
      }
    }
    if (!status.notices().isEmpty()) {
      print(screen, "notices", status.notices(), Tone.FAIR);
    }
  }

  private static void own(Screen screen, OwnParty own, StatusReport status) {
    Ending end = new Ending(own.certificate().notAfter(), Instant.now());
    String words = screen.terminal().present() ? end.words() : "";
    screen.println(
        "own: "
            + status.aliases().beside(own.id())
            + " at "
            + own.endpoint().map(Endpoint::toString).orElse("no endpoint")
            + ", certificate until "
            + Timestamps.seconds(end.at())
            + (words.isEmpty() ? "" : ", " + words),
        words,
        end.tone());
    screen.println("     " + own.certificate().fingerprint());
    status
        .ownSource()
        .ifPresent(source -> screen.println("     from " + Printable.of(source.toString())));
  }

  private static void registry(Screen screen, RegistryView registry, Aliases aliases) {
    long unverified =
        registry.active().stream()
            .filter(entry -> entry.verified().method() == Verified.Method.NONE)
            .count();
    screen.println(
        "registry: "
            + registry.active().size()
            + " active"
            + (unverified == 0 ? "" : " (" + unverified + " not verified yet)")
            + ", "
            + registry.pending().size()
            + " pending, "
            + registry.removed().size()
            + " removed");
    registry.pending().stream()
        .limit(SHOWN)
        .forEach(entry -> pending(screen, entry, registry, aliases));
    if (registry.pending().size() > SHOWN) {
      screen.println("  and " + (registry.pending().size() - SHOWN) + " more: ./certdrop list");
    }
  }

  private static void pending(Screen screen, Entry entry, RegistryView registry, Aliases aliases) {
    String waits = aliases.beside(entry.party()) + " waits";
    screen.println("  " + waits + ": " + TrustText.reason(entry, registry), waits, Tone.FAIR);
    screen.println("    Look: ./certdrop number " + entry.party());
    screen.println(
        "    Then: ./certdrop " + TrustText.confirmation(entry, registry.find(entry.party())));
  }

  private static void title(Screen screen, String title, int count, Tone tone) {
    screen.println(
        title + ": " + (count == 0 ? "none" : count), title, count == 0 ? Tone.NONE : tone);
  }

  private static void title(Screen screen, String title, int count, boolean unseen) {
    if (unseen) {
      screen.println(title + ": " + Unseen.UNKNOWN);
    } else {
      title(screen, title, count, Tone.NONE);
    }
  }

  private static void list(
      Screen screen, String title, List<String> lines, int more, boolean unseen) {
    title(screen, title, lines.size() + more, unseen);
    lines.stream().limit(LISTED).forEach(line -> screen.println("  " + line));
    int left = Math.max(0, lines.size() - LISTED) + more;
    if (left > 0) {
      screen.println("  and " + left + " more");
    }
  }

  private static void print(Screen screen, String title, List<Faults.Fault> faults, Tone tone) {
    title(screen, title, faults.size(), tone);
    for (Faults.Fault fault : faults) {
      String where = Printable.of(fault.where());
      screen.println("  " + where + ": " + Printable.of(fault.message()), where, tone);
    }
  }
}
