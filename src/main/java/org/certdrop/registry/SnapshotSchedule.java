package org.certdrop.registry;

import java.time.Duration;

/**
 * When the next picture of the registry is due: when things are quiet, when a small one has grown
 * by half, or after a second at the latest, but then with a twentieth of the time at most, so that
 * N registrations cost O(N). Times are of {@link System#nanoTime}.
 */
final class SnapshotSchedule {
  private static final long QUIET = Duration.ofMillis(200).toNanos();
  private static final long SOON = Duration.ofMillis(900).toNanos();
  private static final long LATEST = Duration.ofMillis(700).toNanos();
  private static final long SHARE = 20;

  /** In lines of the journal; a picture of so many takes milliseconds. */
  private static final long SMALL = 1000;

  private static final long FIRST_RETRY = Duration.ofMillis(200).toNanos();
  private static final long LAST_RETRY = Duration.ofSeconds(5).toNanos();

  private long shown;
  private long latest;
  private long firstChange;
  private long lastChange;
  private long cost;
  private long notBefore;
  private long retry = FIRST_RETRY;

  /**
   * A schedule.
   *
   * @param shown the line that registry.json shows; -1 if it is not there
   * @param latest the journal's last line
   */
  SnapshotSchedule(long shown, long latest, long now) {
    this.shown = shown;
    this.latest = latest;
    this.firstChange = now;
    this.lastChange = now;
    this.notBefore = now;
  }

  /** Whether registry.json lacks a line. */
  boolean isBehind() {
    return shown < latest;
  }

  /** The journal has grown up to this line. */
  void changed(long seq, long now) {
    if (seq > latest) {
      firstChange = isBehind() ? firstChange : now;
      lastChange = now;
      latest = seq;
    }
  }

  /** A picture was made that shows this line. */
  void taken(long seq, long began, long now) {
    shown = Math.max(shown, seq);
    latest = Math.max(latest, shown);
    firstChange = began;
    cost = now - began;
    retry = FIRST_RETRY;
  }

  /** A picture failed: the next one is due after a pause, twice as long each time. */
  void failed(long now) {
    notBefore = now + retry;
    retry = Math.min(2 * retry, LAST_RETRY);
  }

  /** Another process is at it: the next one is due after a short pause. */
  void deferred(long now) {
    notBefore = now + FIRST_RETRY;
  }

  /** In how many nanoseconds a picture is due; zero or less if now. */
  long dueIn(long now) {
    if (!isBehind()) {
      return Long.MAX_VALUE;
    }
    long quiet = lastChange + quiet();
    long latestTime = firstChange + Math.max(LATEST, SHARE * cost);
    boolean grownByHalf = shown < SMALL && latest - shown > Math.max(1, shown / 2);
    return Math.max(grownByHalf ? 0 : Math.min(quiet, latestTime) - now, notBefore - now);
  }

  /**
   * In a flood there are pauses, too: the more a picture costs, the longer a pause must be to count
   * as quiet. Even so, the picture should follow the last change within a second.
   */
  private long quiet() {
    return cost + QUIET > SOON ? LATEST : Math.max(QUIET, Math.min(cost, SOON - cost));
  }
}
