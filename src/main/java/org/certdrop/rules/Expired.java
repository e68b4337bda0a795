package org.certdrop.rules;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The certificate has not ended; one that ends before it begins is never valid. */
final class Expired implements Rule<Candidate> {
  private static final String HINT =
      "Ask the sender to make a new certificate and to send that; with Fed-BioMed: fedbiomed node (or"
          + " researcher) certificate generate.";

  @Override
  public Code code() {
    return Code.EXPIRED;
  }

  @Override
  public Optional<Finding> check(Candidate candidate) {
    Instant start = candidate.certificate().notBefore();
    Instant end = candidate.certificate().notAfter();
    if (end.isBefore(start)) {
      return broken(
          "The certificate ends at " + end + ", before it begins at " + start + ".", HINT);
    }
    return candidate.at().isAfter(end)
        ? broken(
            "The certificate expired at " + end + "; it was judged as of " + at(candidate) + ".",
            HINT)
        : Optional.empty();
  }

  private static Instant at(Candidate candidate) {
    return candidate.at().truncatedTo(ChronoUnit.SECONDS);
  }
}
