package org.certdrop.service;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.certdrop.status.HealthReport;
import org.certdrop.text.Printable;

/** What Camel's health checks found, without Camel. */
final class HealthResults {
  private HealthResults() {}

  /** Takes them over. */
  static HealthReport report(Collection<HealthCheck.Result> results) {
    return new HealthReport(
        results.stream()
            .map(HealthResults::result)
            .sorted(Comparator.comparing(HealthReport.Result::name))
            .toList());
  }

  private static HealthReport.Result result(HealthCheck.Result found) {
    Map<String, String> details = new TreeMap<>();
    found.getDetails().entrySet().stream()
        .filter(detail -> !HealthCheckHelper.isReservedKey(detail.getKey()))
        .filter(detail -> found.getCheck().getGroup().equals("certdrop"))
        .forEach(
            detail ->
                details.put(
                    Printable.of(detail.getKey()),
                    Printable.of(String.valueOf(detail.getValue()))));
    return new HealthReport.Result(
        found.getCheck().getId(),
        found.getState() != HealthCheck.State.DOWN,
        found.getMessage().map(Printable::of).orElse(""),
        details);
  }
}
