package org.certdrop.registry;

import java.util.Objects;

/**
 * What the journal says became of a submission.
 *
 * @param outcome what became of it; never UNCHANGED, which leaves no line
 * @param seq the journal line that says so
 */
public record Recorded(Outcome outcome, long seq) {
  /** The outcome may not be null. */
  public Recorded {
    Objects.requireNonNull(outcome);
  }
}
