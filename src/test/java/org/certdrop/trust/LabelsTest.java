package org.certdrop.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {
  @ParameterizedTest
  @CsvSource({
    "2026-12-05T10:00:00Z, 2026-12-05 in 12 days",
    "2026-11-24T10:00:00Z, 2026-11-24 in 1 day",
    "2026-11-24T09:59:59Z, 2026-11-24 within a day",
    "2026-11-23T10:00:00Z, 2026-11-23 within a day",
    "2026-11-23T09:59:59Z, 2026-11-23 expired"
  })
  void anEndIsSaidByItsDateAndTheDaysUntilThen(Instant end, String words) {
    assertThat(Labels.expires(end, Instant.parse("2026-11-23T10:00:00Z"))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-05T10:00:00Z, in 12 days",
    "2026-12-05T09:59:59Z, in 11 days",
    "2026-11-24T10:00:00Z, in 1 day",
    "2026-11-24T09:59:59Z, tomorrow",
    "2026-11-24T00:00:00Z, tomorrow",
    "2026-11-23T23:59:59Z, today",
    "2026-11-23T10:00:00Z, today",
    "2026-11-23T09:59:59Z, expired today",
    "2026-11-22T23:59:59Z, expired yesterday",
    "2026-11-22T10:00:01Z, expired yesterday",
    "2026-11-22T10:00:00Z, expired 1 day ago",
    "2026-11-20T09:00:00Z, expired 3 days ago"
  })
  void whatRemainsIsCountedInWholeDaysAndElseSaidByTheDate(Instant end, String words) {
    assertThat(Labels.remaining(end, Instant.parse("2026-11-23T10:00:00Z"))).isEqualTo(words);
  }
}
