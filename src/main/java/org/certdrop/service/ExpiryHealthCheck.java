package org.certdrop.service;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.certdrop.status.ExpiryReport;

/**
 * Camel's view of certificates that end: down as long as one has ended, with a detail for each,
 * also for those that soon will.
 */
final class ExpiryHealthCheck extends AbstractHealthCheck {
  static final String ID = "certdrop-expiry";
  private static final String GROUP = "certdrop";

  private final Supplier<ExpiryReport> reports;

  ExpiryHealthCheck(Supplier<ExpiryReport> reports) {
    super(GROUP, ID);
    this.reports = reports;
  }

  /** A restart makes no certificate younger. */
  @Override
  public boolean isLiveness() {
    return false;
  }

  /** Whatever others let expire, drops are handled; the own certificate has a check of its own. */
  @Override
  public boolean isReadiness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    ExpiryReport report = reports.get();
    report.expiring().forEach(fault -> builder.detail(fault.where(), fault.message()));
    report.expired().forEach(fault -> builder.detail(fault.where(), fault.message()));
    if (report.expired().isEmpty()) {
      builder.up();
    } else {
      builder.message("A certificate has expired.");
      builder.down();
    }
  }
}
