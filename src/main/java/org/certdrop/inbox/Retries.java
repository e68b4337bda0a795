package org.certdrop.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.certdrop.home.Backoff;

/**
 * Claims that are to be taken up again: after a fault of disk or system, with a pause that doubles
 * with every failure up to a limit, and at a start.
 */
public final class Retries {
  private record Held(Claim claim, long dueAt) {}

  private final Backoff backoff;
  private final LongSupplier nanoTime;
  private final Map<String, Integer> failures = new HashMap<>();
  private final PriorityQueue<Held> held =
      new PriorityQueue<>((a, b) -> Long.signum(a.dueAt() - b.dueAt()));

  /**
   * Nothing is held yet.
   *
   * @param backoff the pauses
   * @param nanoTime a clock that never jumps, in nanoseconds
   */
  public Retries(Backoff backoff, LongSupplier nanoTime) {
    this.backoff = backoff;
    this.nanoTime = nanoTime;
  }

  /** Keeps a claim until it is due again. */
  public synchronized void hold(Claim claim) {
    int count = failures.merge(claim.id(), 1, Integer::sum);
    held.add(new Held(claim, nanoTime.getAsLong() + backoff.pauseAfter(count)));
  }

  /** Adds claims that did not fail, but were left by an earlier run: they are due at once. */
  public synchronized void resume(List<Claim> claims) {
    claims.forEach(claim -> held.add(new Held(claim, nanoTime.getAsLong())));
  }

  /** Takes the claims that are due, each as a batch of its own. */
  public synchronized List<List<Claim>> due() {
    List<List<Claim>> due = new ArrayList<>();
    while (!held.isEmpty() && held.peek().dueAt() - nanoTime.getAsLong() <= 0) {
      due.add(List.of(held.poll().claim()));
    }
    return due;
  }

  /** A claim was concluded. */
  public synchronized void forget(Claim claim) {
    failures.remove(claim.id());
  }

  /** How many claims have failed and are not concluded yet. */
  public synchronized int failing() {
    return failures.size();
  }

  /** The fewest failures of any failing claim; 0 if none fails. */
  public synchronized int fewestFailures() {
    return failures.values().stream().mapToInt(Integer::intValue).min().orElse(0);
  }
}
