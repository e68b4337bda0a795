package org.certdrop.verdict;

import java.time.Instant;
import java.util.function.Supplier;
import org.certdrop.rules.CertificateRules;
import org.certdrop.submission.Submission;

/** Judges a submission by itself: its metadata, its certificate, and whether they agree. */
public final class Examiner {
  private final CertificateRules rules;
  private final Supplier<EndpointPolicy> endpointPolicy;

  /**
   * An examiner by one site's rules.
   *
   * @param rules what a certificate must be
   * @param endpointPolicy whether a party must come with an endpoint; asked again for each
   *     submission, for it may change
   */
  public Examiner(CertificateRules rules, Supplier<EndpointPolicy> endpointPolicy) {
    this.rules = rules;
    this.endpointPolicy = endpointPolicy;
  }

  /**
   * Judges a submission.
   *
   * @param at the instant to judge at
   */
  public Assessment examine(Submission submission, Instant at) {
    if (submission.isArchive()) {
      return ArchiveExamination.of(submission);
    }
    if (submission.isReceipt()) {
      return new ReceiptExamination(submission, rules).assess(at);
    }
    Examination examination = new Examination(submission, rules, endpointPolicy.get());
    examination.read();
    examination.demandParts();
    return examination.assess(at);
  }

  /**
   * Judges files that need not be a whole submission: nothing that is absent is missed.
   *
   * @param at the instant to judge at
   */
  public Assessment check(Submission submission, Instant at) {
    if (submission.isArchive()) {
      return ArchiveExamination.of(submission);
    }
    if (submission.isReceipt()) {
      return new ReceiptExamination(submission, rules).assess(at);
    }
    Examination examination = new Examination(submission, rules, endpointPolicy.get());
    examination.read();
    boolean pair = submission.certificate().isPresent() && submission.sidecar().isPresent();
    if (pair || examination.isPrinted()) {
      examination.demandParts();
    }
    return examination.assess(at);
  }
}
