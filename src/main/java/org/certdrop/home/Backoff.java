package org.certdrop.home;

import java.time.Duration;

/**
 * How long to wait after a fault of disk or system: a pause that doubles with every failure.
 *
 * @param delay the first pause
 * @param maxDelay the longest
 */
public record Backoff(Duration delay, Duration maxDelay) {
  /** The pause after so many failures, one or more, in nanoseconds. */
  public long pauseAfter(int failures) {
    long pause = delay.toNanos();
    for (int i = 1; i < failures && pause < maxDelay.toNanos(); i++) {
      pause *= 2;
    }
    return Math.min(pause, maxDelay.toNanos());
  }
}
