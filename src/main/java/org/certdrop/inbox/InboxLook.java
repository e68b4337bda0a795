package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.certdrop.home.Faults;
import org.certdrop.submission.Drop;
import org.certdrop.text.Printable;

/** One look at the inbox: the drops that were listed, examined one after the other. */
final class InboxLook {
  private static final String WHERE = "inbox";

  private final Deque<Drop> left;
  private final Examination examination;
  private final Faults faults;
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
   * @param examination how each is examined
   * @param faults where a file that cannot be read is reported: it does not keep others waiting
   */
  InboxLook(Collection<Drop> listed, Examination examination, Faults faults) {
    this.left = new ArrayDeque<>(listed);
    this.examination = examination;
    this.faults = faults;
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
    Drop drop = left.remove();
    try {
      Stage readiness = examination.of(drop, settled);
      works(drop);
      note(drop, readiness);
      return readiness == Stage.READY ? Optional.of(drop) : Optional.empty();
    } catch (NoSuchFileException e) {
      works(drop);
      settled = false; // taken away since the listing: the next look will not find it
    } catch (IOException e) {
      faults.begin(where(drop), e);
    }
    return Optional.empty();
  }

  private void works(Drop drop) {
    // Of thousands of parked files the names are not put together for nothing.
    if (faults.lasts()) {
      faults.end(where(drop));
    }
  }

  private static String where(Drop drop) {
    return WHERE + "/" + Printable.of(drop.primary());
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
