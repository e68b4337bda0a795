package org.certdrop.registration;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** The registry's answer to a proposal. What it says is durable when it is given. */
public sealed interface Decision {

  /**
   * The registrant is in the registry.
   *
   * @param outcome what became of it
   * @param seq the journal line of the change; empty for UNCHANGED
   * @param entry the entry as it is now
   * @param notices what is worth knowing, none of which refuses
   */
  record Accepted(Effect outcome, OptionalLong seq, Entry entry, List<Conflict> notices)
      implements Decision {
    /** Nothing may be null. */
    public Accepted {
      Objects.requireNonNull(outcome);
      Objects.requireNonNull(seq);
      Objects.requireNonNull(entry);
      notices = List.copyOf(notices);
    }
  }

  /**
   * The registry is as it was.
   *
   * @param conflicts every conflict: those that refuse, at least one, then the notices
   */
  record Refused(List<Conflict> conflicts) implements Decision {
    /** The list is copied. */
    public Refused {
      conflicts = List.copyOf(conflicts);
    }
  }
}
