package org.certdrop.rules;

import java.util.Objects;

/**
 * One thing that is wrong with a submission, or worth knowing about it.
 *
 * @param code which rule speaks
 * @param message what is wrong, in one sentence with the value seen; fit to be shown
 * @param hint what to do, or what to ask the sender; never empty for a refusal
 */
public record Finding(Code code, String message, String hint) {
  /** None of the three may be null. */
  public Finding {
    Objects.requireNonNull(code);
    Objects.requireNonNull(message);
    Objects.requireNonNull(hint);
  }

  /** What it does to the submission. */
  public Severity severity() {
    return code.severity();
  }

  /** Whether it keeps the submission out. */
  public boolean refuses() {
    return severity() == Severity.REFUSE;
  }
}
