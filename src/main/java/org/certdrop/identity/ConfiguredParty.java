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
 * @param component what this party is
 * @param partyId its id; none if that is left to the certificate
 * @param endpoint where it listens; none if it has no address to give
 * @param names what component and id are called where they stand
 * @param form what form the certificate must have
 */
public record ConfiguredParty(
    Component component,
    Optional<PartyId> partyId,
    Optional<Endpoint> endpoint,
    Names names,
    OwnForm form) {
  /**
   * What component and id are called where they stand, for sentences about them.
   *
   * @param component such as {@code certdrop.component}
   * @param partyId such as {@code certdrop.party-id}
   */
  public record Names(String component, String partyId) {}

  /** A party of a mesh. */
  public ConfiguredParty(
      Component component, Optional<PartyId> partyId, Optional<Endpoint> endpoint, Names names) {
    this(component, partyId, endpoint, names, OwnForm.MESH);
  }

  /** None of them may be null. */
  public ConfiguredParty {
    Objects.requireNonNull(component);
    Objects.requireNonNull(partyId);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(names);
    Objects.requireNonNull(form);
  }
}
