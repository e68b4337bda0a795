package org.certdrop.registration;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/** Changes decided on but not yet written: the lines to append, and the fold as they leave it. */
public final class Draft {
  private final Fold fold;
  private final Clock clock;
  private final List<Line> lines = new ArrayList<>();
  private final Map<String, JournalLine> recorded;
  private Optional<String> proposed = Optional.empty();

  /**
   * A drafted line.
   *
   * @param bytes without LF
   * @param submission the submission whose outcome it is, which has no other line; empty for other
   *     lines, and for what a person's word brought about
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Line(byte[] bytes, Optional<String> submission) {}

  /** A draft that begins with the state of a fold, which stays as it is. */
  public Draft(Fold fold, Clock clock) {
    this(fold, clock, Map.of());
  }

  /**
   * A draft that begins with the state of a fold, which stays as it is.
   *
   * @param recorded lines of the journal by the submissions that brought them, as far as known
   */
  public Draft(Fold fold, Clock clock, Map<String, JournalLine> recorded) {
    this.fold = fold.trial();
    this.clock = clock;
    this.recorded = new HashMap<>(recorded);
  }

  /**
   * A submission is decided on, once for all: the line that says the outcome is the only one.
   *
   * @return that line, if the outcome is known already
   */
  Optional<JournalLine> propose(Proposal proposal) {
    boolean once = !proposal.backing().isPersonal();
    proposed = Optional.of(proposal.submission()).filter(id -> once);
    return proposed.map(recorded::get);
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

  /** Adds a line that holds an entry as it is proposed; the entry gets the line's number. */
  Party append(JournalEvent event, Entry entry) {
    return append(line(event, entry, entry.registeredAt()), proposed);
  }

  /** Adds a line that holds an entry about which more is known now. */
  Party appendNow(JournalEvent event, Entry entry) {
    return append(line(event, entry, now()), Optional.empty());
  }

  private JournalLine line(JournalEvent event, Entry entry, Instant at) {
    long seq = fold.seq() + 1;
    return new JournalLine(
        seq,
        at,
        event,
        entry.party(),
        entry.sha256(),
        Optional.of(entry.writtenBy(seq)),
        Optional.empty(),
        fold.head());
  }

  /** Adds a line that names party and certificate, and who says so, if a person does. */
  Party append(JournalEvent event, PartyId party, Fingerprint sha256, Optional<String> by) {
    long seq = fold.seq() + 1;
    return append(
        new JournalLine(seq, now(), event, party, sha256, Optional.empty(), by, fold.head()),
        Optional.empty());
  }

  private Party append(JournalLine line, Optional<String> submission) {
    byte[] bytes = line.encode();
    try {
      Party after = fold.apply(line, Fingerprint.of(bytes));
      submission.ifPresent(id -> recorded.put(id, line));
      lines.add(new Line(bytes, submission));
      return after;
    } catch (MalformedDocumentException e) {
      throw new IllegalStateException("a line that certdrop made itself does not fit", e);
    }
  }

  /** The lines that are drafted, in their order. */
  public List<Line> lines() {
    return Collections.unmodifiableList(lines);
  }

  /** The lines, each with its LF. */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Line line : lines) {
      bytes.writeBytes(line.bytes());
      bytes.write('\n');
    }
    return bytes.toByteArray();
  }

  /** The length of the last of the lines, in bytes, LF included; 0 if there is none. */
  public int lastLength() {
    return lines.isEmpty() ? 0 : lines.get(lines.size() - 1).bytes().length + 1;
  }
}
