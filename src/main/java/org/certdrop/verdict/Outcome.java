package org.certdrop.verdict;

import java.util.Locale;

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
  /** Waits for the operator's word. */
  PENDING,
  /** Nothing was changed; the findings say why. */
  REFUSED;

  /** The word in a verdict. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
