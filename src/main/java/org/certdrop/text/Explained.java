package org.certdrop.text;

/**
 * An exception that was written to be read by a person: no class name or stack trace adds to it.
 */
public interface Explained {
  /** What is wrong, as {@link Throwable#getMessage} gives it. */
  String getMessage();

  /** What is wrong and what to do; what it quotes is not yet fit to be shown. */
  default String explanation() {
    return getMessage();
  }
}
