package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.util.Attributes;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final Pace pace = new Pace(Duration.ofNanos(100), nanos::get);
  private final Attributes connection = new Attributes.Mapped();

  @Test
  void theFirstIsAnsweredAtOnceAndEachFurtherOneAfterTheOneBefore() {
    assertThat(pace.pause(connection)).isZero();
    assertThat(pace.pause(connection)).isEqualTo(100);
    nanos.addAndGet(150);
    assertThat(pace.pause(connection)).isEqualTo(50);
  }

  @Test
  void aSeldomUsedConnectionDoesNotWait() {
    pace.pause(connection);
    nanos.addAndGet(100);
    assertThat(pace.pause(connection)).isZero();
  }

  @Test
  void noConnectionWaitsForAnother() {
    pace.pause(connection);
    pace.pause(connection);
    assertThat(pace.pause(new Attributes.Mapped())).isZero();
  }
}
