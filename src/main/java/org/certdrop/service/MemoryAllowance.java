package org.certdrop.service;

import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * How much of submissions may be in memory between their judges and their verdict: many small ones,
 * or few large ones, however long the registry keeps them waiting.
 */
final class MemoryAllowance {
  /** What a submission takes besides its files. */
  private static final int LEAST = 1024;

  private final int all;
  private final Semaphore free;
  private final Map<String, Integer> taken = new ConcurrentHashMap<>();

  /** All of it is free. */
  MemoryAllowance(int octets) {
    this.all = octets;
    this.free = new Semaphore(octets, true);
  }

  /**
   * Waits for room, and takes it.
   *
   * @param id whose it is; it has none yet
   * @param octets how much; what is too large for any room takes all of it
   * @throws InterruptedIOException if the thread is to end
   */
  void take(String id, int octets) throws InterruptedIOException {
    int size = Math.min(all, Math.max(LEAST, octets));
    try {
      free.acquire(size);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while others were being registered");
    }
    taken.put(id, size);
  }

  /** Gives back what somebody has, if he has any. */
  void leave(String id) {
    Integer size = taken.remove(id);
    if (size != null) {
      free.release(size);
    }
  }
}
