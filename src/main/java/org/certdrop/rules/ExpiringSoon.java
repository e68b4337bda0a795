package org.certdrop.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The certificate will last for a while. */
record ExpiringSoon(Duration warning) implements Rule<Candidate> {
  @Override
  public Code code() {
    return Code.EXPIRING_SOON;
  }

  @Override
  public Optional<Finding> check(Candidate candidate) {
    Instant end = candidate.certificate().notAfter();
    Duration left = Duration.between(candidate.at(), end);
    return !left.isNegative() && left.compareTo(warning) < 0
        ? broken(
            "The certificate expires at " + end + ", " + in(left) + ".",
            "Ask the sender to make a new certificate in time.")
        : Optional.empty();
  }

  private static String in(Duration left) {
    if (left.toHours() == 0) {
      return "within the hour";
    }
    return left.toDays() == 0 ? in(left.toHours(), "hour") : in(left.toDays(), "day");
  }

  private static String in(long count, String what) {
    return "in " + count + " " + what + (count == 1 ? "" : "s");
  }
}
