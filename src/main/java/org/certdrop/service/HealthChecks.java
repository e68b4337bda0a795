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
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheck;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.identity.IdentityWarning;
import org.certdrop.registry.SnapshotFault;
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
    Map<String, HealthCheck> all = new LinkedHashMap<>();
    all.put("certdropHealth", new FaultsHealthCheck(beans.faults()));
    all.put("certdropExpiry", new ExpiryHealthCheck(beans.expiry()::report));
    for (HealthCheck check : checks.conditions()) {
      all.put(check.getId(), check);
    }
    return all;
  }

  private List<HealthCheck> conditions() {
    return List.of(
        new ConditionHealthCheck(
            "certdrop-inbox",
            () -> problems(home.inbox(), home.work(), home.accepted(), home.refused())),
        new ConditionHealthCheck("certdrop-outbox", () -> problems(home.registration())),
        new ConditionHealthCheck("certdrop-var", () -> problems(home.var())),
        new ConditionHealthCheck("certdrop-clock", this::clockProblems),
        new ConditionHealthCheck("certdrop-own-certificate", this::ownProblems),
        new ConditionHealthCheck("certdrop-registry", this::registryProblems));
  }

  private List<String> problems(Path... folders) {
    return Stream.of(folders)
        .map(folder -> FolderProbe.problem(home, folder))
        .flatMap(Optional::stream)
        .toList();
  }

  private List<String> clockProblems() {
    return beans.clockCheck().doubt().stream().toList();
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
