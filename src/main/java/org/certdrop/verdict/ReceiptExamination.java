package org.certdrop.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.certdrop.files.FileContent;
import org.certdrop.party.PartyId;
import org.certdrop.rules.CertificateRules;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.submission.Metadata;
import org.certdrop.submission.Receipt;
import org.certdrop.submission.ReceiptFields;
import org.certdrop.submission.Submission;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.text.Timestamps;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.PemDocument;

/** One receipt being judged by itself. */
final class ReceiptExamination {
  /**
   * How far a sender's clock may be ahead. Only the latest receipt of a party counts, and one from
   * the far future would lock out all that follow.
   */
  private static final Duration AHEAD = Duration.ofDays(1);

  private final Submission submission;
  private final CertificateRules rules;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Fingerprint> inputs = new TreeMap<>();

  ReceiptExamination(Submission submission, CertificateRules rules) {
    this.submission = submission;
    this.rules = rules;
  }

  /**
   * Judges.
   *
   * @param at the instant to judge at
   */
  Assessment assess(Instant at) {
    Optional<byte[]> content = submission.sidecar().flatMap(this::bytes);
    Optional<byte[]> signature = submission.signature().flatMap(this::bytes);
    Optional<ReceiptFields.Read> read = content.map(ReceiptFields::read);
    read.ifPresent(fields -> findings.addAll(fields.findings()));
    demandParts();
    Optional<Receipt> said = read.flatMap(ReceiptFields.Read::receipt);
    said.filter(receipt -> receipt.at().isAfter(at.plus(AHEAD)))
        .ifPresent(receipt -> findings.add(fromTheFuture(receipt, at)));
    Optional<SignedReceipt> receipt =
        said.flatMap(
            whole -> signature.map(by -> new SignedReceipt(whole, content.orElseThrow(), by)));
    findings.sort(Comparator.comparing(Finding::code));
    return Assessment.ofReceipt(
        submission, metadata(read.flatMap(ReceiptFields.Read::from)), receipt, findings, inputs);
  }

  private static Metadata metadata(Optional<PartyId> from) {
    return new Metadata(from, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Finding fromTheFuture(Receipt receipt, Instant at) {
    return new Finding(
        Code.INVALID_FIELD,
        "at is "
            + Timestamps.millis(receipt.at())
            + ", but here it is only "
            + Timestamps.millis(at)
            + ".",
        "Check the clock here and at the site that wrote the receipt (timedatectl). If the one there is"
            + " ahead, set it right, remove the receipt from its outbox/receipts, and drop our files"
            + " there again for a new one.");
  }

  private Optional<byte[]> bytes(SubmittedFile file) {
    if (file.content() instanceof FileContent.Bytes whole) {
      inputs.put(file.name(), Fingerprint.of(whole.bytes()));
      rules.privateKey(PemDocument.read(whole.bytes())).ifPresent(findings::add);
      return Optional.of(whole.bytes());
    }
    findings.add(SubmissionFindings.unread(file));
    return Optional.empty();
  }

  private void demandParts() {
    if (submission.sidecar().isEmpty()) {
      findings.add(SubmissionFindings.loneSignature());
    }
    if (submission.signature().isEmpty()) {
      findings.add(
          new Finding(
              Code.BAD_BUNDLE_SIGNATURE,
              "There is a receipt, but its signature did not come in time.",
              "Drop the receipt together with the file .p7s that lies beside it in the other site's"
                  + " outbox/receipts."));
    }
  }
}
