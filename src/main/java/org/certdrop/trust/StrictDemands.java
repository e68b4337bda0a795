package org.certdrop.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.registration.Entry;
import org.certdrop.registration.Verified;
import org.certdrop.text.Problem;
import org.certdrop.trust.Readiness.Holding;

/** What {@code ready --strict} asks of a registered party besides. */
final class StrictDemands {
  private StrictDemands() {}

  static List<Problem> unmet(Entry entry, Optional<Holding> holding) {
    List<Problem> found = new ArrayList<>();
    unverified(entry).ifPresent(found::add);
    if (!holding.equals(Optional.of(Holding.CURRENT))) {
      found.add(
          new Problem(
              holding.isEmpty()
                  ? entry.party() + " has not acknowledged our certificate."
                  : entry.party() + " holds an old certificate of ours.",
              "Send the site what lies in outbox/registration. Its certdrop answers with a receipt for us"
                  + " in its outbox/receipts: have that sent back, and drop both files into the inbox. (Where its operator has to"
                  + " confirm our new certificate first, ask for that.)"));
    }
    return found;
  }

  /** The problem that no person made sure of a certificate; empty if one did. */
  static Optional<Problem> unverified(Entry entry) {
    return entry.verified().method() != Verified.Method.NONE
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "Nobody has verified the certificate of " + entry.party() + ".",
                "Call the site at a phone number that you already had, and compare: ./certdrop number "
                    + entry.party()
                    + "; then type: ./certdrop confirm "
                    + entry.party()
                    + " NUMBER"));
  }
}
