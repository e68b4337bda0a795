package org.certdrop.home;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.certdrop.rules.CertificateRules;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.verdict.Assessment;
import org.certdrop.verdict.Intake;

/**
 * Keeps a wrong clock from deciding. One that is behind the registry's latest change is a fault of
 * disk or system, but only for those submissions that it makes a difference to; one that is behind
 * the program's own build is one for all.
 */
public final class ClockCheck {
  private final boolean enabled;
  private final Supplier<Instant> latestChange;
  private final Intake intake;
  private final Clock clock;

  /**
   * A check.
   *
   * @param enabled whether anything is checked
   * @param latestChange when the registry was changed last, by the clock of then
   * @param intake judges a submission at another time
   * @param clock the clock that is in doubt
   */
  public ClockCheck(boolean enabled, Supplier<Instant> latestChange, Intake intake, Clock clock) {
    this.enabled = enabled;
    this.latestChange = latestChange;
    this.intake = intake;
    this.clock = clock;
  }

  /**
   * Does nothing, if what was found does not depend on a clock in doubt.
   *
   * @throws IOException if it does
   */
  public void demandCertain(Assessment assessment) throws IOException {
    Instant now = clock.instant();
    Instant latest = latestChange.get();
    Optional<String> wrong = enabled ? BuildDate.doubt(now) : Optional.empty();
    if (wrong.isPresent()) {
      throw new IOException(wrong.get());
    }
    Optional<String> doubt = enabled ? doubt(now, latest) : Optional.empty();
    if (doubt.isPresent()
        && !refusals(assessment).equals(refusals(intake.assess(assessment.submission(), latest)))) {
      throw new IOException(doubt.get());
    }
  }

  /** Why the clock is in doubt now, and what to do; empty if it is not, or nothing is checked. */
  public Optional<String> doubt() {
    Instant now = clock.instant();
    return enabled
        ? BuildDate.doubt(now).or(() -> doubt(now, latestChange.get()))
        : Optional.empty();
  }

  /**
   * Why a clock is wrong for certain, so that nothing is to be decided or made, and what to do.
   *
   * @param settings whether anything is checked
   */
  public static Optional<String> wrong(Settings settings, Clock clock) {
    return settings.clockCheck() ? BuildDate.doubt(clock.instant()) : Optional.empty();
  }

  /**
   * Does nothing, if a clock may be right.
   *
   * @param undone what certdrop does not do by a clock that is wrong: a verb and its object
   * @throws StartException if it is wrong for certain
   */
  public static void demandRight(Settings settings, Clock clock, String undone)
      throws StartException {
    Optional<String> wrong = wrong(settings, clock);
    if (wrong.isPresent()) {
      throw new StartException(
          "This computer's clock is wrong, and certdrop "
              + undone
              + " until it is right: "
              + wrong.get()
              + ". Then type the command again.");
    }
  }

  /**
   * Why a clock is in doubt, and what to do; empty if it is not.
   *
   * @param now what the clock says
   * @param latest when the registry was changed last, by the clock of then
   */
  private static Optional<String> doubt(Instant now, Instant latest) {
    return now.plus(CertificateRules.CLOCK_SKEW).isBefore(latest)
        ? Optional.of(
            "the clock says "
                + now.truncatedTo(ChronoUnit.SECONDS)
                + ", but the registry was changed at "
                + latest.truncatedTo(ChronoUnit.SECONDS)
                + "; set the clock right (timedatectl), or, if it was ahead then,"
                + " certdrop.clock.check=false")
        : Optional.empty();
  }

  private static List<Code> refusals(Assessment assessment) {
    return assessment.findings().stream().filter(Finding::refuses).map(Finding::code).toList();
  }
}
