package org.certdrop.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certdrop.trust.Membership;
import org.certdrop.trust.Readiness;

/**
 * What a running service says of itself at one moment.
 *
 * @param at the moment
 * @param expiryWarning how long before its end a certificate is warned about
 * @param status how the home is doing
 * @param membership who may register; empty while one of the operator's lists cannot be used
 * @param readiness whether an experiment may begin; empty while one of the operator's lists cannot
 *     be used, which is among the faults
 * @param strict the same, by the strict test
 * @param refusals the newest verdicts that refuse, newest first
 */
public record Bulletin(
    Instant at,
    Duration expiryWarning,
    StatusReport status,
    Optional<Membership> membership,
    Optional<Readiness> readiness,
    Optional<Readiness> strict,
    List<JsonNode> refusals) {
  /** Keeps a copy of the list. */
  public Bulletin {
    refusals = List.copyOf(refusals);
  }
}
