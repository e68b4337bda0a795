package org.certdrop.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.registration.Entry;
import org.certdrop.registration.Verified;
import org.certdrop.text.Problem;
import org.certdrop.trust.Readiness.Holding;

/** Counts what an answer that is not strict says nothing about, so that nobody relies on it. */
final class NotVouchedFor {
  private int unverified;
  private int unacknowledged;

  void note(Entry entry, Optional<Holding> holding) {
    if (entry.verified().method() == Verified.Method.NONE) {
      unverified++;
    }
    if (!holding.equals(Optional.of(Holding.CURRENT))) {
      unacknowledged++;
    }
  }

  /** One sentence; nothing if a strict answer would ask for no more. */
  Optional<Problem> sentence() {
    List<String> open = new ArrayList<>();
    if (unverified > 0) {
      open.add("who the parties are (" + unverified + " not verified)");
    }
    if (unacknowledged > 0) {
      open.add("that they hold our certificate (" + unacknowledged + " without a receipt)");
    }
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "This answer does not vouch for: " + String.join("; ", open) + ".",
                "What is missing to be sure: ./certdrop ready --strict"));
  }
}
