package org.certdrop.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.certdrop.home.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log what a start is about, if it really lasts: a usual one takes a second or two. */
final class SlowStart implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlowStart.class);
  private static final long PATIENCE_MILLIS = 5000;
  private static final long MEGABYTE = 1_000_000;

  private final ScheduledExecutorService timer;
  private volatile String step;

  private SlowStart(String step, ScheduledExecutorService timer) {
    this.step = step;
    this.timer = timer;
  }

  /** A start that begins now, by reading what a home holds. */
  static SlowStart of(Home home) {
    return of(home, Executors.newSingleThreadScheduledExecutor(SlowStart::thread));
  }

  static SlowStart of(Home home, ScheduledExecutorService timer) {
    SlowStart start =
        new SlowStart(
            "certdrop reads the registry"
                + size(home.var().resolve("journal.jsonl"))
                + " and takes up what an earlier run left.",
            timer);
    start.timer.schedule(start::tell, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    return start;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "certdrop-start");
    thread.setDaemon(true);
    return thread;
  }

  private static String size(Path journal) {
    try {
      long size = Files.size(journal) / MEGABYTE;
      return size == 0 ? "" : " (a journal of " + size + " MB)";
    } catch (IOException e) {
      return ""; // the first start, or one that soon says why it fails
    }
  }

  private void tell() {
    LOG.info("The start takes a while. {}", step);
  }

  /** The next step begins. */
  void goesOn(String next) {
    step = next;
  }

  /** The start is over. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
