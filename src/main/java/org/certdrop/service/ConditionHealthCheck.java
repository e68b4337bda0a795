package org.certdrop.service;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Camel's view of one condition of certdrop's work: down as long as there is a problem with it. */
final class ConditionHealthCheck extends AbstractHealthCheck {
  private static final String GROUP = "certdrop";

  private final Supplier<List<String>> problems;

  /**
   * A check.
   *
   * @param problems finds, by looking, what is wrong now, in words that are fit to be shown
   */
  ConditionHealthCheck(String id, Supplier<List<String>> problems) {
    super(GROUP, id);
    this.problems = problems;
  }

  /** What is wrong with folders, clock or certificate stays so after a restart. */
  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    List<String> found = problems.get();
    if (found.isEmpty()) {
      builder.up();
    } else {
      builder.message(String.join("; ", found));
      builder.down();
    }
  }
}
