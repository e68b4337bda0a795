package org.certdrop.web;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.eclipse.jetty.util.Attributes;

/**
 * How fast one connection gets its answers: the first at once, each further one some time after the
 * one before. A client that asks without end delays itself alone, and no client that asks once.
 */
final class Pace {
  private static final String NEXT = Pace.class.getName();

  private final long step;
  private final LongSupplier nanoTime;

  /**
   * A pace.
   *
   * @param step the time between two answers
   * @param nanoTime a clock that never jumps, in nanoseconds
   */
  Pace(Duration step, LongSupplier nanoTime) {
    this.step = step.toNanos();
    this.nanoTime = nanoTime;
  }

  /** How many nanoseconds the answer to one more request has to wait; zero if none. */
  long pause(Attributes connection) {
    long now = nanoTime.getAsLong();
    long pause = connection.getAttribute(NEXT) instanceof Long next ? Math.max(0, next - now) : 0;
    connection.setAttribute(NEXT, now + pause + step);
    return pause;
  }
}
