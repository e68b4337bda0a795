package org.certdrop.registration;

import java.time.Instant;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/**
 * The journal folded up to some line: who is registered.
 *
 * <p>One thread changes a fold. Others may read it meanwhile through the synchronized methods.
 */
public final class Fold {
  private final Parties parties;
  private long seq;
  private String head;
  private Instant latest;

  /** The state before the first line of a journal. */
  public Fold() {
    this(new Parties(), 0, JournalLine.NOTHING_BEFORE, Instant.EPOCH);
  }

  Fold(Parties parties, long seq, String head, Instant latest) {
    this.parties = parties;
    this.seq = seq;
    this.head = head;
    this.latest = latest;
  }

  /** A copy that takes further lines, and leaves this one as it is. */
  Fold trial() {
    return new Fold(parties.trial(), seq, head, latest);
  }

  /** Takes over what was folded on trial. */
  public synchronized void adopt(Fold trial) {
    parties.adopt(trial.parties);
    seq = trial.seq;
    head = trial.head;
    latest = trial.latest;
  }

  /** The number of the last line. */
  public synchronized long seq() {
    return seq;
  }

  /** The SHA-256 of the last line. */
  public synchronized String head() {
    return head;
  }

  /** The latest time that any line bears, which need not be the last line's; else the epoch. */
  public synchronized Instant latest() {
    return latest;
  }

  public synchronized RegistryView view() {
    return new RegistryView(seq, head, latest, parties.all());
  }

  public synchronized Optional<Entry> find(PartyId party) {
    return parties.get(party).active();
  }

  /** The parties; for the thread that changes the fold. */
  public Parties parties() {
    return parties;
  }

  /**
   * Folds the next line.
   *
   * @param line the line
   * @param digest its SHA-256
   * @return the party as it is now
   * @throws MalformedDocumentException if the line does not follow from the ones before; then
   *     nothing is changed
   */
  public synchronized Party apply(JournalLine line, Fingerprint digest)
      throws MalformedDocumentException {
    if (line.seq() != seq + 1) {
      throw new MalformedDocumentException(
          "its \"seq\" is " + line.seq() + " where " + (seq + 1) + " is due");
    }
    if (!line.prev().equals(head)) {
      throw new MalformedDocumentException(
          "its \"prev\" is not the SHA-256 of the line before, so one of the two was changed");
    }
    Party after = change(parties.get(line.party()), line);
    parties.put(after);
    seq = line.seq();
    head = digest.hex();
    latest = line.at().isAfter(latest) ? line.at() : latest;
    return after;
  }

  private static Party change(Party party, JournalLine line) throws MalformedDocumentException {
    switch (line.event()) {
      case REGISTERED -> {
        expect(party.active().isEmpty(), "it registers a party that is registered already");
        return party.activate(line.entry().orElseThrow());
      }
      case REPLACED -> {
        expect(party.active().isPresent(), "it replaces the entry of a party that has none");
        long id = party.active().orElseThrow().id();
        return party.activate(line.entry().orElseThrow().withId(id));
      }
      case PENDING -> {
        Optional<Entry> before = party.pending(line.sha256());
        Entry entry = line.entry().orElseThrow();
        return party.await(before.map(waiting -> entry.withId(waiting.id())).orElse(entry));
      }
      case CONFIRMED -> {
        Optional<Entry> waiting = party.pending(line.sha256());
        Optional<Entry> before = party.active().or(() -> waiting);
        expect(before.isPresent(), "it confirms an entry that is not there");
        Entry entry = line.entry().orElseThrow().withId(before.orElseThrow().id());
        Party after = party.activate(entry);
        // An address that was not confirmed with its certificate goes on waiting.
        return waiting
            .filter(claim -> !claim.isAt(entry.endpoint()))
            .map(after::await)
            .orElse(after);
      }
      case RECEIPT -> {
        expect(party.active().isPresent(), "it is a receipt of a party that is not registered");
        long id = party.active().orElseThrow().id();
        return party.note(line.entry().orElseThrow().withId(id));
      }
      case REJECTED -> {
        expect(party.pending(line.sha256()).isPresent(), "it rejects an entry that is not there");
        return party.reject(line.sha256());
      }
      case REMOVED -> {
        expect(
            party.active().isPresent() || !party.pending().isEmpty(),
            "it removes a party that is not there");
        return party.remove();
      }
    }
    throw new IllegalStateException("no such event: " + line.event());
  }

  private static void expect(boolean fits, String problem) throws MalformedDocumentException {
    if (!fits) {
      throw new MalformedDocumentException(problem);
    }
  }
}
