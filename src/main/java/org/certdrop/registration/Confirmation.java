package org.certdrop.registration;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.party.PartyId;

/** The registry's answer to the operator who vouches for a party's certificate. */
public sealed interface Confirmation {

  /**
   * The certificate is the party's, on the operator's word.
   *
   * @param seq the journal line that says so
   * @param entry the entry as it is now
   * @param activated whether it waited until now
   * @param removed the researcher that was active before, and is removed by the same change
   * @param cleared what else stood in the way, and is removed by the same change
   */
  record Confirmed(
      long seq, Entry entry, boolean activated, Optional<PartyId> removed, List<Conflict> cleared)
      implements Confirmation {
    /** The list is copied; nothing may be null. */
    public Confirmed {
      Objects.requireNonNull(entry);
      Objects.requireNonNull(removed);
      cleared = List.copyOf(cleared);
    }
  }

  /**
   * What waits may not become active.
   *
   * @param conflicts why, at least one
   */
  record Refused(List<Conflict> conflicts) implements Confirmation {
    /** The list is copied. */
    public Refused {
      conflicts = List.copyOf(conflicts);
    }
  }

  /** The party has no such certificate, active or waiting. */
  record Unknown() implements Confirmation {}
}
