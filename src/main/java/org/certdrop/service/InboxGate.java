package org.certdrop.service;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.OptimizedFileFilter;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.certdrop.intake.Drop;
import org.certdrop.intake.Pairing;
import org.certdrop.text.Printable;

/**
 * Decides which dropped files are complete enough to be taken.
 *
 * <p>Before each poll it lists the inbox once, matches the names and compares each file with its
 * last look; Camel then polls only if something is ready, and takes what this gate names. Nothing
 * waits here: a drop that is not ready is looked at again at the next poll. Called by the polling
 * thread alone; {@link #isQuiet()} may be asked from anywhere.
 */
public final class InboxGate extends DefaultPollingConsumerPollStrategy
    implements OptimizedFileFilter {
  private static final String WHERE = "inbox";

  /** A batch is this part of the backlog at least. */
  private static final int SHARE = 4;

  private final Path inbox;
  private final int batch;
  private final Faults faults;
  private final LongSupplier nanoTime;
  private final Predicate<String> passedOver;
  private final TakingOrder order;
  private final BeforeLook beforeLook;

  private final Candidates candidates;
  private final Deque<ReadyDrop> backlog = new ArrayDeque<>();
  private final Map<String, ReadyDrop> ready = new HashMap<>();
  private final InboxRest rest;
  private final Postponed postponed;
  private volatile boolean quiet;
  private int soon;
  private volatile int ahead;
  private final AtomicLong looks = new AtomicLong();

  /** Puts in order what a look needs. */
  @FunctionalInterface
  interface BeforeLook {
    /**
     * Puts it in order.
     *
     * @throws IOException if the machine cannot do so now: then nothing is looked at
     */
    void prepare() throws IOException;
  }

  /**
   * A gate before one inbox.
   *
   * @param inbox the folder
   * @param settings how long incomplete and lone files are waited for, and how many drops a poll
   *     takes
   * @param faults where a folder that cannot be listed is reported
   * @param clock the time of day, for lone files
   * @param nanoTime a clock that never jumps, for settling, in nanoseconds
   * @param passedOver the names of files that belong to a submission that is claimed already
   * @param order in which order bundles and receipts are taken
   * @param beforeLook what must be in order before the inbox is listed
   */
  InboxGate(
      Path inbox,
      Settings settings,
      Faults faults,
      Clock clock,
      LongSupplier nanoTime,
      Predicate<String> passedOver,
      TakingOrder order,
      BeforeLook beforeLook) {
    this.inbox = inbox;
    this.batch = settings.batch();
    this.faults = faults;
    this.nanoTime = nanoTime;
    this.passedOver = passedOver;
    this.order = order;
    this.beforeLook = beforeLook;
    this.candidates =
        new Candidates(inbox, settings.settleTime(), settings.pairTimeout(), clock, nanoTime);
    this.rest = new InboxRest(inbox);
    this.postponed = new Postponed(faults);
  }

  /** Looks at the inbox; true if there is something to poll. */
  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    if (backlog.isEmpty() && !(rest.unchanged(nanoTime.getAsLong()) && quiet)) {
      look();
    }
    ready.clear();
    // Camel lists the whole inbox for each batch: of many that wait it takes more, lest N cost
    // O(N^2).
    int most = Math.max(batch, backlog.size() / SHARE);
    while (ready.size() < most && !backlog.isEmpty()) {
      ReadyDrop next = backlog.poll();
      ready.put(next.drop().primary(), next);
    }
    ahead = soon + backlog.size() + ready.size();
    return !ready.isEmpty();
  }

  private void look() {
    rest.looked(nanoTime.getAsLong());
    try {
      beforeLook.prepare();
      InboxListing listing = InboxListing.of(inbox);
      listing.candidates().keySet().removeIf(passedOver);
      faults.end(WHERE);
      candidates.look(listing.candidates());
      postponed.forgetAllBut(listing.candidates().keySet());
      List<TakingOrder.Bundle> bundles = new ArrayList<>();
      boolean settled = true;
      soon = 0;
      for (Drop drop : Pairing.of(listing.candidates().keySet())) {
        settled &= examine(drop, bundles, settled);
      }
      List<TakingOrder.Bundle> turn = order.next(bundles);
      turn.forEach(bundle -> backlog.add(candidates.release(bundle.drop())));
      soon += bundles.size() - turn.size();
      quiet = settled;
    } catch (IOException e) {
      faults.begin(WHERE, e);
    }
    looks.incrementAndGet();
  }

  /** One file that the machine cannot read must not keep the others waiting. */
  private boolean examine(Drop drop, List<TakingOrder.Bundle> bundles, boolean settled) {
    String where = WHERE + "/" + Printable.of(drop.primary());
    try {
      boolean quietAbout = consider(drop, bundles, settled);
      faults.end(where);
      return quietAbout;
    } catch (NoSuchFileException e) {
      faults.end(where);
      return false; // taken away since the listing: the next look will not find it
    } catch (IOException e) {
      faults.begin(where, e);
      return true;
    }
  }

  /** Puts a drop into the backlog if it is ready; true if time alone will not make it so soon. */
  private boolean consider(Drop drop, List<TakingOrder.Bundle> bundles, boolean othersSettled)
      throws IOException {
    if (postponed.holds(drop.primary(), nanoTime.getAsLong())) {
      return true;
    }
    Readiness readiness = Readiness.of(drop, candidates, order, othersSettled);
    if (readiness == Readiness.READY) {
      backlog.add(candidates.release(drop));
    } else if (readiness == Readiness.IN_TURN) {
      bundles.add(candidates.bundle(drop));
    } else if (readiness == Readiness.SOON) {
      soon++;
    }
    return readiness == Readiness.LONE;
  }

  /**
   * Whether, at the last look, nothing was ready and no passing of the settle time would make it
   * so; lone files may lie there.
   */
  boolean isQuiet() {
    return quiet;
  }

  /**
   * A drop could not be moved: it is not offered again for a while.
   *
   * @param primaryName the file that stands for it
   * @param cause what the machine said
   */
  void postpone(String primaryName, IOException cause) {
    postponed.add(primaryName, nanoTime.getAsLong(), cause);
  }

  /** A drop was moved, or somebody else moved it. */
  void claimed(String primaryName) {
    postponed.remove(primaryName);
  }

  /** How many looks have ended; two more than now have seen everything that lies there now. */
  long looks() {
    return looks.get();
  }

  /** How many drops have been seen that can be taken, or soon will be; lone files do not count. */
  int ahead() {
    return ahead;
  }

  /** The drop that a polled file stands for, with its files as they looked when it became ready. */
  ReadyDrop take(String primaryName) {
    ReadyDrop taken = ready.remove(primaryName);
    ahead = soon + backlog.size() + ready.size();
    return taken;
  }

  @Override
  public Boolean accept(String name) {
    return ready.containsKey(name);
  }
}
