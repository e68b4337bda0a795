package org.certdrop.text;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as certdrop writes them: UTC, ISO 8601, of one fixed length. */
public final class Timestamps {
  private static final DateTimeFormatter MILLIS = format("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
  private static final DateTimeFormatter SECONDS = format("uuuu-MM-dd'T'HH:mm:ss'Z'");
  private static final DateTimeFormatter COMPACT = format("uuuuMMdd'T'HHmmss.SSS'Z'");

  /** In nanoseconds. */
  private static final int MILLISECOND = 1_000_000;

  private Timestamps() {}

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /**
   * Reads an instant as {@link Instant#parse} does; what certdrop itself writes, which a registry
   * has four times for each party, without the JDK's formatters: they are slow at the start.
   *
   * @throws java.time.DateTimeException if it is none
   */
  public static Instant parse(String text) {
    boolean seconds = isLaidOutAs(text, "dddd-dd-ddTdd:dd:ddZ");
    if (!seconds && !isLaidOutAs(text, "dddd-dd-ddTdd:dd:dd.dddZ")) {
      return Instant.parse(text);
    }
    int hour = number(text, 11, 13);
    int second = number(text, 17, 19);
    // Of 24:00 and of leap seconds the JDK knows what to make.
    if (hour > 23 || second > 59) {
      return Instant.parse(text);
    }
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            hour,
            number(text, 14, 16),
            second,
            seconds ? 0 : number(text, 20, 23) * MILLISECOND)
        .toInstant(ZoneOffset.UTC);
  }

  private static boolean isLaidOutAs(String text, String layout) {
    if (text.length() != layout.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char expected = layout.charAt(i);
      if (expected == 'd' ? c < '0' || c > '9' : c != expected) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }

  /** Such as {@code 2026-11-23T10:15:00.456Z}: when certdrop did something. */
  public static String millis(Instant instant) {
    return MILLIS.format(instant);
  }

  /** Such as {@code 2026-11-23T10:15:00Z}: a certificate's dates, which have whole seconds. */
  public static String seconds(Instant instant) {
    return SECONDS.format(instant);
  }

  /** Such as {@code 20261123T101500.456Z}: in names of folders. */
  public static String compact(Instant instant) {
    return COMPACT.format(instant);
  }
}
