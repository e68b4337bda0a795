package org.certdrop.verdict;

import java.util.Locale;
import org.certdrop.registration.Effect;

/** What certdrop did with a submission. */
public enum Outcome {
  /** The party is new here, and its certificate is trusted from now on. */
  REGISTERED,
  /** The party was known, and its registration was changed. */
  REPLACED,
  /** All this was known. */
  UNCHANGED,
  /** Another party says which certificate of ours it holds. */
  RECEIPT,
  /** An archive, whose files lie in the inbox now and get verdicts of their own. */
  UNPACKED,
  /** Waits for the operator's word. */
  PENDING,
  /** Nothing was changed; the findings say why. */
  REFUSED;

  /** What an accepted submission comes to. */
  static Outcome of(Effect effect) {
    return switch (effect) {
      case REGISTERED -> REGISTERED;
      case REPLACED -> REPLACED;
      case UNCHANGED -> UNCHANGED;
      case PENDING -> PENDING;
    };
  }

  /** The word in a verdict. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
