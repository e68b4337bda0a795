package org.certdrop.home;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets some lines a minute into the log, and then says how many there were besides: for log lines
 * that any user who drops files can cause.
 */
public final class LineLimit {
  private static final Logger LOG = LoggerFactory.getLogger(LineLimit.class);
  private static final int MOST = 20;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private long since;
  private int said;
  private int leftOut;

  /**
   * Nothing is said yet.
   *
   * @param nanoTime a clock that never jumps, in nanoseconds
   */
  public LineLimit(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Says a line, unless too many were said in this minute. */
  public synchronized void say(Runnable line) {
    sum();
    if (said < MOST) {
      said++;
      line.run();
    } else {
      leftOut++;
    }
  }

  /** Says how many lines the last minute had besides, once it is over. */
  public synchronized void sum() {
    long now = nanoTime.getAsLong();
    if (now - since >= MINUTE || said == 0) {
      if (leftOut > 0) {
        LOG.warn("{} more lines on files in the inbox were left out: ./certdrop status", leftOut);
      }
      since = now;
      said = 0;
      leftOut = 0;
    }
  }
}
