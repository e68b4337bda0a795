package org.certdrop.registration;

import java.time.Instant;
import java.util.Objects;

/** The registry's answer to a party's receipt. */
public sealed interface Acknowledgement {

  /**
   * It is noted.
   *
   * @param seq the journal line that says so
   */
  record Noted(long seq) implements Acknowledgement {}

  /**
   * It is older than the latest one.
   *
   * @param latest when the party wrote the latest one
   */
  record Replayed(Instant latest) implements Acknowledgement {
    /** Not null. */
    public Replayed {
      Objects.requireNonNull(latest);
    }
  }

  /** The party, or its certificate that verified the receipt, is not registered any more. */
  record Unknown() implements Acknowledgement {}
}
