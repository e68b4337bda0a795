package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certdrop.submission.Drop;

/** One look at the inbox: the drops that were listed, examined one after the other. */
final class InboxLook {
  private final Deque<Drop> left;
  private final Examination examination;
  private final EntryFaults faults;

  /** All that fail at this look; what does not is no fault any more when it ends. */
  private final Set<String> failing;

  private final List<Drop> inTurn = new ArrayList<>();
  private boolean settled = true;
  private int soon;

  /** Says how far a drop is from being taken. */
  @FunctionalInterface
  interface Examination {
    /**
     * Says it.
     *
     * @param othersSettled whether nothing that was examined before is ready or soon will be
     * @throws IOException if a file cannot be read now
     */
    Stage of(Drop drop, boolean othersSettled) throws IOException;
  }

  /**
   * A look.
   *
   * @param listed what lies there
   * @param unreadable what could not even be looked at
   * @param examination how each is examined
   * @param faults where a file that cannot be read is reported: it does not keep others waiting
   */
  InboxLook(
      Collection<Drop> listed,
      Map<String, IOException> unreadable,
      Examination examination,
      EntryFaults faults) {
    this.left = new ArrayDeque<>(listed);
    this.examination = examination;
    this.faults = faults;
    this.failing = new HashSet<>(unreadable.keySet());
    unreadable.forEach(faults::begin);
    endIfDone();
  }

  private void endIfDone() {
    if (isDone()) {
      faults.endAllBut(failing);
    }
  }

  /** Whether all is examined. */
  boolean isDone() {
    return left.isEmpty();
  }

  /** How many are not examined yet. */
  int left() {
    return left.size();
  }

  /** Examines the next one; returns it if it is ready. */
  Optional<Drop> examineNext() {
    Optional<Drop> ready = examined(left.remove());
    endIfDone();
    return ready;
  }

  private Optional<Drop> examined(Drop drop) {
    try {
      Stage readiness = examination.of(drop, settled);
      faults.end(drop.primary());
      note(drop, readiness);
      return readiness == Stage.READY ? Optional.of(drop) : Optional.empty();
    } catch (NoSuchFileException e) {
      faults.end(drop.primary());
      settled = false; // taken away since the listing: the next look will not find it
    } catch (IOException e) {
      failing.add(drop.primary());
      faults.begin(drop.primary(), e);
    }
    return Optional.empty();
  }

  private void note(Drop drop, Stage readiness) {
    settled &= readiness == Stage.LONE;
    if (readiness == Stage.IN_TURN) {
      inTurn.add(drop);
    } else if (readiness == Stage.SOON) {
      soon++;
    }
  }

  /** Those examined so far that are complete, and may be taken when it is their turn. */
  List<Drop> inTurn() {
    return inTurn;
  }

  /** How many of those examined so far time alone will make ready. */
  int soon() {
    return soon;
  }

  /** Whether time alone will make none of those examined so far ready soon. */
  boolean isSettled() {
    return settled;
  }
}
