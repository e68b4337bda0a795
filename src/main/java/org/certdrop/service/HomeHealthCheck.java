package org.certdrop.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Camel's view of one condition of a home: down as long as there is a problem with it. None says
 * anything of liveness, since a restart mends no disk, clock or certificate.
 */
final class HomeHealthCheck extends AbstractHealthCheck {
  private static final String GROUP = "certdrop";

  private final boolean readiness;
  private final Supplier<Condition> condition;

  /**
   * What was found.
   *
   * @param problem why the check is down; empty if it is up
   * @param details more about it by where it is, fit to be shown; also of a check that is up
   */
  record Condition(Optional<String> problem, Map<String, String> details) {
    /** A condition that is good if there are no problems. */
    static Condition of(List<String> problems) {
      return new Condition(
          Optional.of(String.join("; ", problems)).filter(said -> !problems.isEmpty()), Map.of());
    }
  }

  /**
   * A check.
   *
   * @param id its name
   * @param readiness whether drops may not be handled while it is down
   * @param condition finds, by looking, how things are now
   */
  HomeHealthCheck(String id, boolean readiness, Supplier<Condition> condition) {
    super(GROUP, id);
    this.readiness = readiness;
    this.condition = condition;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  public boolean isReadiness() {
    return readiness;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    Condition found = condition.get();
    builder.details(new LinkedHashMap<>(found.details()));
    if (found.problem().isEmpty()) {
      builder.up();
    } else {
      builder.message(found.problem().get());
      builder.down();
    }
  }
}
