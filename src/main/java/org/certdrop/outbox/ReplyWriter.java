package org.certdrop.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.registry.Registry;
import org.certdrop.verdict.Outcome;
import org.certdrop.verdict.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other parties what is held of them: the receipts in the outbox, and one folder with all
 * that a new party should get.
 */
public final class ReplyWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ReplyWriter.class);

  private final Replies replies;
  private final Announcements announcements;
  private final Registry registry;
  private final Supplier<OwnParty> own;
  private volatile Announced announced;
  private Set<Long> taken = Set.of();
  private long takenTo = -1;

  private record Announced(OwnParty own, Optional<Instructions> instructions) {}

  /** A writer of replies for the parties of a registry, by this party as it is now. */
  public ReplyWriter(Home home, Registry registry, Supplier<OwnParty> own, Clock clock) {
    this.replies = new Replies(home.outbox(), clock);
    this.announcements = Publications.announcements(home, clock);
    this.registry = registry;
    this.own = own;
  }

  /** Whether an outcome says that we hold a certificate, which its party is to be told. */
  static boolean isTold(Outcome outcome) {
    return outcome == Outcome.REGISTERED
        || outcome == Outcome.REPLACED
        || outcome == Outcome.UNCHANGED;
  }

  /**
   * Writes the receipt for a verdict, if it is one that says that we hold a certificate.
   *
   * @throws IOException if the outbox cannot be written now
   */
  public void acknowledge(Verdict verdict) throws IOException {
    Outcome outcome = verdict.outcome();
    if (isTold(outcome) && verdict.party().isPresent()) {
      acknowledge(verdict.party().get(), outcome, outcome == Outcome.REGISTERED);
    }
  }

  /** Writes the receipt for a party, if it is still registered. */
  void acknowledge(PartyId party, Outcome outcome, boolean first) throws IOException {
    Optional<Entry> entry = registry.find(party);
    if (entry.isPresent()) {
      acknowledge(entry.get(), outcome.toString(), first);
    } else {
      takeBack(party);
    }
  }

  /**
   * Writes the receipt for a party that the operator has confirmed.
   *
   * @param entry its entry
   * @param first whether it was registered for the first time
   * @throws IOException if the outbox cannot be written now
   */
  public void acknowledgeConfirmed(Entry entry, boolean first) throws IOException {
    acknowledge(entry, "confirmed", first);
  }

  /**
   * The registered parties whose receipt is not in the outbox, as after a restore, which leaves the
   * outbox out, or is about a certificate that is not registered any more.
   *
   * @throws IOException if the outbox or the registry cannot be read
   */
  List<PartyId> withoutReceipt() throws IOException {
    OwnParty us = own.get();
    List<PartyId> without = new ArrayList<>();
    if (us.privateKey().isPresent()) {
      for (Entry entry : registry.refresh().active()) {
        if (!replies.isAboutSame(receipt(us, entry, ""))) {
          without.add(entry.party());
        }
      }
    }
    return without;
  }

  /**
   * Takes back what a kill or an older registry left for parties that are not registered, and what
   * a kill left half written.
   */
  void takeBackStray() throws IOException {
    replies.clean();
    registry.refresh(); // another replica may have written them for parties not known here yet
    for (PartyId party : replies.addressees(own.get().id())) {
      takeBack(party);
    }
  }

  /**
   * Takes back what lies in the outbox for the parties that were removed, whatever removed them;
   * what was looked at before is not looked at again.
   *
   * @throws IOException if the outbox cannot be written now
   */
  public void takeBackRemoved() throws IOException {
    RegistryView view = registry.view();
    if (view.seq() != takenTo) {
      Set<Long> removed = new HashSet<>();
      for (Entry gone : view.removed()) {
        if (!taken.contains(gone.line())) {
          takeBack(gone.party());
        }
        removed.add(gone.line());
      }
      taken = removed;
      takenTo = view.seq();
    }
  }

  private void takeBack(PartyId party) throws IOException {
    if (replies.takeBack(own.get().id(), party, () -> isHeld(party))) {
      LOG.info(
          "{} is not registered any more: its receipt, and what lay in outbox/to for it, were taken"
              + " out of the outbox.",
          party);
    }
  }

  private boolean isHeld(PartyId party) {
    return registry.find(party).filter(entry -> entry.party().equals(party)).isPresent();
  }

  /** A part of the work of telling. */
  public interface Telling {
    void tell() throws IOException;
  }

  /**
   * Tells what a person's word brought about, and takes back what it ended. What was decided stays
   * so, even if the outbox cannot be brought up to it now.
   */
  public void tell(Telling receipt) {
    try {
      receipt.tell();
      takeBackRemoved();
    } catch (IOException e) {
      LOG.warn(
          "The receipts in the outbox do not say yet what was decided: {}. Send none of that party"
              + " until a start of the service has written or taken them away.",
          Faults.describe(e));
    }
  }

  void refresh() throws IOException {
    registry.refresh();
  }

  /** From which folder the receipt for a party is to be sent; empty if there is none. */
  public Optional<Path> folder(PartyId party) {
    return replies.folder(own.get().id(), party);
  }

  private void acknowledge(Entry entry, String result, boolean first) throws IOException {
    OwnParty us = own.get();
    PartyId party = entry.party();
    OwnReceipt receipt = receipt(us, entry, result);
    replies.acknowledge(receipt, us);
    Optional<Instructions> instructions = first ? instructions(us) : Optional.empty();
    if (instructions.isPresent()) {
      replies.welcome(party, instructions.get(), us.privateKey().map(key -> receipt));
    }
    if (!isHeld(party)) {
      takeBack(party); // removed while this was written
    }
  }

  private static OwnReceipt receipt(OwnParty us, Entry entry, String result) {
    return new OwnReceipt(us.id(), entry.party(), entry.sha256(), result, entry.line());
  }

  private Optional<Instructions> instructions(OwnParty us) throws IOException {
    Announced known = announced;
    if (known == null || known.own() != us || known.instructions().isEmpty()) {
      known = new Announced(us, read(us));
      announced = known;
    }
    return known.instructions();
  }

  /** What is about to be announced comes into the folders with the next publication. */
  private Optional<Instructions> read(OwnParty us) throws IOException {
    try {
      return announcements.known(us);
    } catch (IdentityException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
