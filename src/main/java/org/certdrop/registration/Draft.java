package org.certdrop.registration;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/** Changes decided on but not yet written: the lines to append, and the fold as they leave it. */
public final class Draft {
  private final Fold fold;
  private final Clock clock;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private int lastLength;

  public Draft(Fold fold, Clock clock) {
    this.fold = fold.trial();
    this.clock = clock;
  }

  /** The time of a line, in the journal's precision. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  public Fold fold() {
    return fold;
  }

  public Parties parties() {
    return fold.parties();
  }

  /** The number of the last line, drafted or written. */
  public long seq() {
    return fold.seq();
  }

  /** Adds a line that holds an entry as it was registered; the entry gets the line's number. */
  Party append(JournalEvent event, Entry entry) {
    return append(event, entry, entry.registeredAt());
  }

  /** Adds a line that holds an entry about which more is known now. */
  Party appendNow(JournalEvent event, Entry entry) {
    return append(event, entry, now());
  }

  private Party append(JournalEvent event, Entry entry, Instant at) {
    long seq = fold.seq() + 1;
    return append(
        new JournalLine(
            seq,
            at,
            event,
            entry.party(),
            entry.sha256(),
            Optional.of(entry.writtenBy(seq)),
            fold.head()));
  }

  /** Adds a line that names party and certificate. */
  Party append(JournalEvent event, PartyId party, Fingerprint sha256) {
    return append(
        new JournalLine(
            fold.seq() + 1, now(), event, party, sha256, Optional.empty(), fold.head()));
  }

  private Party append(JournalLine line) {
    byte[] bytes = line.encode();
    try {
      Party after = fold.apply(line, Fingerprint.of(bytes));
      lines.writeBytes(bytes);
      lines.write('\n');
      lastLength = bytes.length + 1;
      return after;
    } catch (MalformedDocumentException e) {
      throw new IllegalStateException("a line that certdrop made itself does not fit", e);
    }
  }

  /** The lines, each with its LF. */
  public byte[] bytes() {
    return lines.toByteArray();
  }

  /** The length of the last of the lines, in bytes, LF included; 0 if there is none. */
  public int lastLength() {
    return lastLength;
  }
}
