package org.certdrop.service;

import java.io.InterruptedIOException;
import java.util.HashMap;
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
   * Waits for room for several submissions, and takes it at once: if each waited for itself, those
   * that have some could keep each other waiting.
   *
   * @param octets how much for which id, which has none yet; what is too large for any room takes
   *     all of it
   * @throws InterruptedIOException if the thread is to end
   */
  void take(Map<String, Integer> octets) throws InterruptedIOException {
    Map<String, Integer> shares = new HashMap<>();
    int left = all;
    for (Map.Entry<String, Integer> one : octets.entrySet()) {
      int share = Math.min(left, Math.max(LEAST, one.getValue()));
      shares.put(one.getKey(), share);
      left -= share;
    }
    try {
      free.acquire(all - left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while others were being registered");
    }
    taken.putAll(shares);
  }

  /** Gives back what somebody has, if he has any. */
  void leave(String id) {
    Integer size = taken.remove(id);
    if (size != null) {
      free.release(size);
    }
  }
}
