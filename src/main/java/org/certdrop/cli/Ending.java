package org.certdrop.cli;

import java.time.Duration;
import java.time.Instant;
import org.certdrop.terminal.Cell;
import org.certdrop.terminal.Terminal;
import org.certdrop.terminal.Tone;
import org.certdrop.terminal.Wrapping;
import org.certdrop.trust.Labels;

/**
 * The end of a certificate: on a terminal the days until then, elsewhere the instant, which
 * programs read.
 *
 * @param at the end
 * @param now when it is looked at
 */
record Ending(Instant at, Instant now) {
  /** From when on a colour marks it; {@code certdrop.policy.expiry-warning} sets the warning. */
  private static final Duration SOON = Duration.ofDays(30);

  /** How near it is. */
  Tone tone() {
    if (now.isAfter(at)) {
      return Tone.BAD;
    }
    return now.plus(SOON).isAfter(at) ? Tone.FAIR : Tone.NONE;
  }

  /** Such as {@code in 12 days}. */
  String words() {
    return Labels.remaining(at, now);
  }

  /**
   * A table's cell.
   *
   * @param elsewhere what stands there if it is not shown on a terminal
   */
  Cell cell(Terminal terminal, String elsewhere) {
    return terminal.present()
        ? new Cell(Labels.day(at) + ' ' + words().replace(' ', Wrapping.NO_BREAK), tone())
        : Cell.of(elsewhere);
  }
}
