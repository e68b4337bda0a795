package org.certdrop.registry;

import java.util.Objects;
import org.certdrop.registration.JournalLine;

/**
 * A line of a journal, and where it ends.
 *
 * @param end where it ends, in octets from the journal's start, each line counted with its LF
 * @param length how long it is, LF included; 0 for no line
 * @param seq its number
 * @param head its SHA-256 in lower-case hexadecimal
 */
public record JournalMark(long end, int length, long seq, String head) {
  /** Before the first line. */
  public static final JournalMark BEGINNING = new JournalMark(0, 0, 0, JournalLine.NOTHING_BEFORE);

  /** The head may not be null. */
  public JournalMark {
    Objects.requireNonNull(head);
  }
}
