package org.certdrop.registration;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a person made sure that a certificate is the party's.
 *
 * @param method how
 * @param by who did it; empty where nobody did
 * @param at when, in whole milliseconds; empty where nobody did
 */
public record Verified(Method method, Optional<String> by, Optional<Instant> at) {
  /** Nobody made sure yet. */
  public static final Verified NO = new Verified(Method.NONE, Optional.empty(), Optional.empty());

  /** How a certificate was verified. */
  public enum Method {
    /** Not at all. */
    NONE,
    /** By comparing its 30-digit number. */
    NUMBER,
    /** By comparing its fingerprint. */
    FINGERPRINT,
    /** Its predecessor, which was verified, vouched for it. */
    CHAINED
  }

  /** Nothing may be null; times are cut to milliseconds, as the journal keeps them. */
  public Verified {
    Objects.requireNonNull(method);
    Objects.requireNonNull(by);
    at = at.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS));
  }
}
