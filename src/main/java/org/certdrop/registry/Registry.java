package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Acknowledgement;
import org.certdrop.registration.Admission;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Confirmation;
import org.certdrop.registration.ConfirmationRequest;
import org.certdrop.registration.Conflict;
import org.certdrop.registration.Conflicts;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Entry;
import org.certdrop.registration.Expulsion;
import org.certdrop.registration.HoldsOurs;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.Recorded;
import org.certdrop.registration.Registrant;
import org.certdrop.registration.RegistryView;
import org.certdrop.registration.Removal;
import org.certdrop.registration.Vouching;
import org.certdrop.x509.Fingerprint;

/**
 * The parties whose certificates are trusted here (SPEC section 6).
 *
 * <p>Any number of threads may call it, and any number of processes may have one registry open:
 * each answer is given on the newest state, and what it says is durable. An IOException is a fault
 * of disk or system, or another process that holds the registry for too long: the same call may be
 * tried again.
 */
public final class Registry implements AutoCloseable {
  private final LedgerWriter ledger;
  private final Supplier<AdmissionPolicy> policy;
  private final Admission admission;

  private Registry(LedgerWriter ledger, Supplier<AdmissionPolicy> policy) {
    this.ledger = ledger;
    this.policy = policy;
    this.admission = new Admission(policy);
  }

  /**
   * Opens the registry of a home; makes it if there is none, cuts off a torn last line and brings
   * registry.json up to date.
   *
   * @param store the registry; its folder is made with mode 0700 if absent
   * @param owner the party whose home this is
   * @param policy what it does by itself, and what it leaves to the operator; asked again for each
   *     decision
   * @param clock tells when things happen
   * @throws RegistryCorruptedException if the files do not fit together; nothing is changed then
   * @throws IOException if they cannot be read or written
   */
  public static Registry open(
      RegistryStore store, PartyId owner, Supplier<AdmissionPolicy> policy, Clock clock)
      throws IOException {
    return new Registry(LedgerWriter.open(store, owner, clock), policy);
  }

  /** The same of a registry of which all lies in a folder. */
  public static Registry open(
      Path var, PartyId owner, Supplier<AdmissionPolicy> policy, Clock clock) throws IOException {
    return open(RegistryStore.of(var), owner, policy, clock);
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
    return ledger.submit(draft -> admission.decide(proposal, draft));
  }

  /**
   * The same without waiting: many proposals at a time share one fsync.
   *
   * @return completed with the decision once that is durable, or with what {@link #decide} would
   *     throw; what is done next on the thread that completes it keeps others waiting
   */
  public CompletableFuture<Decision> propose(Proposal proposal) {
    return ledger.request(draft -> admission.decide(proposal, draft));
  }

  /** What a registrant would conflict with, in SPEC section 4's order; changes nothing. */
  public List<Conflict> examine(Registrant registrant) throws IOException {
    return ledger.submit(draft -> Conflicts.of(registrant, draft));
  }

  /**
   * Moves a party's active entry to the removed ones and drops its waiting ones.
   *
   * @param party its id, in any letter case
   * @param by who says so; empty if nobody does
   * @return what was removed; empty if the party is neither active nor waiting
   */
  public Optional<Removal> remove(PartyId party, Optional<String> by) throws IOException {
    return ledger.submit(draft -> Expulsion.remove(party, draft, by));
  }

  /** The same, where nobody says who does it. */
  public Optional<Removal> remove(PartyId party) throws IOException {
    return remove(party, Optional.empty());
  }

  /**
   * Takes away what must not be registered any more, all of it as one change.
   *
   * @param parties whose entries to look at, in any letter case
   * @param unwanted asked on the newest state, on another thread
   * @return what was removed: a party with all that waits, or one entry that waits
   */
  public List<Removal> expel(Collection<PartyId> parties, Predicate<Entry> unwanted)
      throws IOException {
    return ledger.submit(draft -> Expulsion.of(parties, unwanted, draft));
  }

  /** Takes the operator's word for a certificate: one that waits becomes active. */
  public Confirmation confirm(ConfirmationRequest word) throws IOException {
    return ledger.submit(draft -> Vouching.confirm(word, policy.get(), draft));
  }

  /**
   * Drops an entry that waits.
   *
   * @param party its id, in any letter case
   * @param certificate which certificate
   * @param by who says so; empty if nobody does
   * @return the entry; empty if none of this certificate waits
   */
  public Optional<Removal> reject(PartyId party, Fingerprint certificate, Optional<String> by)
      throws IOException {
    return ledger.submit(draft -> Vouching.reject(party, certificate, draft, by));
  }

  /** Notes what a party's receipt says, which this registered certificate of it verified. */
  public Acknowledgement acknowledge(PartyId party, Fingerprint certificate, HoldsOurs holdsOurs)
      throws IOException {
    return ledger.submit(draft -> Vouching.acknowledge(party, certificate, holdsOurs, draft));
  }

  /**
   * What the journal, which is read once, says became of submissions.
   *
   * @return by id, the outcomes of those that left a line
   */
  public Map<String, Recorded> recorded(Set<String> submissions) throws IOException {
    return ledger.recorded(submissions);
  }

  /** The registry as this process knows it, without a look at the files. */
  public RegistryView view() {
    return ledger.fold().view();
  }

  /** The registry with what other processes wrote since. */
  public RegistryView refresh() throws IOException {
    return ledger.refresh();
  }

  /** The number of the last journal line that this process knows. */
  public long seq() {
    return ledger.fold().seq();
  }

  /** The latest time at which anything was changed, by the clock of then; else the epoch. */
  public Instant lastChange() {
    return ledger.fold().latest();
  }

  /** The active entry of a party, as this process knows it; the id may be in any letter case. */
  public Optional<Entry> find(PartyId party) {
    return ledger.fold().find(party);
  }

  /** Why registry.json cannot be written just now, if so. No decision depends on it. */
  public Optional<SnapshotFault> snapshotFault() {
    return ledger.snapshotFault();
  }

  /** How often this process appended to the journal, each time with one sync of the disk. */
  public Timing appends() {
    return ledger.appends();
  }

  /** How often this process wrote registry.json. */
  public Timing pictures() {
    return ledger.pictures();
  }

  /** Does not wait long for other processes from now on: the registry is soon to be closed. */
  public void hurry() {
    ledger.hurry();
  }

  /** Finishes what waits, writes registry.json if it is behind, and lets go of the files. */
  @Override
  public void close() {
    ledger.close();
  }
}
