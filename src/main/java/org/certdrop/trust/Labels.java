package org.certdrop.trust;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.certdrop.registration.EndpointTrust;
import org.certdrop.registration.Entry;
import org.certdrop.registration.Verified;
import org.certdrop.text.Timestamps;

/** What the registry's terms are called on a screen. */
public final class Labels {
  private static final int LENGTH_OF_DATE = "2026-11-23".length();

  private Labels() {}

  /** How a certificate was verified, by whom and on which day. */
  public static String verified(Verified verified) {
    return verified(verified.method())
        + verified.by().map(who -> ", " + who).orElse("")
        + verified.at().map(at -> ", " + day(at)).orElse("");
  }

  /** How a certificate was verified. */
  public static String verified(Verified.Method method) {
    return switch (method) {
      case NONE -> "no";
      case NUMBER -> "by number";
      case FINGERPRINT -> "by fingerprint";
      case CHAINED -> "by the key before";
    };
  }

  /** Where an entry's party listens, and whether its key signed that. */
  public static String endpoint(Entry entry) {
    String trust =
        entry.endpointTrust() == EndpointTrust.AUTHENTICATED ? " (signed)" : " (claimed)";
    return entry.endpoint().map(at -> at + trust).orElse("-");
  }

  /** The day of an instant, in UTC. */
  public static String day(Instant at) {
    return Timestamps.seconds(at).substring(0, LENGTH_OF_DATE);
  }

  /** Such as {@code 2026-12-05 in 12 days}. */
  public static String expires(Instant end, Instant now) {
    long days = Duration.between(now, end).toDays();
    if (now.isAfter(end)) {
      return day(end) + " expired";
    }
    if (days == 0) {
      return day(end) + " within a day";
    }
    return day(end) + " in " + days + (days == 1 ? " day" : " days");
  }

  /**
   * Such as {@code in 12 days}, {@code today} or {@code expired 3 days ago}: whole days are
   * counted, as by {@link #expires}; what is less is said by the date in UTC.
   */
  public static String remaining(Instant end, Instant now) {
    boolean over = now.isAfter(end);
    long days = Duration.between(now, end).abs().toDays();
    String count = days + (days == 1 ? " day" : " days");
    if (days > 0) {
      return over ? "expired " + count + " ago" : "in " + count;
    }
    boolean today = date(now).equals(date(end));
    return over ? "expired " + (today ? "today" : "yesterday") : today ? "today" : "tomorrow";
  }

  private static LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  public static String parties(int count) {
    return count + (count == 1 ? " party" : " parties");
  }
}
