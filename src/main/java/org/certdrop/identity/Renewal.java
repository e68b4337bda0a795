package org.certdrop.identity;

import java.util.Objects;
import java.util.Optional;

/**
 * A new certificate and key of this party.
 *
 * @param own the party with the new pair
 * @param former the party with the pair that the new one replaces, if there is one
 */
public record Renewal(OwnParty own, Optional<OwnParty> former) {
  /** Neither may be null. */
  public Renewal {
    Objects.requireNonNull(own);
    Objects.requireNonNull(former);
  }

  /** Whether the old key can sign that the new certificate takes the place of its own. */
  public boolean isRotation() {
    return former.flatMap(OwnParty::privateKey).isPresent();
  }
}
