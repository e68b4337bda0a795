package org.certdrop.verdict;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.certdrop.rules.Finding;
import org.certdrop.submission.Metadata;
import org.certdrop.submission.Submission;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;

/**
 * What a submission says and what is wrong with it by itself, before the registry is asked.
 *
 * @param submission the submission
 * @param metadata what sidecar and instructions text say together
 * @param certificate the certificate, where there is exactly one sound one
 * @param bundle the signed sidecar, where its signature is good
 * @param receipt the receipt, where it is one and can be read
 * @param findings all findings so far, in the codes' order
 * @param ignoredFields fields of the sidecar that mean nothing to certdrop
 * @param inputs file name to SHA-256 of the bytes that were judged
 */
public record Assessment(
    Submission submission,
    Metadata metadata,
    Optional<Certificate> certificate,
    Optional<Bundle> bundle,
    Optional<SignedReceipt> receipt,
    List<Finding> findings,
    List<String> ignoredFields,
    Map<String, Fingerprint> inputs) {

  /** Keeps copies of the lists. */
  public Assessment {
    findings = List.copyOf(findings);
    ignoredFields = List.copyOf(ignoredFields);
    inputs = Map.copyOf(inputs);
  }

  /** What is said and wrong with a receipt. */
  static Assessment ofReceipt(
      Submission submission,
      Metadata metadata,
      Optional<SignedReceipt> receipt,
      List<Finding> findings,
      Map<String, Fingerprint> inputs) {
    return new Assessment(
        submission,
        metadata,
        Optional.empty(),
        Optional.empty(),
        receipt,
        findings,
        List.of(),
        inputs);
  }

  /** What is wrong with an archive, or worth knowing of it. */
  static Assessment ofArchive(
      Submission submission, List<Finding> findings, Map<String, Fingerprint> inputs) {
    return ofReceipt(submission, Metadata.NONE, Optional.empty(), findings, inputs);
  }

  /**
   * The same with other words.
   *
   * @param words makes of each finding what is said instead
   */
  public Assessment with(UnaryOperator<Finding> words) {
    return new Assessment(
        submission,
        metadata,
        certificate,
        bundle,
        receipt,
        findings.stream().map(words).toList(),
        ignoredFields,
        inputs);
  }

  /** Whether nothing found so far keeps it out. */
  public boolean isAcceptable() {
    return findings.stream().noneMatch(Finding::refuses);
  }
}
