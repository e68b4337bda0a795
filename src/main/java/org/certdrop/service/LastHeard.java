package org.certdrop.service;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When the other replicas heard last that this one lives, by two clocks: the one that never jumps
 * stands still with a virtual machine that is paused, and the time of day is set right afterwards.
 */
final class LastHeard {
  /** Others wait for a minute; these clocks and the database's may go at different speeds. */
  private static final Duration FRESH = Duration.ofSeconds(45);

  private final LongSupplier nanoTime;
  private final Clock clock;
  private volatile Moment last = new Moment(0, 0);

  /**
   * A moment by both clocks.
   *
   * @param nanos of the one that never jumps
   * @param millis the time of day
   */
  record Moment(long nanos, long millis) {}

  LastHeard(LongSupplier nanoTime, Clock clock) {
    this.nanoTime = nanoTime;
    this.clock = clock;
  }

  Moment now() {
    return new Moment(nanoTime.getAsLong(), clock.millis());
  }

  /** They heard what was said then. */
  void since(Moment said) {
    last = said;
  }

  /** Whether both clocks say that it is not too long ago for them to wait. */
  boolean isRecent() {
    Moment heard = last;
    return nanoTime.getAsLong() - heard.nanos < FRESH.toNanos()
        && clock.millis() - heard.millis < FRESH.toMillis();
  }
}
