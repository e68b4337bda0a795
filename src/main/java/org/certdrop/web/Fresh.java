package org.certdrop.web;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value that takes its time to find out, and that many ask for: found out by one thread at a
 * time, at most once a second and for a tenth of the time, however often it is asked for. The
 * thread is its own, so that a caller need not wait for it to the end.
 *
 * @param <T> the value
 */
final class Fresh<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Fresh.class);

  private static final long LEAST_AGE = Duration.ofSeconds(1).toNanos();
  private static final int SHARE = 10;

  private final String name;
  private final Callable<T> find;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private CompletableFuture<T> current;
  private long due;
  private long count;
  private long nanos;
  private volatile boolean isLost;
  private volatile boolean isClosed;

  /**
   * A value that nobody has asked for yet.
   *
   * @param name of the thread that finds it out
   * @param find finds it out
   * @param patience how long a caller waits for it
   * @param nanoTime a clock that never jumps, in nanoseconds
   */
  Fresh(String name, Callable<T> find, Duration patience, LongSupplier nanoTime) {
    this.name = name;
    this.find = find;
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /**
   * The value, not old.
   *
   * @throws UnavailableException if it cannot be found out, or not in time
   */
  T get() throws UnavailableException {
    return await(future());
  }

  private T await(CompletableFuture<T> value) throws UnavailableException {
    try {
      return value.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new UnavailableException("This takes longer than usual; try again soon.", e);
    } catch (ExecutionException e) {
      throw new UnavailableException("This cannot be found out now; the log says why.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("certdrop is about to stop.", e);
    }
  }

  /**
   * The same, found out from now on: what is under way began before something that the caller did.
   *
   * @throws UnavailableException as {@link #get}
   */
  T renewed() throws UnavailableException {
    return await(fromNow());
  }

  /** The same for a caller that does not wait: completed with the value, or with a fault. */
  CompletableFuture<T> ask() {
    return future().copy().orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  private synchronized CompletableFuture<T> future() {
    boolean isOld = current != null && current.isDone() && nanoTime.getAsLong() - due >= 0;
    if (current == null || isOld) {
      CompletableFuture<T> begun = new CompletableFuture<>();
      current = begun;
      Thread thread = new Thread(() -> find(begun), name);
      thread.setDaemon(true);
      thread.start();
    }
    return current;
  }

  private synchronized CompletableFuture<T> fromNow() {
    CompletableFuture<T> before = current;
    return before == null || before.isDone()
        ? after(before)
        : before.handle((value, fault) -> before).thenCompose(this::after);
  }

  /** All who waited for the same one share the next. */
  private synchronized CompletableFuture<T> after(CompletableFuture<T> before) {
    if (current == before) {
      current = null;
    }
    return future();
  }

  // Every caller gets an answer, whatever happens, an Error included.
  private void find(CompletableFuture<T> begun) {
    long began = nanoTime.getAsLong();
    try {
      T value = find.call();
      took(began);
      begun.complete(value);
      isLost = false;
    } catch (Throwable e) {
      took(began);
      begun.completeExceptionally(e);
      lose(e);
    }
  }

  /** Said once, however often it is tried. */
  private synchronized void lose(Throwable cause) {
    if (!isLost && !isClosed) {
      LOG.warn("{}: the page cannot be kept up to date; the service goes on.", name, cause);
    }
    isLost = true;
  }

  private synchronized void took(long began) {
    long now = nanoTime.getAsLong();
    count++;
    nanos += now - began;
    due = now + Math.max(LEAST_AGE, (SHARE - 1) * (now - began));
  }

  /** What fails from now on is not worth saying: the service ends. */
  @Override
  public void close() {
    isClosed = true;
  }

  /** How often it was found out. */
  synchronized long count() {
    return count;
  }

  /** How long that took, all of it together. */
  synchronized Duration total() {
    return Duration.ofNanos(nanos);
  }
}
