package org.certdrop.text;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as certdrop writes them: UTC, ISO 8601, of one fixed length. */
public final class Timestamps {
  private static final DateTimeFormatter MILLIS = format("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
  private static final DateTimeFormatter SECONDS = format("uuuu-MM-dd'T'HH:mm:ss'Z'");
  private static final DateTimeFormatter COMPACT = format("uuuuMMdd'T'HHmmss.SSS'Z'");

  private Timestamps() {}

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
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
