package org.certdrop.web;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The processor's time that answers may take: a tenth of one processor, and what was saved of it
 * for at most ten seconds. A client that asks without end finds it spent.
 */
final class Budget {
  private static final int SHARE = 10;
  private static final long MOST = Duration.ofSeconds(1).toNanos();

  /** What reading a request costs that is not measured. */
  private static final long LEAST_COST = Duration.ofMillis(1).toNanos();

  private final LongSupplier nanoTime;
  private long left = MOST;
  private long seen;

  /** A full budget. */
  Budget(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.seen = nanoTime.getAsLong();
  }

  /** Whether there is nothing left now. */
  synchronized boolean isSpent() {
    earn();
    return left <= 0;
  }

  /** An answer took that many nanoseconds. */
  synchronized void spend(long nanos) {
    earn();
    left -= Math.max(LEAST_COST, nanos);
  }

  private void earn() {
    long earned = (nanoTime.getAsLong() - seen) / SHARE;
    left = Math.min(MOST, left + earned);
    seen += earned * SHARE;
  }
}
