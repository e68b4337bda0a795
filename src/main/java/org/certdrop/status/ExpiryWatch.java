package org.certdrop.status;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.certdrop.home.Faults;
import org.certdrop.identity.OwnParty;
import org.certdrop.outbox.OwnInstructions;
import org.certdrop.registry.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the start and once a day whether certificates have ended or soon will; the bean of
 * {@code routes/expiry.camel.yaml}. That a certificate ends is no fault of disk or system: all else
 * goes on.
 */
public final class ExpiryWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ExpiryWatch.class);

  private final Registry registry;
  private final Supplier<OwnParty> own;
  private final Duration ahead;
  private final Clock clock;
  private final BooleanSupplier logs;

  /**
   * A watch over one registry.
   *
   * @param own this party as it is now
   * @param ahead how long before its end a certificate is warned about
   * @param logs whether it is this service that logs it
   */
  public ExpiryWatch(
      Registry registry,
      Supplier<OwnParty> own,
      Duration ahead,
      Clock clock,
      BooleanSupplier logs) {
    this.logs = logs;
    this.registry = registry;
    this.own = own;
    this.ahead = ahead;
    this.clock = clock;
  }

  /** Logs what has ended or soon will; of the own certificate {@link OwnInstructions} does. */
  public void look() {
    if (!logs.getAsBoolean()) {
      return;
    }
    ExpiryReport report = report(Optional.empty());
    log(report.expired());
    log(report.expiring());
  }

  private static void log(List<Faults.Fault> faults) {
    faults.forEach(fault -> LOG.warn("{}: {}", fault.where(), fault.message()));
  }

  /** How long before its end a certificate is warned about. */
  public Duration ahead() {
    return ahead;
  }

  /** What has ended or soon will, the own certificate included. */
  public ExpiryReport report() {
    return report(Optional.of(own.get()));
  }

  private ExpiryReport report(Optional<OwnParty> party) {
    return ExpiryReport.of(party, registry.view().active(), clock.instant(), ahead);
  }
}
