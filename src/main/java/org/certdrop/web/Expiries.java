package org.certdrop.web;

import java.time.Duration;
import java.time.Instant;
import org.certdrop.status.Bulletin;

/** How near the end of a certificate is. */
final class Expiries {
  private Expiries() {}

  /** What is shown beside the words: a warning where {@code status} warns. */
  static Badge mark(Instant end, Bulletin bulletin) {
    if (bulletin.at().isAfter(end)) {
      return Badge.BAD;
    }
    return Duration.between(bulletin.at(), end).compareTo(bulletin.expiryWarning()) < 0
        ? Badge.FAIR
        : Badge.NONE;
  }
}
