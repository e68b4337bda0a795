package org.certdrop.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How long to wait for what another process holds: half a minute, and half a second from the moment
 * that the registry is to be closed, so that a service ends though another process hangs.
 */
public final class Patience {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final long IN_A_HURRY = Duration.ofMillis(500).toNanos();
  private static final long FIRST_PAUSE = Duration.ofMillis(1).toNanos();
  private static final long LAST_PAUSE = Duration.ofMillis(8).toNanos();

  private final long longest;
  private volatile boolean hurried;
  private volatile long hurriedAt;

  public Patience() {
    this(LONGEST);
  }

  /** As long as that. */
  public Patience(Duration longest) {
    this.longest = longest.toNanos();
  }

  /** Waiting from now on. */
  public final class Wait {
    private final long began = System.nanoTime();
    private long pause = FIRST_PAUSE;

    private Wait() {}

    /**
     * Pauses, a little longer each time.
     *
     * @param what what is waited for
     * @throws IOException if it took too long
     */
    public void goOn(String what) throws IOException {
      long now = System.nanoTime();
      boolean hurryIsOver = hurried && now - began > IN_A_HURRY && now - hurriedAt > IN_A_HURRY;
      if (hurryIsOver || now - began > longest) {
        throw new IOException(
            "another process has held "
                + what
                + " for too long: look which one (lsof), and whether it hangs");
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LAST_PAUSE);
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while waiting for " + what);
      }
    }
  }

  /** Begins to wait. */
  public Wait begin() {
    return new Wait();
  }

  /** Lets all waiting threads give up soon. */
  public void hurry() {
    if (!hurried) {
      hurriedAt = System.nanoTime();
      hurried = true;
    }
  }
}
