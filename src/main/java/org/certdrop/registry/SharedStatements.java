package org.certdrop.registry;

import java.io.IOException;
import java.util.Optional;

/** What this party has said of itself, where several homes say it: one document for all. */
public interface SharedStatements {
  /** Finds it. */
  @FunctionalInterface
  interface Finder {
    /** Of a home that shares nothing. */
    Finder NOWHERE = Optional::empty;

    /** The document's place; empty if the home shares none. */
    Optional<SharedStatements> find() throws IOException;
  }

  /** The document; empty if there is none yet. */
  Optional<String> read() throws IOException;

  /**
   * Puts another in its place; it is durable when this returns true.
   *
   * @param before what was read
   * @return false if it is another one by now: nothing was changed then
   */
  boolean replace(Optional<String> before, String after) throws IOException;
}
