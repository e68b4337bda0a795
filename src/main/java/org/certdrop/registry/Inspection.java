package org.certdrop.registry;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Fold;
import org.certdrop.text.Progress;

/** What a look at a registry's files found. Looking changes nothing. */
final class Inspection {
  private final RegistryStore store;
  private final JournalSource source;
  private final SnapshotCheck snapshot;
  private final JournalMark start;
  private final Fold fold;
  private JournalReader.Reading reading;
  private Optional<Damage> journal = Optional.empty();
  private Optional<Damage> checkpoint = Optional.empty();

  private Inspection(
      RegistryStore store,
      JournalSource source,
      SnapshotCheck snapshot,
      JournalMark start,
      Fold fold) {
    this.store = store;
    this.source = source;
    this.snapshot = snapshot;
    this.start = start;
    this.fold = fold;
    this.reading = JournalReader.Reading.good(start.end(), 0, 0);
  }

  private interface Look {
    void take(Inspection inspection) throws IOException;
  }

  /** Reads the journal, and of registry.json no more than which line it shows. */
  static Inspection ofJournal(RegistryStore store, Progress progress) throws IOException {
    return abridged(
        store,
        inspection ->
            inspection.readJournal(Long.MAX_VALUE, (line, fold) -> inspection.tell(progress)));
  }

  /**
   * Reads the journal and registry.json, and holds one against the other.
   *
   * @param owner whose registry it must be; empty if it may be anyone's
   */
  static Inspection of(RegistryStore store, Optional<PartyId> owner) throws IOException {
    return abridged(
        store, inspection -> inspection.readBoth(owner, Long.MAX_VALUE, (line, fold) -> {}));
  }

  /**
   * Reads what follows the checkpoint. If not all of that fits, or registry.json shows an earlier
   * line, everything is read: then that says what is wrong.
   */
  private static Inspection abridged(RegistryStore store, Look look) throws IOException {
    // The checkpoint first: neither registry.json nor the journal is ever behind it.
    try (JournalSource source = store.source();
        Checkpoint checkpoint = Checkpoint.open(files(store), source).orElse(null)) {
      Optional<Fold> fold = checkpoint == null ? Optional.empty() : checkpoint.fold();
      if (fold.isPresent()) {
        Inspection found = from(checkpoint.mark(), fold.get(), store, source, look);
        if (found.damage().isEmpty() && !found.snapshot.isBefore(found.start.seq())) {
          return found;
        }
      }
      return from(JournalMark.BEGINNING, new Fold(), store, source, look);
    }
  }

  private static RegistryFiles files(RegistryStore store) {
    return new RegistryFiles(store.folder());
  }

  private static Inspection from(
      JournalMark start, Fold fold, RegistryStore store, JournalSource source, Look look)
      throws IOException {
    // registry.json first: the journal may grow meanwhile, and is never behind it.
    try (SnapshotCheck snapshot = SnapshotCheck.open(store)) {
      snapshot.readHeader();
      Inspection inspection = new Inspection(store, source, snapshot, start, fold);
      look.take(inspection);
      return inspection;
    }
  }

  /**
   * Reads the whole journal, and holds registry.json and the checkpoint against it.
   *
   * @param owner whose registry it must be; empty if it may be anyone's
   */
  static Inspection ofAll(RegistryStore store, Optional<PartyId> owner) throws IOException {
    return ofAll(store, owner, Long.MAX_VALUE);
  }

  private static Inspection ofAll(RegistryStore store, Optional<PartyId> owner, long lastLine)
      throws IOException {
    try (JournalSource source = store.source();
        Checkpoint checkpoint = Checkpoint.open(files(store), source).orElse(null)) {
      return from(
          JournalMark.BEGINNING,
          new Fold(),
          store,
          source,
          inspection ->
              inspection.readBoth(owner, lastLine, (line, fold) -> inspection.compare(checkpoint)));
    }
  }

  /**
   * Looks, and trusts only what something else confirms. If two neighbouring lines contradict each
   * other, either may have been edited: then neither counts, unless registry.json confirms the
   * first.
   */
  static Inspection ofTrusted(RegistryStore store, Optional<PartyId> owner) throws IOException {
    Inspection found = ofAll(store, owner);
    return found.reading.contradicted() && !found.snapshot.shows(found.fold)
        ? ofAll(store, owner, found.fold.seq() - 1)
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
      checkpoint = Optional.of(Damages.forged(store, files(store).checkpoint(), fold.seq()));
    }
  }

  private void readJournal(long lastLine, JournalReader.Observer observer) throws IOException {
    reading = new JournalReader(source.after(start), fold, lastLine).read(start.end(), observer);
    journal = reading.problem().map(what -> Damages.ofLine(store, fold.seq() + 1, what));
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
  JournalMark mark() {
    int length = reading.lastLength() > 0 ? reading.lastLength() : start.length();
    return new JournalMark(reading.end(), length, fold.seq(), fold.head());
  }

  /** The line that registry.json shows; -1 if there is none, or the empty one of a former owner. */
  long snapshotSeq() {
    return snapshot.seq();
  }
}
