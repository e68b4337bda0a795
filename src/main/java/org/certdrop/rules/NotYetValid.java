package org.certdrop.rules;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The certificate has begun; five minutes are allowed for clocks that differ. */
final class NotYetValid implements Rule<Candidate> {
  @Override
  public Code code() {
    return Code.NOT_YET_VALID;
  }

  @Override
  public Optional<Finding> check(Candidate candidate) {
    Instant start = candidate.certificate().notBefore();
    return start.minus(CertificateRules.CLOCK_SKEW).isAfter(candidate.at())
        ? broken(
            "The certificate is valid from "
                + start
                + " only; it was judged as of "
                + candidate.at().truncatedTo(ChronoUnit.SECONDS)
                + ".",
            "Check the clocks of both computers (timedatectl); if they are right, drop the file again"
                + " after that time.")
        : Optional.empty();
  }
}
