package org.certdrop.registration;

import java.util.Objects;

/**
 * A party was removed.
 *
 * @param seq the journal line that says so
 * @param entry the entry that was active; of a party that was only pending, its newest one
 */
public record Removal(long seq, Entry entry) {
  /** The entry may not be null. */
  public Removal {
    Objects.requireNonNull(entry);
  }
}
