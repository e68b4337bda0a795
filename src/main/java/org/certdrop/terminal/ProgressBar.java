package org.certdrop.terminal;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.certdrop.text.Progress;

/**
 * Shows on standard error, if that is a terminal, how far a command has come that takes longer than
 * a second. Until it is closed, what others write to standard error stands above it.
 */
public final class ProgressBar implements Progress, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PACE = Duration.ofMillis(100);

  private final int columns;
  private final PrintStream before = System.err;
  private final StatusLine line = new StatusLine(before);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile ProgressText text;

  private ProgressBar(int columns) {
    this.columns = columns;
  }

  /** A bar that shows nothing before a second has passed. */
  public static ProgressBar of(Terminal terminal) {
    return of(terminal, PATIENCE);
  }

  static ProgressBar of(Terminal terminal, Duration patience) {
    ProgressBar bar = new ProgressBar(terminal.columns());
    if (terminal.erases()) {
      System.setErr(new PrintStream(bar.line, true, StandardCharsets.UTF_8));
      Thread shows = new Thread(() -> bar.keepShowing(patience), "certdrop-progress");
      shows.setDaemon(true);
      shows.start();
    }
    return bar;
  }

  @Override
  public void reached(String things, long done, long total) {
    if (total > 0) {
      text = new ProgressText(things, done, total);
    }
  }

  private void keepShowing(Duration patience) {
    try {
      long pause = patience.toNanos();
      while (!closed.await(pause, TimeUnit.NANOSECONDS)) {
        ProgressText now = text;
        if (now != null) {
          line.show(now.fit(columns));
        }
        pause = PACE.toNanos();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes the bar away. */
  @Override
  public void close() {
    closed.countDown();
    line.end();
    System.setErr(before);
  }
}
