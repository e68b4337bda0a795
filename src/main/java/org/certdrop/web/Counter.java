package org.certdrop.web;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where requests of one kind are answered: by few threads of its own, from a short queue, and for a
 * small share of the processor's time.
 */
final class Counter implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int QUEUE = 64;
  private static final long PAUSE_MILLIS = 100;

  /** What a client is told for which there is no time, after a pause. */
  static final Response TOO_MUCH =
      Response.page(429, "Too much is asked for; try again soon.", Map.of("Retry-After", "1"));

  private static final Response STOPPING =
      Response.page(503, "certdrop is about to stop.", Map.of());

  private final ThreadPoolExecutor threads;
  private final Budget budget = new Budget(System::nanoTime);
  private final ThreadMXBean times = ManagementFactory.getThreadMXBean();

  /**
   * A counter without requests.
   *
   * @param name of its threads
   */
  Counter(String name) {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(QUEUE),
            work -> thread(work, name));
    threads.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Answers in turn, by another thread.
   *
   * @param find makes the answer
   * @param send takes it, once
   * @return false if too many requests wait, and this one is not answered
   */
  boolean answer(Supplier<Response> find, Consumer<Response> send) {
    try {
      threads.execute(() -> work(find, send));
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void work(Supplier<Response> find, Consumer<Response> send) {
    long began = processorTime();
    try {
      send.accept(budget.isSpent() ? refuse() : find.get());
    } finally {
      budget.spend(processorTime() - began);
    }
  }

  private long processorTime() {
    return times.isCurrentThreadCpuTimeSupported() ? times.getCurrentThreadCpuTime() : 0;
  }

  /** Slowly: a client that asks without end is to cost little. */
  private static Response refuse() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      return TOO_MUCH;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return STOPPING;
    }
  }

  /** Answers nothing more. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
