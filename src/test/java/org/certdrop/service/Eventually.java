package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for what a running service does in its own time; with pauses, since asking a page spends
 * its budget.
 */
public final class Eventually {
  private static final Duration MOST = Duration.ofSeconds(60);
  private static final long PAUSE = Duration.ofMillis(50).toNanos();

  private Eventually() {}

  /** Waits until a condition holds; fails if it never does. */
  public static void holds(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + MOST.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("it did not become true within " + MOST);
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  /** Waits until some things are what they should be; fails with both if they never are. */
  static <T> void are(T expected, Callable<T> actual) throws Exception {
    long end = System.nanoTime() + MOST.toNanos();
    while (!expected.equals(actual.call()) && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(PAUSE);
    }
    assertThat(actual.call()).isEqualTo(expected);
  }
}
