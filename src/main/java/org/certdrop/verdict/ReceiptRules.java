package org.certdrop.verdict;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Acknowledgement;
import org.certdrop.registration.Entry;
import org.certdrop.registration.HoldsOurs;
import org.certdrop.registration.RegistryView;
import org.certdrop.registry.Registry;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.submission.Receipt;
import org.certdrop.text.Timestamps;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;

/**
 * A receipt counts if its sender is registered, signed it, and means us (SPEC sections 9 and 11).
 */
final class ReceiptRules {
  private final Registry registry;
  private final Supplier<Ourselves> ourselves;
  private final Verdicts verdicts;

  ReceiptRules(Registry registry, Supplier<Ourselves> ourselves, Verdicts verdicts) {
    this.registry = registry;
    this.ourselves = ourselves;
    this.verdicts = verdicts;
  }

  /**
   * What a sound receipt turned out to be.
   *
   * @param sender the sender's certificate, where it is registered
   * @param finding why it does not count, or what is to be done though it does
   * @param seq the journal line that notes it; empty if it is refused
   */
  private record Judged(
      Optional<Fingerprint> sender, Optional<Finding> finding, OptionalLong seq) {}

  /**
   * Decides on a receipt; what is noted is durable.
   *
   * @throws IOException if the registry cannot be read or written now
   */
  Verdict decide(Assessment assessment) throws IOException {
    if (!assessment.isAcceptable() || assessment.receipt().isEmpty()) {
      return verdicts.refused(assessment, List.of());
    }
    Judged judged = judge(assessment.receipt().get());
    List<Finding> more = judged.finding().stream().toList();
    return judged.seq().isEmpty()
        ? verdicts.refused(assessment, judged.sender(), more)
        : verdicts.of(
            assessment,
            Outcome.RECEIPT,
            judged.sender(),
            Verdicts.together(assessment.findings(), more),
            judged.seq());
  }

  private Judged judge(SignedReceipt signed) throws IOException {
    Receipt receipt = signed.receipt();
    if (receipt.from().equals(ourselves.get().party())) {
      return refused(Optional.empty(), ours(receipt));
    }
    RegistryView view = registry.refresh();
    Optional<Entry> sender =
        view.find(receipt.from()).filter(entry -> entry.party().equals(receipt.from()));
    Optional<Finding> waits = waits(signed, view.pending(receipt.from()));
    if (sender.isEmpty()) {
      return refused(Optional.empty(), waits.orElseGet(() -> unknown(receipt.from())));
    }
    Optional<Fingerprint> certificate = Optional.of(sender.get().sha256());
    Optional<String> problem = problem(signed, sender.get());
    if (problem.isPresent()) {
      return refused(
          certificate, waits.orElseGet(() -> badSignature(sender.get().party(), problem.get())));
    }
    Optional<Finding> refusal = notForUs(receipt);
    return refusal.isPresent()
        ? refused(certificate, refusal.get())
        : note(receipt, certificate.get());
  }

  private Judged note(Receipt receipt, Fingerprint sender) throws IOException {
    HoldsOurs said = new HoldsOurs(receipt.certificate(), receipt.at());
    Acknowledgement answer = registry.acknowledge(receipt.from(), sender, said);
    if (answer instanceof Acknowledgement.Noted noted) {
      return new Judged(Optional.of(sender), former(receipt), OptionalLong.of(noted.seq()));
    }
    return refused(
        Optional.of(sender),
        answer instanceof Acknowledgement.Replayed replayed
            ? replayed(receipt, replayed)
            : unknown(receipt.from()));
  }

  /** It counts, and the other site must still get what we have now. */
  private Optional<Finding> former(Receipt receipt) {
    return Optional.of(receipt.certificate())
        .filter(held -> !held.equals(ourselves.get().certificate()))
        .map(
            held ->
                new Finding(
                    Code.FORMER_CERTIFICATE,
                    "The receipt is about our former certificate, "
                        + held
                        + ": "
                        + receipt.from()
                        + " does not say that it holds the present one.",
                    "Send that site our files again, ./certdrop pack "
                        + receipt.from()
                        + " makes one attachment of them, and ask for the receipt that it then has."));
  }

  private static Judged refused(Optional<Fingerprint> sender, Finding refusal) {
    return new Judged(sender, Optional.of(refusal), OptionalLong.empty());
  }

  /** What we wrote for another site came back, or was never sent. */
  private static Finding ours(Receipt receipt) {
    return new Finding(
        Code.CONFLICTING_METADATA,
        "The receipt is our own: " + receipt.from() + " is this party itself.",
        "It belongs into the inbox of "
            + receipt.to()
            + ": send that site both files of it, which lie in our outbox/receipts.");
  }

  private static Finding unknown(PartyId from) {
    return new Finding(
        Code.BAD_BUNDLE_SIGNATURE,
        "The receipt says to come from " + from + ", which is not registered here.",
        "Register the party first: drop the files from its outbox/registration, then the receipt"
            + " again.");
  }

  /** The right key perhaps, but nobody has confirmed it yet. */
  private static Optional<Finding> waits(SignedReceipt signed, List<Entry> pending) {
    return pending.stream()
        .filter(entry -> problem(signed, entry).isEmpty())
        .findFirst()
        .map(
            entry ->
                new Finding(
                    Code.BAD_BUNDLE_SIGNATURE,
                    "The receipt is signed by the certificate "
                        + entry.sha256()
                        + " of "
                        + entry.party()
                        + ", which waits for a confirmation and does not count yet.",
                    "Confirm it (./certdrop show "
                        + entry.party()
                        + " says how): that takes the receipt from inbox/refused, too."));
  }

  private static Finding badSignature(PartyId sender, String why) {
    return new Finding(
        Code.BAD_BUNDLE_SIGNATURE,
        "The receipt is not signed by the registered certificate of " + sender + ": " + why + ".",
        "If the party has a new certificate, drop the files from its outbox/registration. Once that is"
            + " registered, drop the receipt again; if you confirm it, ./certdrop confirm takes the"
            + " receipt from inbox/refused. Otherwise ask the party for both files of the receipt,"
            + " unchanged.");
  }

  private static Optional<String> problem(SignedReceipt signed, Entry sender) {
    return signed.problem(
        Certificate.parsePem(sender.certificate().pem().getBytes(US_ASCII)).sound().orElseThrow());
  }

  private Optional<Finding> notForUs(Receipt receipt) {
    Ourselves us = ourselves.get();
    for (PartyId named : List.of(receipt.to(), receipt.holder())) {
      if (!named.equals(us.party())) {
        return Optional.of(
            notForUs("The receipt is for " + named + ", but this party is " + us.party() + "."));
      }
    }
    return us.everHeld(receipt.certificate())
        ? Optional.empty()
        : Optional.of(
            notForUs(
                "The receipt is about the certificate "
                    + receipt.certificate()
                    + ", which was never ours."));
  }

  private static Finding notForUs(String problem) {
    return new Finding(
        Code.CONFLICTING_METADATA,
        problem,
        "Bring the receipt to the site that it is for. If it is for us, compare the numbers by phone:"
            + " the other site may have registered somebody else's certificate under our id.");
  }

  private static Finding replayed(Receipt receipt, Acknowledgement.Replayed replayed) {
    return new Finding(
        Code.REPLAYED,
        "The receipt is of "
            + Timestamps.millis(receipt.at())
            + ", but "
            + receipt.from()
            + " wrote a later one at "
            + Timestamps.millis(replayed.latest())
            + ".",
        "Nothing needs to be done: the later one counts.");
  }
}
