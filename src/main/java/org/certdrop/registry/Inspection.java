package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Fold;
import org.certdrop.registration.MalformedDocumentException;
import org.certdrop.text.Progress;

/** What a look at a registry's files found. Looking changes nothing. */
final class Inspection {
  private final RegistryFiles files;
  private final long lastLine;
  private final Fold fold = new Fold();
  private final Set<PartyId> different = new LinkedHashSet<>();
  private JournalReader.Reading reading = JournalReader.Reading.good(0, 0, 0);
  private Optional<SnapshotHeader> header = Optional.empty();
  private Optional<Damage> owner = Optional.empty();
  private boolean takenOver;
  private Optional<Damage> journal = Optional.empty();
  private Optional<Damage> snapshot = Optional.empty();

  private Inspection(RegistryFiles files, long lastLine) {
    this.files = files;
    this.lastLine = lastLine;
  }

  /** Reads the journal, and of registry.json no more than which line it shows. */
  static Inspection ofJournal(RegistryFiles files, Progress progress) throws IOException {
    Inspection inspection = new Inspection(files, Long.MAX_VALUE);
    // registry.json first: the journal may grow meanwhile, and is never behind it.
    try (SnapshotReader reader = SnapshotReader.open(files.snapshot()).orElse(null)) {
      inspection.readHeader(reader);
    }
    inspection.readJournal((line, fold) -> inspection.tell(progress));
    return inspection;
  }

  /**
   * Reads the journal and registry.json, and holds one against the other.
   *
   * @param owner whose registry it must be; empty if it may be anyone's
   */
  static Inspection of(RegistryFiles files, Optional<PartyId> owner) throws IOException {
    return of(files, owner, Long.MAX_VALUE);
  }

  /**
   * Looks, and trusts only what something else confirms. If two neighbouring lines contradict each
   * other, either may have been edited: then neither counts, unless registry.json confirms the
   * first.
   */
  static Inspection ofTrusted(RegistryFiles files, Optional<PartyId> owner) throws IOException {
    Inspection found = of(files, owner);
    return found.reading.contradicted() && !found.isShown()
        ? of(files, owner, found.fold.seq() - 1)
        : found;
  }

  private boolean isShown() {
    return header
        .filter(shown -> shown.seq() == fold.seq() && shown.head().equals(fold.head()))
        .isPresent();
  }

  private static Inspection of(RegistryFiles files, Optional<PartyId> owner, long lastLine)
      throws IOException {
    Inspection inspection = new Inspection(files, lastLine);
    try (SnapshotReader reader = SnapshotReader.open(files.snapshot()).orElse(null)) {
      inspection.readHeader(reader);
      inspection.compare(reader);
      inspection.readJournal((line, fold) -> inspection.compare(reader));
      owner.ifPresent(inspection::compareOwner);
      if (inspection.isAhead()) {
        inspection.different.addAll(SnapshotComparison.of(reader, inspection.fold).different());
      }
    }
    return inspection;
  }

  private void readHeader(SnapshotReader reader) throws IOException {
    if (reader == null) {
      return;
    }
    try {
      header = Optional.of(reader.header());
    } catch (MalformedDocumentException e) {
      snapshot = Optional.of(Damages.edited(files.snapshot(), e.getMessage()));
    }
  }

  /** A registry of which no line was ever written belongs to nobody yet. */
  private void compareOwner(PartyId us) {
    Optional<PartyId> other = header.map(SnapshotHeader::owner).filter(found -> !isSame(found, us));
    takenOver =
        other.isPresent() && header.get().seq() == 0 && fold.seq() == 0 && journal.isEmpty();
    owner =
        takenOver
            ? Optional.empty()
            : other.map(found -> Damages.foreign(files.snapshot(), found, us));
  }

  private static boolean isSame(PartyId one, PartyId other) {
    return one.key().equals(other.key());
  }

  /** Compares once the fold has come to the line that registry.json shows. */
  private void compare(SnapshotReader reader) throws IOException {
    if (header.isPresent() && header.get().seq() == fold.seq()) {
      SnapshotComparison comparison = SnapshotComparison.of(reader, fold);
      different.addAll(comparison.different());
      snapshot = comparison.problem().map(what -> Damages.edited(files.snapshot(), what));
    }
  }

  private void readJournal(JournalReader.Observer observer) throws IOException {
    try (JournalFile file = JournalFile.reading(files)) {
      reading = new JournalReader(file, fold, lastLine).read(0, observer);
    } catch (NoSuchFileException e) {
      // No line was ever written, or registry.json is ahead.
    }
    journal = reading.problem().map(what -> Damages.ofLine(files.journal(), fold.seq() + 1, what));
    if (isAhead()) {
      snapshot =
          Optional.of(Damages.ahead(files.snapshot(), header.orElseThrow().seq(), fold.seq()));
    }
  }

  /** How many lines there are at least stands in registry.json. */
  private void tell(Progress progress) {
    if (header.isPresent()) {
      progress.reached(
          "lines of the journal", fold.seq(), Math.max(header.get().seq(), fold.seq()));
    }
  }

  private boolean isAhead() {
    return header.isPresent() && header.get().seq() > fold.seq();
  }

  /** The first thing that does not fit; empty if all does. */
  Optional<Damage> damage() {
    return Stream.of(owner, journal, snapshot).flatMap(Optional::stream).findFirst();
  }

  /** Whether a line of the journal does not fit. */
  boolean hasJournalDamage() {
    return journal.isPresent();
  }

  /** Whether registry.json is at odds with the journal or the owner. */
  boolean hasSnapshotDamage() {
    return snapshot.isPresent() || owner.isPresent();
  }

  /** The parties of registry.json that are not as the journal says. */
  Set<PartyId> different() {
    return different;
  }

  /** The journal folded, up to its last good line. */
  Fold fold() {
    return fold;
  }

  /** How far the journal is good. */
  JournalReader.Reading reading() {
    return reading;
  }

  /** The line that registry.json shows; -1 if there is none, or the empty one of a former owner. */
  long snapshotSeq() {
    return takenOver ? -1 : header.map(SnapshotHeader::seq).orElse(-1L);
  }
}
