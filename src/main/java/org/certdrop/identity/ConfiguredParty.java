package org.certdrop.identity;

import java.util.Objects;
import java.util.Optional;
import org.certdrop.party.Component;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;

/**
 * What the configuration says about this party, each value sound by itself; whether they agree with
 * each other and with the certificate is for {@link IdentityFolder} to say.
 *
 * @param component {@code certdrop.component}
 * @param partyId {@code certdrop.party-id}; none if that is left empty
 * @param endpoint {@code certdrop.ip} and {@code certdrop.port}; none if both are left empty
 */
public record ConfiguredParty(
    Component component, Optional<PartyId> partyId, Optional<Endpoint> endpoint) {
  /** None of the three may be null. */
  public ConfiguredParty {
    Objects.requireNonNull(component);
    Objects.requireNonNull(partyId);
    Objects.requireNonNull(endpoint);
  }
}
