package org.certdrop.registry;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Fold;
import org.certdrop.registration.MalformedDocumentException;

/** registry.json held against the journal, while that is folded. */
final class SnapshotCheck implements Closeable {
  private final RegistryStore store;
  private final Path file;
  private final Optional<SnapshotReader> reader;
  private final Set<PartyId> different = new LinkedHashSet<>();
  private Optional<SnapshotHeader> header = Optional.empty();
  private Optional<Damage> owner = Optional.empty();
  private Optional<Damage> content = Optional.empty();
  private boolean takenOver;

  private SnapshotCheck(RegistryStore store, Path file, Optional<SnapshotReader> reader) {
    this.store = store;
    this.file = file;
    this.reader = reader;
  }

  static SnapshotCheck open(RegistryStore store) throws IOException {
    Path file = new RegistryFiles(store.folder()).snapshot();
    return new SnapshotCheck(store, file, SnapshotReader.open(file));
  }

  /** Reads which line it shows. */
  void readHeader() throws IOException {
    try {
      header = reader.isPresent() ? Optional.of(reader.get().header()) : Optional.empty();
    } catch (MalformedDocumentException e) {
      content = Optional.of(Damages.edited(store, file, e.getMessage()));
    }
  }

  /**
   * Compares once the fold has come to the line that registry.json shows: document by document only
   * if it is not as certdrop would write it.
   */
  void compare(Fold fold) throws IOException {
    if (header.isPresent()
        && header.get().seq() == fold.seq()
        && !reader.orElseThrow().shows(fold.view(), header.get().owner())) {
      SnapshotComparison comparison = SnapshotComparison.of(reader.orElseThrow(), fold);
      different.addAll(comparison.different());
      content = comparison.problem().map(what -> Damages.edited(store, file, what));
    }
  }

  /** Notes if registry.json knows more than the journal. */
  void end(Fold fold) {
    if (isAhead(fold)) {
      content = Optional.of(Damages.ahead(store, file, header.orElseThrow().seq(), fold.seq()));
    }
  }

  /** Notes which parties the journal says something else of than a registry.json that is ahead. */
  void compareAhead(Fold fold) throws IOException {
    if (isAhead(fold)) {
      different.addAll(SnapshotComparison.of(reader.orElseThrow(), fold).different());
    }
  }

  private boolean isAhead(Fold fold) {
    return header.isPresent() && header.get().seq() > fold.seq();
  }

  /**
   * Compares the owner. A registry of which no line was ever written belongs to nobody yet.
   *
   * @param untouched whether the journal has no line, and none that does not fit
   */
  void compareOwner(PartyId us, boolean untouched) {
    Optional<PartyId> other =
        header.map(SnapshotHeader::owner).filter(found -> !found.key().equals(us.key()));
    takenOver = other.isPresent() && header.get().seq() == 0 && untouched;
    owner = takenOver ? Optional.empty() : other.map(found -> Damages.foreign(file, found, us));
  }

  /** Whether it shows this state. */
  boolean shows(Fold fold) {
    return header
        .filter(shown -> shown.seq() == fold.seq() && shown.head().equals(fold.head()))
        .isPresent();
  }

  /** Whether it shows a line before this one. */
  boolean isBefore(long seq) {
    return header.filter(shown -> shown.seq() < seq).isPresent();
  }

  /** That it is another party's. */
  Optional<Damage> owner() {
    return owner;
  }

  /** What else is wrong with it. */
  Optional<Damage> content() {
    return content;
  }

  /** Whether it is at odds with the journal or the owner. */
  boolean isDamaged() {
    return Stream.of(owner, content).anyMatch(Optional::isPresent);
  }

  /** The parties in it that are not as the journal says. */
  Set<PartyId> different() {
    return different;
  }

  /** The line that it shows; empty if that cannot be read. */
  Optional<Long> line() {
    return header.map(SnapshotHeader::seq);
  }

  /** The line that it shows; -1 if there is none, or the empty one of a former owner. */
  long seq() {
    return takenOver ? -1 : line().orElse(-1L);
  }

  @Override
  public void close() throws IOException {
    if (reader.isPresent()) {
      reader.get().close();
    }
  }
}
