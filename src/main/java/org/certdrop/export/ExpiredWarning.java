package org.certdrop.export;

import java.time.Instant;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.text.Timestamps;

/** What to say of an expired certificate: it is exported, and its user should know. */
final class ExpiredWarning {
  private ExpiredWarning() {}

  /**
   * A warning.
   *
   * @param party whose certificate it is
   * @param notAfter the last second of its validity
   * @param now when to judge
   * @return a sentence and what to do; nothing if it is still valid
   */
  static Optional<String> warning(PartyId party, Instant notAfter, Instant now) {
    return notAfter.isBefore(now)
        ? Optional.of(
            "The certificate of "
                + party
                + " ended at "
                + Timestamps.seconds(notAfter)
                + " and is exported all the same; a new one is needed.")
        : Optional.empty();
  }
}
