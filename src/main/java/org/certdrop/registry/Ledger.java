package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.Path;
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
 * The journal of a home, open for appending, with the picture that is drawn from it: it does work
 * on the newest state and makes durable what that work drafts. It knows nothing of what is decided.
 */
final class Ledger implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final RegistryFiles files;
  private final LockFile lock;
  private final Fold fold;
  private Checkpoint.Mark mark;
  private final Journal journal;
  private final Clock clock;
  private final Patience patience = new Patience();
  private final SnapshotWriter snapshots;
  private final Committer committer;
  private final Stopwatch appends = new Stopwatch();
  private final Stopwatch pictures = new Stopwatch();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Ledger(
      RegistryFiles files,
      LockFile lock,
      Inspection found,
      Journal journal,
      PartyId owner,
      Clock clock) {
    this.files = files;
    this.lock = lock;
    this.fold = found.fold();
    this.journal = journal;
    this.mark = journal.mark();
    this.clock = clock;
    SnapshotFile snapshot = new SnapshotFile(files, owner);
    this.snapshots =
        new SnapshotWriter(
            files.snapshot(),
            new SnapshotSchedule(shown(found), fold.seq(), System.nanoTime()),
            () -> picture(snapshot),
            clock);
    this.committer = new Committer(this::commit);
  }

  /** Opens the files of a registry, as {@link Registry#open} says. */
  static Ledger open(Path var, PartyId owner, Clock clock, JournalFile.Opener opener)
      throws IOException {
    RegistryFiles files = new RegistryFiles(var);
    files.createFolder();
    LockFile lock = LockFile.of(files);
    Journal journal = null;
    Ledger ledger = null;
    try (LockFile.Held held = lock.commit(new Patience())) {
      Inspection found = Inspection.of(files, Optional.of(owner));
      if (found.damage().isPresent()) {
        throw new RegistryCorruptedException(found.damage().get());
      }
      journal = new Journal(files, opener, found);
      journal.catchUp(found.fold());
      journal.append(new byte[0], 0);
      ledger = new Ledger(files, lock, found, journal, owner, clock);
    } finally {
      if (ledger == null) {
        letGo(journal, lock);
      }
    }
    return ledger;
  }

  /** A picture is due if registry.json lacks a line, or a long journal a checkpoint. */
  private static long shown(Inspection found) {
    boolean lacksOne = !found.isAbridged() && found.mark().end() >= Checkpoint.WORTHWHILE;
    return lacksOne ? -1 : found.snapshotSeq();
  }

  /** Does work on the newest state, and waits until what it drafted is durable. */
  <T> T submit(Function<Draft, T> work) throws IOException {
    return committer.submit(work);
  }

  /** The same without waiting; see {@link Committer#request}. */
  <T> CompletableFuture<T> request(Function<Draft, T> work) {
    return committer.request(work);
  }

  /** What the journal says became of these submissions. */
  Map<String, Recorded> recorded(Set<String> submissions) throws IOException {
    return submissions.isEmpty() ? Map.of() : JournalSearch.outcomes(files, submissions);
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
    return appends.timing();
  }

  Timing pictures() {
    return pictures.timing();
  }

  /** On the committer's thread. */
  private void commit(List<Committer.Request<?>> group) throws IOException {
    try (LockFile.Held held = lock.commit(patience)) {
      Draft draft = new Draft(fold, clock);
      journal.catchUp(draft.fold());
      group.forEach(request -> request.work(draft));
      append(draft);
      adopt(draft);
    }
    snapshots.changed(fold.seq());
  }

  private synchronized void adopt(Draft draft) {
    fold.adopt(draft.fold());
    mark = journal.mark();
  }

  private void append(Draft draft) throws IOException {
    byte[] lines = draft.bytes();
    long began = System.nanoTime();
    journal.append(lines, draft.lastLength());
    if (lines.length > 0) {
      appends.stop(began);
    }
  }

  /** On the snapshot thread. */
  private OptionalLong picture(SnapshotFile snapshot) throws IOException {
    RegistryView view;
    Checkpoint.Mark shown;
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
      letGo(journal, lock);
    } catch (IOException e) {
      LOG.warn(
          "{}: a file could not be closed; all of it is durable: {}", files.var(), e.toString());
    }
  }

  private static void letGo(Journal journal, LockFile lock) throws IOException {
    try {
      if (journal != null) {
        journal.close();
      }
    } finally {
      lock.close();
    }
  }
}
