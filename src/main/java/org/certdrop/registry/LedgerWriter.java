package org.certdrop.registry;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.certdrop.files.Patience;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Draft;
import org.certdrop.registration.Fold;
import org.certdrop.registration.Recorded;
import org.certdrop.registration.RegistryView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a ledger, and the picture that is drawn from it: it does work on the newest state and
 * makes durable what that work drafts. It knows nothing of what is decided, nor of what holds the
 * journal.
 */
final class LedgerWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

  private final RegistryStore store;
  private final LockFile lock;
  private final Fold fold;
  private JournalMark mark;
  private final Ledger ledger;
  private final GroupAppender groups;
  private final Patience patience = new Patience();
  private final SnapshotWriter snapshots;
  private final Committer committer;
  private final Stopwatch pictures = new Stopwatch();
  private final AtomicBoolean closed = new AtomicBoolean();

  private LedgerWriter(
      RegistryStore store,
      LockFile lock,
      Ledger ledger,
      Inspection found,
      JournalMark mark,
      PartyId owner,
      Clock clock) {
    this.store = store;
    this.lock = lock;
    this.ledger = ledger;
    this.fold = found.fold();
    this.mark = mark;
    this.groups = new GroupAppender(found.fold(), clock);
    RegistryFiles files = new RegistryFiles(store.folder());
    SnapshotFile snapshot = new SnapshotFile(files, owner);
    this.snapshots =
        new SnapshotWriter(
            files.snapshot(),
            new SnapshotSchedule(shown(found), fold.seq(), System.nanoTime()),
            () -> picture(snapshot),
            clock);
    this.committer = new Committer(this::commit);
  }

  /** Opens a registry, as {@link Registry#open} says. */
  static LedgerWriter open(RegistryStore store, PartyId owner, Clock clock) throws IOException {
    RegistryFiles files = new RegistryFiles(store.folder());
    files.createFolder();
    LockFile lock = LockFile.of(files);
    Ledger ledger = null;
    LedgerWriter writer = null;
    try {
      ledger = store.ledger();
      writer = open(store, lock, ledger, owner, clock);
    } finally {
      if (writer == null) {
        letGo(ledger, lock);
      }
    }
    return writer;
  }

  private static LedgerWriter open(
      RegistryStore store, LockFile lock, Ledger ledger, PartyId owner, Clock clock)
      throws IOException {
    try (Ledger.Turn turn = ledger.turn(new Patience())) {
      Inspection found = Inspection.of(store, Optional.of(owner));
      if (found.damage().isPresent()) {
        throw new RegistryCorruptedException(found.damage().get());
      }
      ledger.goOnFrom(found.mark());
      turn.catchUp(found.fold());
      turn.append(new Draft(found.fold(), clock));
      return new LedgerWriter(store, lock, ledger, found, turn.mark(), owner, clock);
    }
  }

  /** A picture is due if registry.json lacks a line, or a long journal a checkpoint. */
  private static long shown(Inspection found) {
    boolean lacksOne = !found.isAbridged() && found.mark().end() >= Checkpoint.WORTHWHILE;
    return lacksOne ? -1 : found.snapshotSeq();
  }

  /** Does work on the newest state, and waits until its draft is durable. */
  <T> T submit(Function<Draft, T> work) throws IOException {
    return committer.submit(work);
  }

  /** The same without waiting; see {@link Committer#request}. */
  <T> CompletableFuture<T> request(Function<Draft, T> work) {
    return committer.request(work);
  }

  /** What the journal says became of these submissions; the lines that say so are durable. */
  Map<String, Recorded> recorded(Set<String> submissions) throws IOException {
    Map<String, Recorded> found =
        submissions.isEmpty() ? Map.of() : JournalSearch.outcomes(store, submissions);
    if (!found.isEmpty()) {
      refresh(); // the writer of those lines may have ended before a standby had them
    }
    return found;
  }

  /** The state up to the last line that this process knows; to be read alone. */
  Fold fold() {
    return fold;
  }

  /** The state with what other processes wrote since. */
  RegistryView refresh() throws IOException {
    submit(Draft::seq);
    return fold.view();
  }

  Optional<SnapshotFault> snapshotFault() {
    return snapshots.fault();
  }

  Timing appends() {
    return groups.timing();
  }

  Timing pictures() {
    return pictures.timing();
  }

  /** On the committer's thread. */
  private void commit(List<Committer.Request<?>> group) throws IOException {
    try (Ledger.Turn turn = ledger.turn(patience)) {
      adopt(groups.append(group, turn), turn.mark());
    }
    snapshots.changed(fold.seq());
  }

  private synchronized void adopt(Draft draft, JournalMark now) {
    fold.adopt(draft.fold());
    mark = now;
  }

  /** On the snapshot thread. */
  private OptionalLong picture(SnapshotFile snapshot) throws IOException {
    RegistryView view;
    JournalMark shown;
    synchronized (this) {
      view = fold.view();
      shown = mark;
    }
    long began = System.nanoTime();
    if (!snapshot.replace(view, shown, lock, patience)) {
      return OptionalLong.empty();
    }
    pictures.stop(began);
    return OptionalLong.of(view.seq());
  }

  /** Does not wait long for other processes from now on. */
  void hurry() {
    patience.hurry();
  }

  /** Finishes what waits, writes registry.json if it is behind, and lets go of the files. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    patience.hurry();
    committer.close();
    snapshots.close();
    try {
      letGo(ledger, lock);
    } catch (IOException e) {
      LOG.warn(
          "{}: the journal could not be closed; all of it is durable: {}",
          store.place(),
          e.toString());
    }
  }

  private static void letGo(Ledger ledger, LockFile lock) throws IOException {
    try {
      if (ledger != null) {
        ledger.close();
      }
    } finally {
      lock.close();
    }
  }
}
