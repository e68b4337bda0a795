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
  private final Portion takes = InboxListing.candidatePortion();
  private final Portion leaves = InboxListing.leftoverPortion();
  private final long longestStay;
  private long stayedSince;

  Listings(
      Path inbox,
      InboxGate.BeforeLook beforeLook,
      Predicate<String> passedOver,
      Leftovers leftovers,
      Duration settleTime) {
    this.inbox = inbox;
    this.beforeLook = beforeLook;
    this.passedOver = passedOver;
    this.leftovers = leftovers;
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

  /** All of the last listing was examined; quiet if what is left waits for nothing but a file. */
  void examined(boolean quiet, long now) {
    if (quiet || now - stayedSince >= longestStay) {
      takes.moveOn();
      stayedSince = now;
    }
  }

  /** Whether the last listing was of all names that can be drops. */
  boolean isWhole() {
    return takes.more() == 0;
  }
}
