package org.certdrop.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.certdrop.identity.OwnParty;
import org.certdrop.intake.MailSource;
import org.certdrop.party.Endpoint;
import org.certdrop.registry.Entry;
import org.certdrop.registry.RegistryView;
import org.certdrop.registry.Verified;
import org.certdrop.service.Faults;
import org.certdrop.service.StatusReport;
import org.certdrop.service.Waiting;
import org.certdrop.text.Printable;
import org.certdrop.text.Timestamps;
import org.certdrop.trust.TrustText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code certdrop status}: how this home is doing. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header = "How this home is doing.",
    description =
        "Shows what waits in the inbox, what was decided last, the own certificate, the "
            + "registry's totals and what does not work. Looks at the folders itself: the "
            + "service need not run.",
    footer = {
      "",
      "EXIT CODES",
      "  0  done, with or without faults to report",
      "  1  failed",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop status",
      "  certdrop status --json"
    })
final class StatusCommand implements Callable<Integer> {
  /** A screen must still show what else there is to say. */
  private static final int SHOWN = 10;

  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    StatusReport status = StatusReport.of(home.home(), Clock.systemUTC());
    PrintWriter out = spec.commandLine().getOut();
    if (json.isSet()) {
      JsonOption.print(out, status.toJson());
    } else {
      print(out, status);
    }
    return Certdrop.DONE;
  }

  private static void print(PrintWriter out, StatusReport status) {
    status.own().ifPresentOrElse(own -> own(out, own), () -> out.println("own: no certificate"));
    status
        .ownSource()
        .filter(source -> status.own().isPresent())
        .ifPresent(source -> out.println("     from " + Printable.of(source.toString())));
    out.println(
        "service: "
            + status
                .service()
                .map(since -> "runs since " + Timestamps.seconds(since))
                .orElse("does not run"));
    status.registry().ifPresent(registry -> registry(out, registry));
    print(out, "waiting", status.waiting().stream().map(StatusCommand::line).toList());
    print(out, "unrecognised", status.unrecognised().stream().map(StatusCommand::line).toList());
    print(out, "last verdicts", status.verdicts().stream().map(StatusCommand::line).toList());
    print(out, "faults", status.faults().stream().map(StatusCommand::line).toList());
    print(out, "warnings", status.warnings().stream().map(StatusCommand::line).toList());
  }

  private static void own(PrintWriter out, OwnParty own) {
    out.println(
        "own: "
            + own.id()
            + " at "
            + own.endpoint().map(Endpoint::toString).orElse("no endpoint")
            + ", certificate until "
            + Timestamps.seconds(own.certificate().notAfter()));
    out.println("     " + own.certificate().fingerprint());
  }

  private static void registry(PrintWriter out, RegistryView registry) {
    long unverified =
        registry.active().stream()
            .filter(entry -> entry.verified().method() == Verified.Method.NONE)
            .count();
    out.println(
        "registry: "
            + registry.active().size()
            + " active"
            + (unverified == 0 ? "" : " (" + unverified + " not verified yet)")
            + ", "
            + registry.pending().size()
            + " pending, "
            + registry.removed().size()
            + " removed");
    registry.pending().stream().limit(SHOWN).forEach(entry -> pending(out, entry, registry));
    if (registry.pending().size() > SHOWN) {
      out.println("  and " + (registry.pending().size() - SHOWN) + " more: ./certdrop list");
    }
  }

  private static void pending(PrintWriter out, Entry entry, RegistryView registry) {
    out.println(
        "  " + entry.party() + " waits: " + TrustText.reason(entry, registry.find(entry.party())));
    out.println("    Look: ./certdrop number " + entry.party());
    out.println("    Then: ./certdrop confirm " + entry.party() + " NUMBER");
  }

  private static void print(PrintWriter out, String title, List<String> lines) {
    out.println(title + ": " + (lines.isEmpty() ? "none" : lines.size()));
    lines.forEach(line -> out.println("  " + line));
  }

  /** Who dropped a whole mail waits for something to become of it. */
  private static String line(String unrecognised) {
    return Printable.of(unrecognised)
        + (MailSource.isNamed(unrecognised)
            ? " (a whole mail: save its attachments, or its text as a .txt file, and drop those)"
            : "");
  }

  private static String line(Waiting waiting) {
    return Printable.of(String.join(", ", waiting.files()))
        + " "
        + waiting.reason()
        + ", since "
        + Timestamps.seconds(waiting.since());
  }

  private static String line(JsonNode verdict) {
    String code = verdict.path("code").asText("");
    return Printable.of(
        verdict.path("decided_at").asText()
            + " "
            + verdict.path("outcome").asText()
            + (code.isEmpty() || verdict.path("code").isNull() ? "" : " " + code)
            + " "
            + verdict.path("submission").asText()
            + reason(verdict));
  }

  /** Why it was refused; its verdict.json says what to do. */
  private static String reason(JsonNode verdict) {
    for (JsonNode finding : verdict.path("findings")) {
      if (finding.path("severity").asText().equals("refuse")) {
        return ": " + finding.path("message").asText();
      }
    }
    return "";
  }

  private static String line(Faults.Fault fault) {
    return Printable.of(fault.where() + ": " + fault.message());
  }
}
