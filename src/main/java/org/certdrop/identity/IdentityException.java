package org.certdrop.identity;

import java.util.Objects;

/**
 * This party's own identity cannot be used as it is configured or as it lies on disk, and only a
 * person can put that right. Message and hint are fit to be shown as they are, without a stack
 * trace.
 */
public final class IdentityException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * An identity that cannot be used.
   *
   * @param message what is wrong, in one sentence with the value seen
   * @param hint what to do
   */
  public IdentityException(String message, String hint) {
    this(message, hint, null);
  }

  /**
   * An identity that cannot be used because the machine refused something.
   *
   * @param message what is wrong, in one sentence with the value seen
   * @param hint what to do
   * @param cause what the machine said, or null
   */
  public IdentityException(String message, String hint, Throwable cause) {
    super(message, cause);
    this.hint = Objects.requireNonNull(hint);
  }

  /** What to do. */
  public String hint() {
    return hint;
  }
}
