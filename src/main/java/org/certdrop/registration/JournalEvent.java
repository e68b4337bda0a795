package org.certdrop.registration;

import java.util.Locale;

/** What a journal line says has happened. */
public enum JournalEvent {
  /** A party got its first active entry, or one again after it was removed. */
  REGISTERED,
  /** The active entry of a party got another certificate or endpoint. */
  REPLACED,
  /** An entry waits for confirmation. */
  PENDING,
  /** The operator vouched for an entry, active or waiting: it is active now. */
  CONFIRMED,
  /** The party said which certificate of ours it holds. */
  RECEIPT,
  /** A waiting entry was dropped. */
  REJECTED,
  /** The active entry of a party was removed, its waiting ones dropped. */
  REMOVED;

  /** Whether the line holds the whole document of the entry; else party id and fingerprint. */
  public boolean holdsEntry() {
    return this != REJECTED && this != REMOVED;
  }

  /** The word in the journal. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
