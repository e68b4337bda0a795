package org.certdrop.registry;

import java.time.Duration;

/** Adds up how long something takes, each time that it is done. */
final class Stopwatch {
  private long count;
  private long nanos;

  /**
   * It was done once more.
   *
   * @param began when that began, by {@link System#nanoTime}
   */
  synchronized void stop(long began) {
    count++;
    nanos += System.nanoTime() - began;
  }

  synchronized Timing timing() {
    return new Timing(count, Duration.ofNanos(nanos));
  }
}
