package org.certdrop.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.certdrop.registration.Draft;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes a registry: it takes whatever callers wait for, up to 1000 at a time,
 * as one group, which shares one append and one fsync.
 *
 * <p>It is a thread of its own, since an interrupt of a caller's would close the journal's channel
 * in the middle of a write.
 */
final class Committer {
  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
  private static final int MAX_GROUP = 1000;

  /**
   * While many come at once, each sync waits for what comes within this time, in nanoseconds: a
   * sync delays all other writes. A caller that comes alone does not wait.
   */
  private static final long GATHERING = Duration.ofMillis(10).toNanos();

  /** Nor does anybody wait for longer than this if nobody else comes. */
  private static final long GATHERING_STEP = Duration.ofMillis(2).toNanos();

  private static final Request<?> END = new Request<>(draft -> draft);

  private final BlockingQueue<Request<?>> waiting = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MAX_GROUP);
  private final Writer writer;
  private final Runnable gather;
  private final CompletableFuture<Void> ended;
  private boolean closed;

  /** Makes a group durable. */
  @FunctionalInterface
  interface Writer {
    /** Does every {@link Request#work}; the answers are given when it returns. */
    void write(List<Request<?>> group) throws IOException;
  }

  /** What a caller waits for. */
  static final class Request<T> {
    private final Function<Draft, T> work;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private T result;

    private Request(Function<Draft, T> work) {
      this.work = work;
    }

    /** Decides on a draft, and keeps the result until the group is durable. */
    void work(Draft draft) {
      result = work.apply(draft);
    }

    private void succeed() {
      answer.complete(result);
    }

    private void fail(Throwable fault) {
      answer.completeExceptionally(fault);
    }
  }

  Committer(Writer writer) {
    this.writer = writer;
    this.gather = this::gather;
    this.ended = Daemon.run("registry-committer", this::run);
  }

  /**
   * A committer.
   *
   * @param gather waits, while many come at once, for those that come with them
   */
  Committer(Writer writer, Runnable gather) {
    this.writer = writer;
    this.gather = gather;
    this.ended = Daemon.run("registry-committer", this::run);
  }

  /**
   * Has some work done on the newest state and what it drafts made durable.
   *
   * @throws IOException if it could not be made durable; then nothing is changed
   * @throws IllegalStateException if the registry is closed
   */
  <T> T submit(Function<Draft, T> work) throws IOException {
    try {
      return request(work).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException fault) {
        throw fault;
      }
      throw e;
    }
  }

  /**
   * The same without waiting, but for room where a thousand wait already.
   *
   * @return completed on the committer's thread, which must not be kept from its work; with an
   *     {@link IOException} if it could not be made durable
   * @throws IllegalStateException if the registry is closed
   */
  <T> CompletableFuture<T> request(Function<Draft, T> work) {
    Request<T> request = new Request<>(work);
    room.acquireUninterruptibly();
    synchronized (this) {
      if (closed) {
        room.release();
        throw new IllegalStateException("the registry is closed");
      }
      waiting.add(request);
    }
    return request.answer;
  }

  /** Finishes what waits, and takes nothing more. */
  void close() {
    synchronized (this) {
      if (!closed) {
        closed = true;
        waiting.add(END);
      }
    }
    ended.join();
  }

  private void run() {
    List<Request<?>> group = new ArrayList<>();
    boolean open = true;
    boolean manyCome = false;
    while (open) {
      group.add(takeOne());
      if (manyCome) {
        gather.run();
      }
      waiting.drainTo(group, MAX_GROUP - 1);
      open = !group.remove(END);
      room.release(group.size());
      write(List.copyOf(group));
      manyCome = group.size() > 1;
      group.clear();
    }
  }

  private void gather() {
    long end = System.nanoTime() + GATHERING;
    int before;
    do {
      before = waiting.size();
      LockSupport.parkNanos(GATHERING_STEP);
    } while (waiting.size() > before && System.nanoTime() < end);
  }

  private Request<?> takeOne() {
    while (true) {
      try {
        return waiting.take();
      } catch (InterruptedException e) {
        LOG.debug("the committer ends with its registry, not by an interrupt", e);
      }
    }
  }

  // Callers wait for an answer whatever happens, an Error included.
  private void write(List<Request<?>> group) {
    try {
      if (!group.isEmpty()) {
        writer.write(group);
      }
      group.forEach(Request::succeed);
    } catch (Throwable fault) {
      group.forEach(request -> request.fail(fault));
    }
  }
}
