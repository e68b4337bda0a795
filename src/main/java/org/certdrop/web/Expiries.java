package org.certdrop.web;

import java.time.Duration;
import java.time.Instant;
import org.certdrop.service.Bulletin;

/** How near the end of a certificate is. */
final class Expiries {
  /** What is shown beside the words; what is warned about is in the configuration. */
  private static final Duration SOON = Duration.ofDays(30);

  private Expiries() {}

  static Mark mark(Instant end, Bulletin bulletin) {
    if (bulletin.at().isAfter(end)) {
      return Mark.BAD;
    }
    return bulletin.at().plus(SOON).isAfter(end) ? Mark.FAIR : Mark.NONE;
  }
}
