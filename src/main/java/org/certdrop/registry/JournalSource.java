package org.certdrop.registry;

import java.io.Closeable;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A journal to be read, whatever holds it. Reading changes nothing, and the journal may grow
 * meanwhile. An IOException says that it cannot be read now.
 */
public interface JournalSource extends Closeable {
  /** The lines after a mark; none if no line was ever written. */
  Lines after(JournalMark mark) throws IOException;

  /** The last lines, a hundred or more where there are so many. */
  Lines latest() throws IOException;

  /** Whether the line of a mark stands where the mark says. */
  boolean holds(JournalMark mark) throws IOException;

  /**
   * The number of the first line that one of these submissions may have brought; empty if none did.
   *
   * @param submissions their ids
   */
  OptionalLong firstOf(Set<String> submissions) throws IOException;
}
