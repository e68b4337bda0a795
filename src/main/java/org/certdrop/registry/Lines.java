package org.certdrop.registry;

import java.io.IOException;
import java.util.Optional;

/** The lines of a journal in their order, one at a time. */
public interface Lines {
  /** The next line; empty if there is none. */
  Optional<RawLine> next() throws IOException;

  /**
   * Whether a kill may have torn the line that was given last, so that it never counted. A database
   * holds no such line.
   */
  boolean mayBeTorn() throws IOException;
}
