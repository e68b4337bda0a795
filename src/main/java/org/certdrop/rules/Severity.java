package org.certdrop.rules;

import java.util.Locale;

/** What a finding does to a submission. */
public enum Severity {
  /** Keeps it out. */
  REFUSE,
  /** Is recorded, no more. */
  WARN;

  /** The word in a verdict. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
