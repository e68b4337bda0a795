package org.certdrop.web;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.certdrop.registration.RegistryView;
import org.certdrop.registration.Verified;
import org.certdrop.registry.Timing;
import org.certdrop.rules.Code;
import org.certdrop.rules.Severity;
import org.certdrop.service.Workload;
import org.certdrop.status.Bulletin;
import org.certdrop.status.Unseen;
import org.certdrop.status.Waiting;
import org.certdrop.trust.Readiness;
import org.certdrop.verdict.Outcome;
import org.certdrop.verdict.Tally;

/**
 * A service in numbers, as Prometheus reads them; docs/monitoring.md names each. How many there are
 * does not grow with the federation.
 */
final class Metrics implements AutoCloseable {
  /** The media type of what {@link #text} gives. */
  static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ProcessMetrics process;
  private final ExpiryMetrics expiries;
  private Bulletin bulletin;
  private Workload workload;

  /** Numbers, and how long it takes to find them out. */
  Metrics(Fresh<Bulletin> looks) {
    this.expiries = new ExpiryMetrics(registry);
    describeSubmissions();
    describeParties();
    describeHealth();
    describeTimes(looks);
    this.process = new ProcessMetrics(registry);
  }

  private void describeSubmissions() {
    for (Outcome outcome : Outcome.values()) {
      if (outcome != Outcome.REFUSED) {
        countVerdicts(new Tally.Kind(outcome, Optional.empty()));
      }
    }
    for (Code code : Code.values()) {
      if (code.severity() == Severity.REFUSE) {
        countVerdicts(new Tally.Kind(Outcome.REFUSED, Optional.of(code)));
      }
    }
    gauge(
        "certdrop.submissions.in.hand",
        "Submissions claimed and without a verdict yet",
        () -> workload.inHand());
    gauge(
        "certdrop.submissions.waiting",
        "Drops without a verdict, in the inbox or in hand",
        () ->
            ifSeen(
                bulletin.status().waiting().size() + bulletin.status().moreWaiting(),
                Unseen.INBOX,
                Unseen.WAITING));
    gauge(
        "certdrop.files.unrecognised",
        "Files in the inbox that certdrop leaves alone",
        () -> ifSeen(bulletin.status().unrecognised().size(), Unseen.INBOX));
    TimeGauge.builder("certdrop.submissions.oldest", this, TimeUnit.SECONDS, Metrics::oldest)
        .description("How long the oldest drop has waited")
        .register(registry);
  }

  private void countVerdicts(Tally.Kind kind) {
    FunctionCounter.builder(
            "certdrop.submissions",
            this,
            metrics -> metrics.workload.verdicts().getOrDefault(kind, 0L))
        .description("Verdicts since the start of the service")
        .tags(
            "outcome",
            kind.outcome().toString(),
            "code",
            kind.code().map(Code::toString).orElse(""))
        .register(registry);
  }

  private double oldest() {
    double oldest =
        bulletin.status().waiting().stream()
            .map(Waiting::since)
            .min(Comparator.naturalOrder())
            .map(since -> seconds(Duration.between(since, bulletin.at())))
            .orElse(0.0);
    return ifSeen(oldest, Unseen.INBOX, Unseen.WAITING);
  }

  /** What cannot be read is unknown, and no number. */
  private double ifSeen(double value, String... parts) {
    return bulletin.status().unseen().isAny(parts) ? Double.NaN : value;
  }

  private void describeParties() {
    parties("active", view -> view.active().size());
    parties("pending", view -> view.pending().size());
    parties("removed", view -> view.removed().size());
    for (Verified.Method method : Verified.Method.values()) {
      Gauge.builder("certdrop.parties.verified", this, metrics -> metrics.verified(method))
          .description("Registered parties by how a person made sure of the certificate")
          .tag("method", method.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    ready("false", Bulletin::readiness);
    ready("true", Bulletin::strict);
    gauge(
        "certdrop.certificates.unlisted",
        "Registered certificates whose end is not told",
        () -> ofRegistry(view -> Math.max(0, view.active().size() - ExpiryMetrics.MOST)));
  }

  private void parties(String state, ToDoubleFunction<RegistryView> count) {
    Gauge.builder("certdrop.parties", this, metrics -> metrics.ofRegistry(count))
        .description("Entries of the registry")
        .tag("state", state)
        .register(registry);
  }

  private double verified(Verified.Method method) {
    return ofRegistry(
        view ->
            view.active().stream().filter(entry -> entry.verified().method() == method).count());
  }

  private double ofRegistry(ToDoubleFunction<RegistryView> count) {
    return bulletin.status().registry().map(count::applyAsDouble).orElse(Double.NaN);
  }

  private void ready(String strict, Function<Bulletin, Optional<Readiness>> which) {
    Gauge.builder(
            "certdrop.ready",
            this,
            metrics -> which.apply(metrics.bulletin).filter(Readiness::isReady).isPresent() ? 1 : 0)
        .description("1 if an experiment may begin")
        .tag("strict", strict)
        .register(registry);
  }

  private void describeHealth() {
    gauge("certdrop.faults", "What does not work now", () -> bulletin.status().faults().size());
    gauge(
        "certdrop.warnings",
        "Certificates that end soon",
        () -> bulletin.status().warnings().size());
  }

  private void describeTimes(Fresh<Bulletin> looks) {
    timing("certdrop.journal.append", "Writes to the journal, each synced", Workload::appends);
    timing("certdrop.snapshot.write", "Writes of registry.json", Workload::pictures);
    gauge("certdrop.journal.lines", "Lines of the journal", () -> workload.journalLines());
    FunctionTimer.builder(
            "certdrop.look", looks, Fresh::count, fresh -> seconds(fresh.total()), TimeUnit.SECONDS)
        .description("Looks at the home, for the page and these metrics")
        .register(registry);
  }

  private void timing(String name, String description, Function<Workload, Timing> which) {
    FunctionTimer.builder(
            name,
            this,
            metrics -> which.apply(metrics.workload).count(),
            metrics -> seconds(which.apply(metrics.workload).total()),
            TimeUnit.SECONDS)
        .description(description)
        .register(registry);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    ToDoubleFunction<Metrics> read = metrics -> value.get().doubleValue();
    Gauge.builder(name, this, read).description(description).register(registry);
  }

  static double seconds(Duration duration) {
    return duration.toSeconds() + duration.toNanosPart() / 1e9;
  }

  /** All numbers, as text. */
  synchronized String text(Bulletin now, Workload done) {
    bulletin = now;
    workload = done;
    expiries.show(now);
    return registry.scrape(TYPE);
  }

  @Override
  public void close() {
    process.close();
    registry.close();
  }
}
