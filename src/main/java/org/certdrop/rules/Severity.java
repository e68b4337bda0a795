package org.certdrop.rules;

import java.util.Locale;

/** What a finding does to a submission. */
public enum Severity {
  /** certdrop refuses the submission. */
  REFUSE,
  /** certdrop writes the finding into the verdict, and takes the submission. */
  WARN;

  /** The word in a verdict. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
