package org.certdrop.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheck;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.identity.IdentityWarning;
import org.certdrop.registry.SnapshotFault;
import org.certdrop.status.ExpiryReport;
import org.certdrop.status.FolderProbe;

/** What certdrop adds to Camel's own health checks of context and routes. */
final class HealthChecks {
  private final Home home;
  private final Beans beans;
  private final Clock clock;

  private HealthChecks(Home home, Beans beans, Clock clock) {
    this.home = home;
    this.beans = beans;
    this.clock = clock;
  }

  /** The checks of one service, by the names under which Camel is to know them. */
  static Map<String, HealthCheck> of(Home home, Beans beans, Clock clock) {
    HealthChecks checks = new HealthChecks(home, beans, clock);
    return Stream.of(
            faults(beans.faults()),
            expiry(beans.expiry()::report),
            condition(
                "certdrop-inbox",
                () -> checks.problems(home.inbox(), home.work(), home.accepted(), home.refused())),
            condition("certdrop-outbox", () -> checks.problems(home.registration())),
            condition("certdrop-var", () -> checks.problems(home.var())),
            condition("certdrop-clock", checks::clockProblems),
            condition("certdrop-own-certificate", checks::ownProblems),
            condition("certdrop-registry", checks::registryProblems))
        .collect(Collectors.toMap(HealthCheck::getId, check -> check));
  }

  /** Down as long as a fault lasts, with a detail for each. */
  static HealthCheck faults(Faults faults) {
    return new HomeHealthCheck(
        "certdrop-faults",
        true,
        () -> {
          Map<String, String> details = new LinkedHashMap<>();
          faults
              .current()
              .forEach(
                  fault ->
                      details.put(fault.where(), fault.message() + ", since " + fault.since()));
          return new HomeHealthCheck.Condition(
              Optional.of(
                      "A fault of disk or operating system lasts; nothing is lost, certdrop tries again.")
                  .filter(said -> !details.isEmpty()),
              details);
        });
  }

  /**
   * Down as long as a certificate has ended, with a detail for each, also for those that soon will.
   * Whatever others let expire, drops are handled; the own certificate has a check of its own.
   */
  static HealthCheck expiry(Supplier<ExpiryReport> reports) {
    return new HomeHealthCheck(
        "certdrop-expiry",
        false,
        () -> {
          ExpiryReport report = reports.get();
          Map<String, String> details = new LinkedHashMap<>();
          Stream.of(report.expiring(), report.expired())
              .flatMap(List::stream)
              .forEach(fault -> details.put(fault.where(), fault.message()));
          return new HomeHealthCheck.Condition(
              Optional.of("A certificate has expired.").filter(said -> !report.expired().isEmpty()),
              details);
        });
  }

  private static HealthCheck condition(String id, Supplier<List<String>> problems) {
    return new HomeHealthCheck(id, true, () -> HomeHealthCheck.Condition.of(problems.get()));
  }

  private List<String> problems(Path... folders) {
    return Stream.of(folders)
        .map(folder -> FolderProbe.problem(home, folder))
        .flatMap(Optional::stream)
        .toList();
  }

  private List<String> clockProblems() {
    return beans.judges().clockCheck().doubt().stream().toList();
  }

  private List<String> ownProblems() {
    return beans.ownInstructions().party().warnings(clock.instant(), Duration.ZERO).stream()
        .filter(HealthChecks::isAboutValidity)
        .map(warning -> warning.message() + " " + warning.hint())
        .toList();
  }

  private static boolean isAboutValidity(IdentityWarning warning) {
    return switch (warning.kind()) {
      case EXPIRED, NOT_YET_VALID -> true;
      default -> false;
    };
  }

  private List<String> registryProblems() {
    List<String> problems = new ArrayList<>();
    beans.registry().snapshotFault().map(SnapshotFault::message).ifPresent(problems::add);
    try {
      beans.registry().refresh();
    } catch (IOException e) {
      problems.add(Faults.describe(e));
    }
    return problems;
  }
}
