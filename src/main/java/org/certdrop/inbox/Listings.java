package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Lists the inbox again and again: of very many names a portion at a time, which stays until
 * nothing in it can be taken, or for some settle times, and then makes room for the next.
 */
final class Listings {
  /** So many settle times a portion of very many names is looked at for at most. */
  private static final int STAY = 4;

  private final Path inbox;
  private final InboxGate.BeforeLook beforeLook;
  private final Predicate<String> passedOver;
  private final Leftovers leftovers;
  private final Portion takes;
  private final Portion leaves;
  private final long longestStay;
  private long stayedSince;

  /** How many names were in the last portions, one after the other, in which all was quiet. */
  private long quiet;

  Listings(
      Path inbox,
      InboxGate.BeforeLook beforeLook,
      Predicate<String> passedOver,
      Leftovers leftovers,
      Duration settleTime) {
    this(
        inbox,
        beforeLook,
        passedOver,
        leftovers,
        settleTime,
        InboxListing.candidatePortion(),
        InboxListing.leftoverPortion());
  }

  /** The same with portions of another size. */
  Listings(
      Path inbox,
      InboxGate.BeforeLook beforeLook,
      Predicate<String> passedOver,
      Leftovers leftovers,
      Duration settleTime,
      Portion takes,
      Portion leaves) {
    this.inbox = inbox;
    this.beforeLook = beforeLook;
    this.passedOver = passedOver;
    this.leftovers = leftovers;
    this.takes = takes;
    this.leaves = leaves;
    this.longestStay = settleTime.multipliedBy(STAY).toNanos();
  }

  /** What lies there now, but for what is claimed already; leftovers are taken note of. */
  InboxListing next() throws IOException {
    beforeLook.prepare();
    InboxListing listing = InboxListing.of(inbox, takes, leaves);
    listing.candidates().keySet().removeIf(passedOver);
    if (leftovers.look(listing.unrecognised())) {
      leaves.moveOn();
    }
    return listing;
  }

  /**
   * All of the last listing was examined.
   *
   * @param rests whether what is left of it waits for nothing but a file
   * @return whether that is so of everything that lies there, in one portion or in several
   */
  boolean examined(boolean rests, long now) {
    quiet = rests ? quiet + takes.total() - takes.more() : 0;
    if (rests || now - stayedSince >= longestStay) {
      takes.moveOn();
      stayedSince = now;
    }
    return rests && (isWhole() || quiet >= takes.total());
  }

  /** Whether the last listing was of all names that can be drops. */
  boolean isWhole() {
    return takes.more() == 0;
  }
}
