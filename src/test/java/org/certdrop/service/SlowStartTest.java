package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.certdrop.home.Home;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A usual start says nothing of its length; a long one says what it is about. */
class SlowStartTest {
  @TempDir Path directory;

  @Test
  void onlyAStartThatLastsSaysSo_andWhatItIsAbout() {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    try (LoggedLines log = new LoggedLines(SlowStart.class);
        SlowStart start = SlowStart.of(new Home(directory), timer)) {
      Runnable telling = timer.getQueue().element();
      assertThat(((Delayed) telling).getDelay(TimeUnit.SECONDS)).isBetween(3L, 5L);
      assertThat(log.lines()).isEmpty();

      start.goesOn("Next, something else.");
      telling.run(); // the time has passed

      assertThat(log.lines())
          .containsExactly("INFO The start takes a while. Next, something else.");
    }
    assertThat(timer.isShutdown()).isTrue();
  }
}
