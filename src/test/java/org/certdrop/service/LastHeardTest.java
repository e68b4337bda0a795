package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LastHeardTest {
  private static final Duration LONG = Duration.ofSeconds(45);

  private long nanos = Long.MAX_VALUE - 5; // it has no beginning, and runs over
  private Instant day = Instant.parse("2026-11-23T10:15:00Z");
  private final InstantSource timeOfDay = () -> day;
  private final LastHeard heard = new LastHeard(() -> nanos, timeOfDay.withZone(ZoneOffset.UTC));

  @BeforeEach
  void hear() {
    heard.since(heard.now());
  }

  @Test
  void itIsRecentForLessThanTheOthersWait() {
    nanos += LONG.toNanos() - 1;
    day = day.plus(LONG).minusMillis(1);
    assertThat(heard.isRecent()).isTrue();
    nanos++;
    assertThat(heard.isRecent()).isFalse();
  }

  /** As in a virtual machine that was paused. */
  @Test
  void theTimeOfDayTellsWhereTheOtherClockStoodStill() {
    day = day.plus(LONG);
    assertThat(heard.isRecent()).isFalse();
    heard.since(heard.now());
    assertThat(heard.isRecent()).isTrue();
  }

  @Test
  void aTimeOfDayThatIsSetBackHidesNothing() {
    day = day.minus(Duration.ofDays(1));
    nanos += LONG.toNanos();
    assertThat(heard.isRecent()).isFalse();
  }

  @Test
  void whatWasSaidCountsFromWhenItWasSaid() {
    LastHeard.Moment said = heard.now();
    nanos += LONG.toNanos();
    day = day.plus(LONG);
    heard.since(said);
    assertThat(heard.isRecent()).isFalse();
  }

  @Test
  void toBeginWithNobodyHasHeardOfIt() {
    assertThat(new LastHeard(() -> 1, timeOfDay.withZone(ZoneOffset.UTC)).isRecent()).isFalse();
  }
}
