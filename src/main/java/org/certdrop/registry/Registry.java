package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.certdrop.files.Patience;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Acknowledgement;
import org.certdrop.registration.Admission;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Backing;
import org.certdrop.registration.Confirmation;
import org.certdrop.registration.Conflict;
import org.certdrop.registration.Conflicts;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Draft;
import org.certdrop.registration.Entry;
import org.certdrop.registration.Expulsion;
import org.certdrop.registration.Fold;
import org.certdrop.registration.HoldsOurs;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.Recorded;
import org.certdrop.registration.Registrant;
import org.certdrop.registration.RegistryView;
import org.certdrop.registration.Removal;
import org.certdrop.registration.Succession;
import org.certdrop.registration.Verified;
import org.certdrop.registration.Vouching;
import org.certdrop.registration.Word;
import org.certdrop.x509.Fingerprint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parties whose certificates are trusted here (SPEC section 6).
 *
 * <p>Any number of threads may call it, and any number of processes may have one registry open:
 * each answer is given on the newest state, and what it says is durable. An IOException is a fault
 * of the machine, or another process that holds the registry for too long: the same call may be
 * tried again.
 */
public final class Registry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

  private final RegistryFiles files;
  private final LockFile lock;
  private final Fold fold;
  private final Journal journal;
  private final Supplier<AdmissionPolicy> policy;
  private final Admission admission;
  private final Clock clock;
  private final Patience patience = new Patience();
  private final SnapshotWriter snapshots;
  private final Committer committer;
  private final Stopwatch appends = new Stopwatch();
  private final Stopwatch pictures = new Stopwatch();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Registry(
      RegistryFiles files,
      LockFile lock,
      Inspection found,
      Journal journal,
      PartyId owner,
      Supplier<AdmissionPolicy> policy,
      Clock clock) {
    this.files = files;
    this.lock = lock;
    this.fold = found.fold();
    this.journal = journal;
    this.policy = policy;
    this.admission = new Admission(policy);
    this.clock = clock;
    SnapshotFile snapshot = new SnapshotFile(files, owner);
    this.snapshots =
        new SnapshotWriter(
            files.snapshot(),
            new SnapshotSchedule(found.snapshotSeq(), fold.seq(), System.nanoTime()),
            () -> picture(snapshot),
            clock);
    this.committer = new Committer(this::commit);
  }

  /**
   * Opens the registry of a home; makes it if there is none, cuts off a torn last line and brings
   * registry.json up to date.
   *
   * @param var the folder of the registry, made with mode 0700 if absent
   * @param owner the party whose home this is
   * @param policy what it does by itself, and what it leaves to the operator
   * @param clock tells when things happen
   * @throws RegistryCorruptedException if the files do not fit together; nothing is changed then
   * @throws IOException if they cannot be read or written
   */
  public static Registry open(Path var, PartyId owner, AdmissionPolicy policy, Clock clock)
      throws IOException {
    return open(var, owner, () -> policy, clock);
  }

  /**
   * Opens the registry of a home, as {@link #open(Path, PartyId, AdmissionPolicy, Clock)} does.
   *
   * @param policy asked again for each decision, for it may change
   */
  public static Registry open(
      Path var, PartyId owner, Supplier<AdmissionPolicy> policy, Clock clock) throws IOException {
    return open(var, owner, policy, clock, JournalFile::appending);
  }

  static Registry open(
      Path var, PartyId owner, AdmissionPolicy policy, Clock clock, JournalFile.Opener opener)
      throws IOException {
    return open(var, owner, () -> policy, clock, opener);
  }

  private static Registry open(
      Path var,
      PartyId owner,
      Supplier<AdmissionPolicy> policy,
      Clock clock,
      JournalFile.Opener opener)
      throws IOException {
    RegistryFiles files = new RegistryFiles(var);
    files.createFolder();
    LockFile lock = LockFile.of(files);
    Journal journal = null;
    Registry registry = null;
    try (LockFile.Held held = lock.commit(new Patience())) {
      Inspection found = Inspection.of(files, Optional.of(owner));
      if (found.damage().isPresent()) {
        throw new RegistryCorruptedException(found.damage().get());
      }
      journal = new Journal(files, opener, found);
      journal.catchUp(found.fold());
      journal.append(new byte[0], 0);
      registry = new Registry(files, lock, found, journal, owner, policy, clock);
    } finally {
      if (registry == null) {
        letGo(journal, lock);
      }
    }
    return registry;
  }

  /**
   * Decides on a proposal. Blocks until the decision is durable; callers that wait at the same time
   * share one fsync.
   *
   * @return the decision; asked again for the same submission and content, it is the same
   * @throws RegistryCorruptedException if the journal was replaced under this process
   * @throws IOException if the decision could not be made durable; asked again, it is made. It may
   *     have been made already where the disk did not even take the line back
   */
  public Decision decide(Proposal proposal) throws IOException {
    return committer.submit(draft -> admission.decide(proposal, draft));
  }

  /**
   * The same without waiting: many proposals at a time share one fsync.
   *
   * @return completed with the decision once that is durable, or with what {@link #decide} would
   *     throw; what is done next on the thread that completes it keeps others waiting
   */
  public CompletableFuture<Decision> propose(Proposal proposal) {
    return committer.request(draft -> admission.decide(proposal, draft));
  }

  /**
   * What a registrant would conflict with, without changing anything.
   *
   * @return every conflict and notice, in the order of SPEC section 4
   * @throws IOException if the newest state cannot be read
   */
  public List<Conflict> examine(Registrant registrant) throws IOException {
    return committer.submit(
        draft ->
            Conflicts.of(
                Succession.entry(new Proposal("", registrant, Backing.DROP), draft),
                registrant.vouchedFor(),
                draft.parties(),
                Backing.DROP));
  }

  /**
   * Moves a party's active entry to the removed ones and drops its waiting ones.
   *
   * @param party its id, in any letter case
   * @return what was removed; empty if the party is neither active nor waiting
   * @throws IOException if the removal could not be made durable
   */
  public Optional<Removal> remove(PartyId party) throws IOException {
    return committer.submit(draft -> Expulsion.remove(party, draft));
  }

  /**
   * Takes away what must not be registered any more, all of it as one change.
   *
   * @param parties whose entries to look at, in any letter case
   * @param unwanted asked on the newest state, on another thread
   * @return what was removed: a party with all that waits, or one entry that waits
   * @throws IOException if it could not be made durable
   */
  public List<Removal> expel(Collection<PartyId> parties, Predicate<Entry> unwanted)
      throws IOException {
    return committer.submit(draft -> Expulsion.of(parties, unwanted, draft));
  }

  /**
   * Takes the operator's word for a certificate: one that waits becomes active.
   *
   * @throws IOException if it could not be made durable
   */
  public Confirmation confirm(Word word) throws IOException {
    return committer.submit(draft -> Vouching.confirm(word, policy.get(), draft));
  }

  /** Takes the operator's word for a certificate alone, not for an address that waits. */
  public Confirmation confirm(
      PartyId party, Fingerprint certificate, Verified verified, boolean replace)
      throws IOException {
    return confirm(new Word(party, certificate, verified, replace, Optional.empty()));
  }

  /**
   * Drops an entry that waits.
   *
   * @param party its id, in any letter case
   * @param certificate which certificate
   * @return the entry; empty if none of this certificate waits
   * @throws IOException if it could not be made durable
   */
  public Optional<Removal> reject(PartyId party, Fingerprint certificate) throws IOException {
    return committer.submit(draft -> Vouching.reject(party, certificate, draft));
  }

  /**
   * Notes a party's receipt.
   *
   * @param party its id, in any letter case
   * @param certificate the registered certificate that verified the receipt
   * @param holdsOurs what the receipt says
   * @throws IOException if it could not be made durable
   */
  public Acknowledgement acknowledge(PartyId party, Fingerprint certificate, HoldsOurs holdsOurs)
      throws IOException {
    return committer.submit(draft -> Vouching.acknowledge(party, certificate, holdsOurs, draft));
  }

  /**
   * What the journal says became of some submissions: for those that a kill kept from being
   * concluded. Reads the journal once.
   *
   * @param submissions their ids
   * @return the outcomes of those that left a line
   */
  public Map<String, Recorded> recorded(Set<String> submissions) throws IOException {
    return submissions.isEmpty() ? Map.of() : JournalSearch.outcomes(files, submissions);
  }

  /** The registry as this process knows it, without a look at the files. */
  public RegistryView view() {
    return fold.view();
  }

  /** The registry with what other processes wrote since. */
  public RegistryView refresh() throws IOException {
    committer.submit(Draft::seq);
    return fold.view();
  }

  /** The number of the last journal line that this process knows. */
  public long seq() {
    return fold.seq();
  }

  /** The latest time at which anything was changed, by the clock of then; else the epoch. */
  public Instant lastChange() {
    return fold.latest();
  }

  /** The active entry of a party, as this process knows it; the id may be in any letter case. */
  public Optional<Entry> find(PartyId party) {
    return fold.find(party);
  }

  /** Why registry.json cannot be written just now, if so. No decision depends on it. */
  public Optional<SnapshotFault> snapshotFault() {
    return snapshots.fault();
  }

  /** How often this process appended to the journal, each time with one sync of the disk. */
  public Timing appends() {
    return appends.timing();
  }

  /** How often this process wrote registry.json. */
  public Timing pictures() {
    return pictures.timing();
  }

  /** On the committer's thread. */
  private void commit(List<Committer.Request<?>> group) throws IOException {
    try (LockFile.Held held = lock.commit(patience)) {
      Draft draft = new Draft(fold, clock);
      journal.catchUp(draft.fold());
      group.forEach(request -> request.work(draft));
      append(draft);
      fold.adopt(draft.fold());
    }
    snapshots.changed(fold.seq());
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
    RegistryView view = fold.view();
    long began = System.nanoTime();
    if (!snapshot.replace(view, lock, patience)) {
      return OptionalLong.empty();
    }
    pictures.stop(began);
    return OptionalLong.of(view.seq());
  }

  /**
   * Tells that the registry is soon to be closed: nobody waits long for other processes any more.
   */
  public void hurry() {
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
