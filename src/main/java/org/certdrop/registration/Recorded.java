package org.certdrop.registration;

import java.util.List;
import java.util.Objects;

/**
 * What the journal says became of a submission.
 *
 * @param outcome what became of it; never UNCHANGED, which leaves no line
 * @param seq the journal line that says so
 * @param notices what was worth knowing when it was decided
 */
public record Recorded(Effect outcome, long seq, List<Conflict> notices) {
  /** The outcome may not be null; the list is copied. */
  public Recorded {
    Objects.requireNonNull(outcome);
    notices = List.copyOf(notices);
  }
}
