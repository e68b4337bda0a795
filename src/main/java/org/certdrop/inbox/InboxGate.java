package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.certdrop.home.Faults;
import org.certdrop.home.Settings;
import org.certdrop.submission.Drop;

/**
 * Decides which dropped files are complete enough to be taken.
 *
 * <p>Before a poll it lists the inbox once, matches the names, compares each file with its last
 * look and examines what did not change; Camel then polls only if something is ready, and takes
 * what this gate names. Nothing waits here: a drop that is not ready is looked at again, and of
 * very many the first are taken before the last are examined. Called by the polling thread alone;
 * {@link #isQuiet()} may be asked from anywhere.
 */
public final class InboxGate {
  private static final String WHERE = "inbox";

  /**
   * So many are examined while one is claimed: of very many the first need not wait for the last,
   * and each poll takes twice as many as the one before.
   */
  private static final int AHEAD = 2;

  /** The most that a poll takes, in batches. */
  private static final int LARGEST = 4;

  private final int batch;
  private final Faults faults;
  private final LongSupplier nanoTime;
  private final TakingOrder order;
  private final WatchedFiles candidates;
  private final Listings listings;
  private final Deque<ReadyDrop> backlog = new ArrayDeque<>();
  private final Map<String, ReadyDrop> ready = new HashMap<>();
  private InboxLook look;
  private final InboxRest rest;
  private final Postponed postponed;
  private final EntryFaults entryFaults;
  private volatile boolean quiet;
  private int outOfTurn;
  private volatile int ahead;
  private final AtomicLong looks = new AtomicLong();

  /** Puts in order what a look needs. */
  public interface BeforeLook {
    /** Puts it in order; if that cannot be done now, nothing is looked at. */
    void prepare() throws IOException;
  }

  /**
   * A gate before one inbox.
   *
   * @param inbox the folder
   * @param settings how long files are waited for, and how many drops a poll takes
   * @param endpointsOptional whether a certificate that names its party needs no sidecar, as of now
   * @param faults where a folder that cannot be listed is reported
   * @param clock the time of day, for lone files
   * @param nanoTime a clock that never jumps, for settling, in nanoseconds
   * @param passedOver the names of files that belong to a submission that is claimed already
   * @param order in which order bundles and receipts are taken
   * @param beforeLook what must be in order before the inbox is listed
   * @param leftovers takes note of what is left alone
   * @param ahead keeps what is read, for the drops that are claimed
   */
  public InboxGate(
      Path inbox,
      Settings settings,
      BooleanSupplier endpointsOptional,
      Faults faults,
      Clock clock,
      LongSupplier nanoTime,
      Predicate<String> passedOver,
      TakingOrder order,
      BeforeLook beforeLook,
      Leftovers leftovers,
      ReadAhead ahead) {
    this.batch = settings.inbox().batch();
    this.faults = faults;
    this.nanoTime = nanoTime;
    this.order = order;
    this.listings =
        new Listings(inbox, beforeLook, passedOver, leftovers, settings.inbox().settleTime());
    this.candidates =
        new WatchedFiles(
            inbox,
            settings.inbox().settleTime(),
            settings.inbox().pairTimeout(),
            clock,
            nanoTime,
            endpointsOptional,
            ahead);
    this.rest = new InboxRest(inbox);
    this.postponed = new Postponed(faults, nanoTime);
    this.entryFaults = new EntryFaults(faults, EntryFaults.READING, nanoTime);
    this.look = new InboxLook(List.of(), Map.of(), this::readiness, entryFaults);
  }

  /** Looks at the inbox; true if something can be taken. */
  public boolean look() {
    boolean atRest = rest.unchanged(nanoTime.getAsLong()) && quiet && listings.isWhole();
    if (backlog.isEmpty() && look.isDone() && !atRest) {
      list();
    }
    while (backlog.size() < batch && !look.isDone()) {
      examineNext();
    }
    ready.clear();
    backlog.forEach(next -> ready.put(next.drop().primary(), next));
    backlog.clear();
    count();
    return !ready.isEmpty();
  }

  private void list() {
    rest.begin(nanoTime.getAsLong());
    try {
      InboxListing listing = listings.next();
      faults.end(WHERE);
      candidates.look(listing.candidates());
      postponed.forgetAllBut(listing.candidates().keySet());
      look = new InboxLook(listing.drops(), listing.unreadable(), this::readiness, entryFaults);
      quiet = false;
      conclude();
    } catch (IOException e) {
      faults.begin(WHERE, e);
      looks.incrementAndGet();
    }
  }

  private void examineNext() {
    look.examineNext().map(candidates::release).ifPresent(backlog::add);
    conclude();
  }

  /** When all that was listed is examined, those follow that have to wait for their turn. */
  private void conclude() {
    if (look.isDone()) {
      List<TakingOrder.Bundle> bundles = look.inTurn().stream().map(candidates::bundle).toList();
      List<TakingOrder.Bundle> turn = order.next(bundles);
      turn.forEach(bundle -> backlog.add(candidates.release(bundle.drop())));
      outOfTurn = bundles.size() - turn.size();
      long now = nanoTime.getAsLong();
      rest.end(now);
      quiet = listings.examined(look.isSettled(), now);
      looks.incrementAndGet();
    }
  }

  private Stage readiness(Drop drop, boolean othersSettled) throws IOException {
    return postponed.holds(drop.primary(), nanoTime.getAsLong())
        ? Stage.LONE
        : Stage.of(drop, candidates, order, othersSettled);
  }

  private void count() {
    int inTurn = look.isDone() ? outOfTurn : look.inTurn().size();
    ahead = look.left() + look.soon() + inTurn + backlog.size() + ready.size();
  }

  /** Whether nothing is ready, nor will be by time alone; lone files may lie there. */
  public boolean isQuiet() {
    return quiet;
  }

  /** The drop that a file stands for could not be moved: it is not offered again for a while. */
  public void postpone(String primaryName, IOException cause) {
    postponed.add(primaryName, nanoTime.getAsLong(), cause);
  }

  /** A drop was moved, or somebody else moved it. */
  public void claimed(String primaryName) {
    postponed.remove(primaryName);
  }

  /** A person lets a lone file wait no longer: the next look takes it as it is. */
  public void awaitNoLonger(String name) {
    candidates.awaitNoLonger(name);
  }

  /** How many looks have ended; two more than now have seen everything that lies there now. */
  public long looks() {
    return looks.get();
  }

  /** How many drops have been seen that can be taken, or soon will be; lone files do not count. */
  public int ahead() {
    return ahead;
  }

  /** The drop that a polled file stands for, with its files as they looked when it became ready. */
  public ReadyDrop take(String primaryName) {
    ReadyDrop taken = ready.remove(primaryName);
    for (int i = 0; i < AHEAD && backlog.size() < LARGEST * batch && !look.isDone(); i++) {
      examineNext();
    }
    count();
    return taken;
  }

  /** The drops that can be taken. */
  public List<ReadyDrop> ready() {
    return List.copyOf(ready.values());
  }
}
