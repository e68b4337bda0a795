package org.certdrop.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:15:00.456789Z");

  @Test
  void eachFormHasOneLength() {
    assertThat(Timestamps.millis(AT)).isEqualTo("2026-11-23T10:15:00.456Z");
    assertThat(Timestamps.seconds(AT)).isEqualTo("2026-11-23T10:15:00Z");
    assertThat(Timestamps.compact(AT)).isEqualTo("20261123T101500.456Z");
  }

  @Test
  void zeroFractionsAreWrittenToo() {
    assertThat(Timestamps.millis(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000Z");
  }

  @Test
  void theLastYearOfACertificateCanBeWritten() {
    assertThat(Timestamps.seconds(Instant.parse("9999-12-31T23:59:59Z")))
        .isEqualTo("9999-12-31T23:59:59Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T10:15:00Z",
        "2026-11-23T10:15:00.456Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z",
        "2024-02-29T00:00:00Z",
        "2026-12-31T23:59:60Z",
        "2026-12-31T24:00:00Z",
        "2026-11-23T10:15:00.4Z",
        "2026-11-23T10:15:00.456789Z",
        "2026-11-23t10:15:00z",
        "+10000-01-01T00:00:00Z"
      })
  void anInstantIsReadAsTheJdkReadsIt(String text) {
    assertThat(Timestamps.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-23",
        "2025-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-11-31T00:00:00.000Z",
        "2026-11-23T25:00:00Z",
        "2026-11-23T10:60:00Z",
        "2026-11-23T10:15:61Z",
        "2026-11-23T10:15:00,456Z",
        "2026-11-23T10:15:00.45\u0666Z",
        "2026-11-23 10:15:00Z",
        "2026-11-23T10:15:00"
      })
  void whatIsNoInstantIsRefusedAsByTheJdk(String text) {
    assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Instant.parse(text));
    assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Timestamps.parse(text));
  }

  @Property(tries = 500)
  void whatIsWrittenIsReadBack(
      @ForAll @LongRange(min = -62_167_219_200_000L, max = 253_402_300_799_999L) long millis) {
    Instant at = Instant.ofEpochMilli(millis);
    assertThat(Timestamps.parse(Timestamps.millis(at))).isEqualTo(at);
    assertThat(Timestamps.parse(Timestamps.seconds(at)))
        .isEqualTo(at.truncatedTo(ChronoUnit.SECONDS));
  }
}
