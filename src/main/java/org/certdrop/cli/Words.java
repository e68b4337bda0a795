package org.certdrop.cli;

import java.time.Instant;
import java.util.Locale;
import org.certdrop.registry.EndpointTrust;
import org.certdrop.registry.Entry;
import org.certdrop.registry.Verified;
import org.certdrop.text.Timestamps;

/** What the registry's terms are called on a screen. */
final class Words {
  private static final int DAY = 10;

  private Words() {}

  /** How a certificate was verified, by whom and on which day. */
  static String verified(Verified verified) {
    if (verified.method() == Verified.Method.NONE) {
      return "no";
    }
    return "by "
        + verified.method().name().toLowerCase(Locale.ROOT)
        + verified.by().map(who -> ", " + who).orElse("")
        + verified.at().map(at -> ", " + day(at)).orElse("");
  }

  /** Where an entry's party listens, and whether its key signed that. */
  static String endpoint(Entry entry) {
    String trust =
        entry.endpointTrust() == EndpointTrust.AUTHENTICATED ? " (signed)" : " (claimed)";
    return entry.endpoint().map(at -> at + trust).orElse("-");
  }

  /** The day of an instant, in UTC. */
  static String day(Instant at) {
    return Timestamps.seconds(at).substring(0, DAY);
  }

  static String parties(int count) {
    return count + (count == 1 ? " party" : " parties");
  }
}
