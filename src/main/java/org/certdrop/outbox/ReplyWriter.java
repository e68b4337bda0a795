package org.certdrop.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.certdrop.home.Home;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registry.Registry;
import org.certdrop.verdict.Outcome;
import org.certdrop.verdict.Verdict;

/**
 * Tells other parties what is held of them: the receipts in the outbox, and one folder with all
 * that a new party should get.
 */
public final class ReplyWriter {
  private final Replies replies;
  private final Announcements announcements;
  private final Registry registry;
  private final Supplier<OwnParty> own;
  private volatile Announced announced;

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

  /**
   * Writes the receipt for a party, if it is still registered.
   *
   * @param party its id
   * @param outcome what became of its submission
   * @param first whether it was registered for the first time
   * @throws IOException if the outbox cannot be written now
   */
  void acknowledge(PartyId party, Outcome outcome, boolean first) throws IOException {
    Optional<Entry> entry = registry.find(party);
    if (entry.isPresent()) {
      acknowledge(entry.get(), outcome.toString(), first);
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
   * outbox out.
   *
   * @throws IOException if the outbox or the registry cannot be read
   */
  List<PartyId> withoutReceipt() throws IOException {
    OwnParty us = own.get();
    if (us.privateKey().isEmpty()) {
      return List.of();
    }
    Set<String> there = replies.receipts();
    return registry.refresh().active().stream()
        .map(Entry::party)
        .filter(party -> !there.contains(OwnReceipt.name(us.id(), party)))
        .toList();
  }

  /** Learns what other processes registered. */
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
    OwnReceipt receipt = new OwnReceipt(us.id(), party, entry.sha256(), result, entry.line());
    replies.acknowledge(receipt, us);
    Optional<Instructions> instructions = first ? instructions(us) : Optional.empty();
    if (instructions.isPresent()) {
      replies.welcome(party, instructions.get(), us.privateKey().map(key -> receipt));
    }
  }

  /** They are read once as long as this party stays the same. */
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
