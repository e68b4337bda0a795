package org.certdrop.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Reads files that somebody else may keep from being opened: by a lease (fcntl(2), F_SETLEASE),
 * which the kernel waits for, or by a pipe in the place of a file. A thread of its own opens and
 * reads, and the caller waits for a short time only. So long as some files of an owner are overdue,
 * no other one of that owner is opened: nobody's files cost more than a few threads and seconds.
 * Nor do files that open late, but in time, for they are counted, too ({@link WaitedTime}).
 * (Nothing in Java opens without waiting, or ends an open that waits: a thread that a pipe has
 * caught is lost until somebody writes into the pipe.)
 */
final class TimelyRead {
  private static final int MOST_OVERDUE = 4;
  private static final int MOST_THREADS = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final TimelyRead SHARED = new TimelyRead(PATIENCE, System::nanoTime);

  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0, MOST_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), TimelyRead::thread);

  /** How many reads of each owner's files have not ended in time, and go on. */
  private final Map<UserPrincipal, Integer> overdue = new ConcurrentHashMap<>();

  private final WaitedTime waited;
  private final LongSupplier nanoTime;
  private final Duration patience;

  /**
   * A reader without overdue reads.
   *
   * @param patience how long a caller waits
   * @param nanoTime a clock that never jumps, in nanoseconds, for what callers have waited
   */
  TimelyRead(Duration patience, LongSupplier nanoTime) {
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.waited = new WaitedTime(nanoTime);
  }

  /** The reader of this process. */
  static TimelyRead shared() {
    return SHARED;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "certdrop-read");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Opens and reads.
   *
   * @param owner whose file it is, as was seen before; asked only where a read is overdue or slow,
   *     for it looks the owner's name up
   * @param read opens, reads and closes
   * @return what was read
   * @throws IOException what {@code read} throws; or if it does not end in time
   */
  <T> T of(Supplier<UserPrincipal> owner, Callable<T> read) throws IOException {
    if (!overdue.isEmpty() && overdue.getOrDefault(owner.get(), 0) >= MOST_OVERDUE) {
      throw new IOException("other files of its owner do not open in time");
    }
    if (waited.isSpent(owner)) {
      throw new IOException(
          "other files of its owner open slowly, and have taken their share of "
              + WaitedTime.WINDOW.toSeconds()
              + " seconds");
    }
    CompletableFuture<T> done = new CompletableFuture<>();
    long began = nanoTime.getAsLong();
    try {
      threads.execute(() -> complete(done, read));
      return done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      throw new IOException("too many files do not open in time", e);
    } catch (TimeoutException e) {
      note(owner.get(), done);
      throw new IOException(
          "it does not open in time: another process may hold a lease on it, or it is a pipe (lsof)",
          e);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a file was read");
    } finally {
      waited.add(owner, began);
    }
  }

  private void note(UserPrincipal owner, CompletableFuture<?> read) {
    overdue.merge(owner, 1, Integer::sum);
    read.whenComplete(
        (content, fault) ->
            overdue.computeIfPresent(owner, (whose, count) -> count == 1 ? null : count - 1));
  }

  // The caller gets what was thrown, an Error included.
  private static <T> void complete(CompletableFuture<T> done, Callable<T> read) {
    try {
      done.complete(read.call());
    } catch (Throwable e) {
      done.completeExceptionally(e);
    }
  }

  private static IOException rethrown(Throwable thrown) {
    if (thrown instanceof IOException fault) {
      return fault;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    throw thrown instanceof RuntimeException unexpected
        ? unexpected
        : new IllegalStateException(thrown);
  }
}
