package org.certdrop.inbox;

import java.io.IOException;
import java.util.Optional;
import org.certdrop.submission.Announcement;
import org.certdrop.submission.Drop;

/** How far a drop is from being taken. */
enum Stage {
  /** It may be taken. */
  READY,
  /** It is complete, and may be taken when it is its turn. */
  IN_TURN,
  /** The passing of the settle time, or the end of what is under way, makes it ready. */
  SOON,
  /** It waits for a file that may never come. */
  LONE;

  /**
   * Says it of a drop.
   *
   * @param candidates how its files look
   * @param order what is under way, and who is known
   * @param othersSettled whether nothing that was looked at before is ready or soon will be
   * @throws IOException if a file cannot be read now
   */
  static Stage of(Drop drop, WatchedFiles candidates, TakingOrder order, boolean othersSettled)
      throws IOException {
    if (!candidates.areAtRest(drop)) {
      return SOON;
    }
    if (drop.isArchive()) {
      return READY;
    }
    if (drop.isReceipt()) {
      return ofReceipt(drop, candidates, othersSettled && order.isIdle(), order);
    }
    Optional<Announcement> announcement = candidates.announcement(drop);
    if (drop.isPair() && announcement.isPresent()) {
      return isSigned(drop, announcement.get()) || candidates.areSettled(drop) ? IN_TURN : SOON;
    }
    return drop.isPair() ? READY : ofLone(drop, candidates);
  }

  /** Signatures that do not come within the settle time count as absent. */
  private static boolean isSigned(Drop drop, Announcement announcement) {
    return drop.signature().isPresent()
        && (drop.oldSignature().isPresent() || !announcement.rotation());
  }

  /**
   * A receipt is taken after the pairs seen with it, whose party may be its sender; one of a
   * stranger waits the settle time besides. Where others come all the time, it does not wait for
   * ever.
   */
  private static Stage ofReceipt(
      Drop drop, WatchedFiles candidates, boolean first, TakingOrder order) throws IOException {
    if (drop.sidecar().isEmpty() || drop.signature().isEmpty()) {
      return ofLone(drop, candidates);
    }
    boolean known = candidates.sender(drop).filter(order::knows).isPresent();
    boolean due = first && (known || candidates.areSettled(drop));
    return due || candidates.haveWaitedLong(drop) ? READY : SOON;
  }

  private static Stage ofLone(Drop drop, WatchedFiles candidates) throws IOException {
    if (candidates.standsAlone(drop) || candidates.isTimedOut(drop)) {
      return READY;
    }
    if (candidates.speaksForItself(drop)) {
      return candidates.areSettled(drop) ? READY : SOON;
    }
    return LONE;
  }
}
