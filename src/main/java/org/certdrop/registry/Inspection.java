package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Fold;
import org.certdrop.registration.JournalLine;
import org.certdrop.text.Progress;

/** What a look at a registry's files found. Looking changes nothing. */
final class Inspection {
  private static final Checkpoint.Mark BEGINNING =
      new Checkpoint.Mark(0, 0, 0, JournalLine.NOTHING_BEFORE);

  private final RegistryFiles files;
  private final SnapshotCheck snapshot;
  private final Checkpoint.Mark start;
  private final Fold fold;
  private JournalReader.Reading reading;
  private Optional<Damage> journal = Optional.empty();
  private Optional<Damage> checkpoint = Optional.empty();

  private Inspection(
      RegistryFiles files, SnapshotCheck snapshot, Checkpoint.Mark start, Fold fold) {
    this.files = files;
    this.snapshot = snapshot;
    this.start = start;
    this.fold = fold;
    this.reading = JournalReader.Reading.good(start.end(), 0, 0);
  }

  private interface Look {
    void take(Inspection inspection) throws IOException;
  }

  /** Reads the journal, and of registry.json no more than which line it shows. */
  static Inspection ofJournal(RegistryFiles files, Progress progress) throws IOException {
    return abridged(
        files,
        inspection ->
            inspection.readJournal(Long.MAX_VALUE, (line, fold) -> inspection.tell(progress)));
  }

  /**
   * Reads the journal and registry.json, and holds one against the other.
   *
   * @param owner whose registry it must be; empty if it may be anyone's
   */
  static Inspection of(RegistryFiles files, Optional<PartyId> owner) throws IOException {
    return abridged(
        files, inspection -> inspection.readBoth(owner, Long.MAX_VALUE, (line, fold) -> {}));
  }

  /**
   * Reads what follows the checkpoint. If not all of that fits, or registry.json shows an earlier
   * line, everything is read: then that says what is wrong.
   */
  private static Inspection abridged(RegistryFiles files, Look look) throws IOException {
    // The checkpoint first: neither registry.json nor the journal is ever behind it.
    try (Checkpoint checkpoint = Checkpoint.open(files).orElse(null)) {
      Optional<Fold> fold = checkpoint == null ? Optional.empty() : checkpoint.fold();
      if (fold.isPresent()) {
        Inspection found = from(checkpoint.mark(), fold.get(), files, look);
        if (found.damage().isEmpty() && !found.snapshot.isBefore(found.start.seq())) {
          return found;
        }
      }
    }
    return from(BEGINNING, new Fold(), files, look);
  }

  private static Inspection from(Checkpoint.Mark start, Fold fold, RegistryFiles files, Look look)
      throws IOException {
    // registry.json first: the journal may grow meanwhile, and is never behind it.
    try (SnapshotCheck snapshot = SnapshotCheck.open(files)) {
      snapshot.readHeader();
      Inspection inspection = new Inspection(files, snapshot, start, fold);
      look.take(inspection);
      return inspection;
    }
  }

  /**
   * Reads the whole journal, and holds registry.json and the checkpoint against it.
   *
   * @param owner whose registry it must be; empty if it may be anyone's
   */
  static Inspection ofAll(RegistryFiles files, Optional<PartyId> owner) throws IOException {
    return ofAll(files, owner, Long.MAX_VALUE);
  }

  private static Inspection ofAll(RegistryFiles files, Optional<PartyId> owner, long lastLine)
      throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(files).orElse(null)) {
      return from(
          BEGINNING,
          new Fold(),
          files,
          inspection ->
              inspection.readBoth(owner, lastLine, (line, fold) -> inspection.compare(checkpoint)));
    }
  }

  /**
   * Looks, and trusts only what something else confirms. If two neighbouring lines contradict each
   * other, either may have been edited: then neither counts, unless registry.json confirms the
   * first.
   */
  static Inspection ofTrusted(RegistryFiles files, Optional<PartyId> owner) throws IOException {
    Inspection found = ofAll(files, owner);
    return found.reading.contradicted() && !found.snapshot.shows(found.fold)
        ? ofAll(files, owner, found.fold.seq() - 1)
        : found;
  }

  private void readBoth(Optional<PartyId> us, long lastLine, JournalReader.Observer observer)
      throws IOException {
    snapshot.compare(fold);
    readJournal(
        lastLine,
        (line, after) -> {
          snapshot.compare(after);
          observer.folded(line, after);
        });
    us.ifPresent(party -> snapshot.compareOwner(party, fold.seq() == 0 && journal.isEmpty()));
    snapshot.compareAhead(fold);
  }

  /** Compares once the fold has come to the line that a checkpoint stands for. */
  private void compare(Checkpoint found) throws IOException {
    if (found != null
        && found.mark().seq() == fold.seq()
        && found.mark().head().equals(fold.head())
        && !found.shows(fold.view())) {
      checkpoint = Optional.of(Damages.forged(files.checkpoint(), fold.seq()));
    }
  }

  private void readJournal(long lastLine, JournalReader.Observer observer) throws IOException {
    try (JournalFile file = JournalFile.reading(files)) {
      reading = new JournalReader(file, fold, lastLine).read(start.end(), observer);
    } catch (NoSuchFileException e) {
      // No line was ever written, or registry.json is ahead.
    }
    journal = reading.problem().map(what -> Damages.ofLine(files.journal(), fold.seq() + 1, what));
    snapshot.end(fold);
  }

  /** How many lines there are at least stands in registry.json. */
  private void tell(Progress progress) {
    snapshot
        .line()
        .ifPresent(
            line ->
                progress.reached("lines of the journal", fold.seq(), Math.max(line, fold.seq())));
  }

  /** The first thing that does not fit; empty if all does. */
  Optional<Damage> damage() {
    return Stream.of(snapshot.owner(), journal, snapshot.content(), checkpoint)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Whether a line of the journal does not fit. */
  boolean hasJournalDamage() {
    return journal.isPresent();
  }

  /** Whether registry.json is at odds with the journal or the owner. */
  boolean hasSnapshotDamage() {
    return snapshot.isDamaged();
  }

  /** Whether the checkpoint is not what the journal came to. */
  boolean hasCheckpointDamage() {
    return checkpoint.isPresent();
  }

  /** The parties of registry.json that are not as the journal says. */
  Set<PartyId> different() {
    return snapshot.different();
  }

  /** The journal folded, up to its last good line. */
  Fold fold() {
    return fold;
  }

  /** How far the journal is good. */
  JournalReader.Reading reading() {
    return reading;
  }

  /** Whether a checkpoint stands for the first lines. */
  boolean isAbridged() {
    return start.seq() > 0;
  }

  /** The last good line; of length 0 if there is none. */
  Checkpoint.Mark mark() {
    int length = reading.lastLength() > 0 ? reading.lastLength() : start.length();
    return new Checkpoint.Mark(reading.end(), length, fold.seq(), fold.head());
  }

  /** The line that registry.json shows; -1 if there is none, or the empty one of a former owner. */
  long snapshotSeq() {
    return snapshot.seq();
  }
}
