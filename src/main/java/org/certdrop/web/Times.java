package org.certdrop.web;

import java.time.Duration;
import java.time.Instant;
import org.certdrop.text.Timestamps;

/** Moments, for people and for programs. */
final class Times {
  private static final int LENGTH_OF_DATE = "2026-11-23".length();

  private Times() {}

  /** A moment, such as 2026-11-23 10:15:00 UTC. */
  static Html at(Instant at) {
    String text = Timestamps.seconds(at);
    return new Html()
        .inline(
            "time",
            text.substring(0, LENGTH_OF_DATE)
                + " "
                + text.substring(LENGTH_OF_DATE + 1, text.length() - 1)
                + " UTC",
            "datetime",
            text);
  }

  /** A moment, and how long ago it was. */
  static Html since(Instant at, Instant now) {
    return at(at).text(" (" + ago(Duration.between(at, now)) + ")");
  }

  private static String ago(Duration age) {
    if (age.toMinutes() < 1) {
      return "less than a minute ago";
    }
    if (age.toHours() < 1) {
      return count(age.toMinutes(), "minute");
    }
    return age.toDays() < 1 ? count(age.toHours(), "hour") : count(age.toDays(), "day");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s") + " ago";
  }
}
