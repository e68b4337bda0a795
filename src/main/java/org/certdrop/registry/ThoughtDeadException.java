package org.certdrop.registry;

import java.io.IOException;

/**
 * Nothing was appended: other replicas took up what this one has in hand, since it was silent for
 * too long.
 */
public final class ThoughtDeadException extends IOException {
  private static final long serialVersionUID = 1L;

  public ThoughtDeadException() {
    super("another replica took up what this one had in hand, since it was silent for a minute");
  }
}
