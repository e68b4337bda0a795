package org.certdrop.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.certdrop.service.LoggedLines;
import org.junit.jupiter.api.Test;

class LineLimitTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final LineLimit limit = new LineLimit(nanos::get);
  private final List<Integer> said = new ArrayList<>();

  private void say(int lines) {
    for (int i = 0; i < lines; i++) {
      int line = i;
      limit.say(() -> said.add(line));
    }
  }

  @Test
  void ofManyLinesTheFirstOfEachMinuteAreSaidAndTheOthersCounted() {
    try (LoggedLines log = new LoggedLines(LineLimit.class)) {
      say(1000);
      assertThat(said).hasSize(20).endsWith(19);
      nanos.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
      say(1);
      assertThat(said).hasSize(20);
      assertThat(log.lines()).isEmpty();
      nanos.incrementAndGet();
      say(30);
      assertThat(said).hasSize(40);
      assertThat(log.lines())
          .containsExactly(
              "WARN 981 more lines on files in the inbox were left out: ./certdrop status");
    }
  }

  @Test
  void whenNoMoreComeTheCountIsSaidOnce() {
    try (LoggedLines log = new LoggedLines(LineLimit.class)) {
      say(21);
      nanos.addAndGet(Duration.ofMinutes(1).toNanos());
      limit.sum();
      limit.sum();
      assertThat(log.lines())
          .containsExactly(
              "WARN 1 more lines on files in the inbox were left out: ./certdrop status");
    }
  }
}
