package org.certdrop.identity;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Certificate;

/**
 * Settles this party's own id: what the configuration says and what the own certificate says must
 * agree, because the other sites refuse a certificate that names somebody else ({@code
 * identity-mismatch}).
 */
final class OwnId {
  private OwnId() {}

  /**
   * The id under which a certificate that is already there is used.
   *
   * @throws IdentityException if configuration and certificate disagree, or neither names a party
   */
  static PartyId of(ConfiguredParty configured, Certificate certificate) throws IdentityException {
    List<PartyId> named =
        certificate.subjectNames().stream()
            .filter(PartyId::isForm)
            .distinct()
            .map(PartyId::new)
            .toList();
    if (configured.partyId().isPresent()) {
      PartyId own = configured.partyId().get();
      for (PartyId other : named) {
        mustBe(own, other, configured.names());
      }
      return agreeing(own, configured, configured.names().partyId() + " is");
    }
    return agreeing(only(named, configured.names()), configured, "the own certificate names");
  }

  /**
   * The id for a new certificate: the configured one, else a new one as Fed-BioMed 4 makes them.
   *
   * @throws IdentityException if the configured id and component disagree
   */
  static PartyId forNewCertificate(ConfiguredParty configured) throws IdentityException {
    PartyId id =
        configured
            .partyId()
            .orElseGet(() -> new PartyId(configured.component().prefix() + UUID.randomUUID()));
    return agreeing(id, configured, configured.names().partyId() + " is");
  }

  private static void mustBe(PartyId own, PartyId named, ConfiguredParty.Names names)
      throws IdentityException {
    if (!own.equals(named)) {
      throw new IdentityException(
          names.partyId()
              + " is "
              + own
              + ", but the own certificate names "
              + named
              + "; every other site would refuse it.",
          "Set certdrop.party-id to "
              + named
              + " or leave it empty. To be "
              + own
              + ", move component.pem and component.key out of etc/identity; the next start makes a"
              + " new pair.");
    }
  }

  private static PartyId only(List<PartyId> named, ConfiguredParty.Names names)
      throws IdentityException {
    if (named.isEmpty()) {
      throw new IdentityException(
          names.partyId() + " is empty, and the own certificate names no party in O or CN.",
          "Set certdrop.party-id to this party's id, such as"
              + " node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11.");
    }
    if (named.size() > 1) {
      throw new IdentityException(
          "The own certificate names more than one party: "
              + named.stream().map(PartyId::value).collect(Collectors.joining(", "))
              + "; every other site would refuse it.",
          "Use a certificate whose subject names this party alone. To get one, move component.pem"
              + " and component.key out of etc/identity; the next start makes a new pair.");
    }
    return named.get(0);
  }

  private static PartyId agreeing(PartyId id, ConfiguredParty configured, String source)
      throws IdentityException {
    if (id.component() != configured.component()) {
      throw new IdentityException(
          configured.names().component()
              + " is "
              + configured.component()
              + ", but "
              + source
              + " "
              + id
              + ".",
          "Set certdrop.component to " + id.component() + ", or use another id or certificate.");
    }
    return id;
  }
}
