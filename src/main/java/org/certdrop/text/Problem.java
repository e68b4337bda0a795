package org.certdrop.text;

import java.util.Objects;

/**
 * Something that a person should know, and can do something about.
 *
 * @param message what it is, in one sentence with the value seen; fit to be shown
 * @param hint what to do
 */
public record Problem(String message, String hint) {
  /** Nothing may be null. */
  public Problem {
    Objects.requireNonNull(message);
    Objects.requireNonNull(hint);
  }
}
