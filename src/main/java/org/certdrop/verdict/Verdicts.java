package org.certdrop.verdict;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.certdrop.rules.Finding;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;

/** Writes verdicts on assessed submissions, as of now. */
final class Verdicts {
  private final Clock clock;

  Verdicts(Clock clock) {
    this.clock = clock;
  }

  Verdict refused(Assessment assessment, List<Finding> more) {
    return refused(assessment, fingerprint(assessment), more);
  }

  Verdict refused(Assessment assessment, Optional<Fingerprint> certificate, List<Finding> more) {
    return of(
        assessment,
        Outcome.REFUSED,
        certificate,
        together(assessment.findings(), more),
        OptionalLong.empty());
  }

  /** Findings of two kinds, in the codes' order. */
  static List<Finding> together(List<Finding> some, List<Finding> more) {
    List<Finding> all = new ArrayList<>(some);
    all.addAll(more);
    all.sort(Comparator.comparing(Finding::code));
    return all;
  }

  private static Optional<Fingerprint> fingerprint(Assessment assessment) {
    return assessment.certificate().map(Certificate::fingerprint);
  }

  /** One that changes nothing in the registry. */
  Verdict unregistered(Assessment assessment, Outcome outcome, List<Finding> findings) {
    return of(assessment, outcome, findings, OptionalLong.empty());
  }

  /** Of an archive; what it holds is decided on later, file by file. */
  Verdict ofArchive(Assessment assessment) {
    Outcome outcome = assessment.isAcceptable() ? Outcome.UNPACKED : Outcome.REFUSED;
    return unregistered(assessment, outcome, assessment.findings());
  }

  Verdict of(Assessment assessment, Outcome outcome, List<Finding> findings, OptionalLong seq) {
    return of(assessment, outcome, fingerprint(assessment), findings, seq);
  }

  Verdict of(
      Assessment assessment,
      Outcome outcome,
      Optional<Fingerprint> certificate,
      List<Finding> findings,
      OptionalLong seq) {
    return new Verdict(
        assessment.submission().id(),
        assessment.submission().names(),
        assessment.inputs(),
        outcome,
        assessment.metadata().party(),
        certificate,
        findings,
        assessment.ignoredFields(),
        clock.instant(),
        seq);
  }
}
