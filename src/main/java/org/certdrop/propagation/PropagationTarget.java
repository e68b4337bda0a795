package org.certdrop.propagation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.certdrop.home.Backoff;
import org.certdrop.home.Faults;

/** One inbox to propagate to, and what it still lacks. */
final class PropagationTarget {
  /** So many at most between two looks at the inbox. */
  private static final int BATCH = 1000;

  /** After so many failures in one pass, the rest would fail too. */
  private static final int MOST_FAILURES = 3;

  private final OtherInbox inbox;
  private final Backoff backoff;
  private final LongSupplier nanoTime;
  private final Faults faults;
  private final Set<String> outstanding = new LinkedHashSet<>();
  private int failures;
  private long dueAt;

  /** Copies one submission. */
  @FunctionalInterface
  interface Copying {
    /**
     * Copies it, if it can be copied yet.
     *
     * @return whether there is nothing left to do for it
     * @throws IOException if the operating system cannot do so now
     */
    boolean copy(String id, OtherInbox inbox) throws IOException;
  }

  PropagationTarget(OtherInbox inbox, Backoff backoff, LongSupplier nanoTime, Faults faults) {
    this.inbox = inbox;
    this.backoff = backoff;
    this.nanoTime = nanoTime;
    this.faults = faults;
    this.dueAt = nanoTime.getAsLong();
  }

  synchronized void add(String id) {
    outstanding.add(id);
  }

  synchronized boolean lacks(String id) {
    return outstanding.contains(id);
  }

  /** Whether there is nothing to do now: it lacks nothing, or does not work. */
  synchronized boolean isQuiet() {
    return outstanding.isEmpty() || failures > 0;
  }

  private synchronized List<String> due() {
    return nanoTime.getAsLong() - dueAt < 0
        ? List.of()
        : outstanding.stream().limit(BATCH).toList();
  }

  /**
   * Copies what it lacks.
   *
   * @param copying copies one submission
   * @param hurry whether to stop after the next
   * @return the ids that it does not lack any more
   */
  List<String> pass(Copying copying, BooleanSupplier hurry) {
    List<String> due = due();
    if (due.isEmpty()) {
      return due;
    }
    List<String> done = new ArrayList<>();
    List<IOException> causes = new ArrayList<>();
    try {
      inbox.begin();
      for (String id : due) {
        if (hurry.getAsBoolean() || causes.size() == MOST_FAILURES) {
          break;
        }
        copy(id, copying, done, causes);
      }
      inbox.sync();
    } catch (IOException e) {
      done.clear();
      causes.add(e);
    }
    note(done, causes);
    return done;
  }

  private void copy(String id, Copying copying, List<String> done, List<IOException> causes) {
    try {
      if (copying.copy(id, inbox)) {
        done.add(id);
      } else {
        putBack(id);
      }
    } catch (IOException e) {
      causes.add(e);
      putBack(id);
    }
  }

  /** So that what fails or waits again and again does not keep the others back. */
  private synchronized void putBack(String id) {
    outstanding.remove(id);
    outstanding.add(id);
  }

  private synchronized void note(List<String> done, List<IOException> causes) {
    outstanding.removeAll(done);
    String where = "propagation to " + inbox;
    if (causes.isEmpty()) {
      failures = 0;
      faults.end(where);
    } else {
      failures++;
      dueAt = nanoTime.getAsLong() + backoff.pauseAfter(failures);
      faults.begin(where, causes.get(0));
    }
  }
}
