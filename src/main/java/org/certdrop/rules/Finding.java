package org.certdrop.rules;

import java.util.Objects;

/**
 * One thing that is wrong with a submission, or worth knowing about it.
 *
 * @param code which rule speaks
 * @param severity what it does to the submission
 * @param message what is wrong, in one sentence with the value seen; fit to be shown
 * @param hint what to do, or what to ask the sender; never empty for a refusal
 */
public record Finding(Code code, Severity severity, String message, String hint) {
  /** None of the four may be null. */
  public Finding {
    Objects.requireNonNull(code);
    Objects.requireNonNull(severity);
    Objects.requireNonNull(message);
    Objects.requireNonNull(hint);
  }

  /** A finding as severe as its code is. */
  public Finding(Code code, String message, String hint) {
    this(code, code.severity(), message, hint);
  }

  /** The same with one more sentence of what to do. */
  public Finding withHint(String sentence) {
    return new Finding(code, severity, message, hint.isEmpty() ? sentence : hint + " " + sentence);
  }

  /** Whether it keeps the submission out. */
  public boolean refuses() {
    return severity == Severity.REFUSE;
  }
}
