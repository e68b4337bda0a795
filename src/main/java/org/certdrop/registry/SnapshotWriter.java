package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.certdrop.files.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps registry.json up to date in the background, as {@link SnapshotSchedule} says. */
final class SnapshotWriter {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotWriter.class);
  private static final int TRIES_AT_CLOSE = 25;
  private static final int FAILURES_AT_CLOSE = 3;

  private final Path file;
  private final SnapshotSchedule schedule;
  private final Picture picture;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final CompletableFuture<Void> ended;
  private Optional<SnapshotFault> fault = Optional.empty();
  private boolean closed;

  /** Makes a picture of the newest state. */
  @FunctionalInterface
  interface Picture {
    /** Returns the line that registry.json shows now; empty if another process is at it. */
    OptionalLong take() throws IOException;
  }

  /** Starts; the file is the one that pictures go to. */
  SnapshotWriter(Path file, SnapshotSchedule schedule, Picture picture, Clock clock) {
    this.file = file;
    this.schedule = schedule;
    this.picture = picture;
    this.clock = clock;
    this.ended = Daemon.run("registry-snapshot", this::run);
  }

  /** Tells that the journal has grown up to this line. */
  void changed(long seq) {
    lock.lock();
    try {
      schedule.changed(seq, System.nanoTime());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Why the file cannot be written just now, if so. */
  Optional<SnapshotFault> fault() {
    lock.lock();
    try {
      return fault;
    } finally {
      lock.unlock();
    }
  }

  /** Writes what is not written yet, and ends. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    ended.join();
  }

  private void run() {
    lock.lock();
    try {
      while (awaitDue()) {
        take();
      }
      finish();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a picture is due; false if the registry was closed. */
  private boolean awaitDue() {
    while (!closed) {
      long wait = schedule.dueIn(System.nanoTime());
      if (wait <= 0) {
        return true;
      }
      await(wait);
    }
    return false;
  }

  /** A fault that lasts must not hold up the end; one that passes should not be seen after it. */
  private void finish() {
    int failures = 0;
    for (int tries = 0; isWorthATry(tries, failures); tries++) {
      failures += take() ? 0 : 1;
      if (isWorthATry(tries + 1, failures)) {
        await(schedule.dueIn(System.nanoTime()));
      }
    }
    if (schedule.isBehind()) {
      LOG.warn("{} is behind the journal; the next start brings it up to date.", file);
    }
  }

  private boolean isWorthATry(int tries, int failures) {
    return schedule.isBehind() && tries < TRIES_AT_CLOSE && failures < FAILURES_AT_CLOSE;
  }

  // Both callers look again after it, whatever woke them.
  @SuppressWarnings("WaitNotInLoop")
  private void await(long nanos) {
    try {
      changed.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      LOG.debug("this thread ends with its registry, not by an interrupt", e);
    }
  }

  /** Makes a picture, others being let in meanwhile; false if that failed. */
  private boolean take() {
    long began = System.nanoTime();
    OptionalLong line;
    lock.unlock();
    try {
      line = picture.take();
    } catch (IOException | RuntimeException | Error e) {
      // An Error, too: a heap that is too small for a picture now may do later.
      lock.lock();
      failed(e);
      return false;
    }
    lock.lock();
    if (line.isEmpty()) {
      schedule.deferred(System.nanoTime());
    } else {
      schedule.taken(line.getAsLong(), began, System.nanoTime());
      fault = Optional.empty();
    }
    return true;
  }

  private void failed(Throwable e) {
    schedule.failed(System.nanoTime());
    if (fault.isEmpty()) {
      String said = e instanceof IOException fault ? Reason.described(fault) : e.toString();
      LOG.warn("{} cannot be written, the journal holds all: {}", file, said);
      fault = Optional.of(new SnapshotFault(file, said, clock.instant()));
    }
  }
}
