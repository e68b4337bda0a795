package org.certdrop.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.status.Bulletin;

/** When the own certificate ends, and those of parties that end first: a gauge for each. */
final class ExpiryMetrics {
  /** Of so many parties the end of the certificate is told. */
  static final int MOST = 50;

  private final MultiGauge gauges;

  ExpiryMetrics(MeterRegistry registry) {
    this.gauges =
        MultiGauge.builder("certdrop.certificate.expiry")
            .baseUnit("seconds")
            .description(
                "Time to the end of a certificate, of those that end first; negative after it")
            .register(registry);
  }

  /** Shows what a look at the home found. */
  void show(Bulletin bulletin) {
    gauges.register(rows(bulletin), true);
  }

  private static List<MultiGauge.Row<?>> rows(Bulletin bulletin) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    bulletin
        .status()
        .own()
        .ifPresent(
            own -> rows.add(row(bulletin, own.id().value(), "true", own.certificate().notAfter())));
    Optional<RegistryView> known = bulletin.status().registry();
    known.map(RegistryView::active).orElse(List.of()).stream()
        .sorted(Comparator.comparing(Entry::notAfter))
        .limit(MOST)
        .forEach(
            entry -> rows.add(row(bulletin, entry.party().value(), "false", entry.notAfter())));
    return rows;
  }

  private static MultiGauge.Row<?> row(Bulletin bulletin, String party, String own, Instant end) {
    return MultiGauge.Row.of(
        Tags.of("party", party, "own", own), Metrics.seconds(Duration.between(bulletin.at(), end)));
  }
}
