package org.certdrop.service;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.certdrop.home.Faults;

/** Camel's view of the machine's faults: down as long as one lasts, with a detail for each. */
final class FaultsHealthCheck extends AbstractHealthCheck {
  static final String ID = "certdrop-faults";
  private static final String GROUP = "certdrop";

  private final Faults faults;

  FaultsHealthCheck(Faults faults) {
    super(GROUP, ID);
    this.faults = faults;
  }

  /** A restart frees no disk. */
  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    for (Faults.Fault fault : faults.current()) {
      builder.detail(fault.where(), fault.message() + ", since " + fault.since());
    }
    if (faults.current().isEmpty()) {
      builder.up();
    } else {
      builder.message("A fault of the machine lasts; nothing is lost, certdrop tries again.");
      builder.down();
    }
  }
}
