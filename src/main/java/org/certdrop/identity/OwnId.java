package org.certdrop.identity;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
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
    return orRefusal(read(configured, certificate));
  }

  /** The same, with the disagreement as a value. */
  static Parsed<PartyId> read(ConfiguredParty configured, Certificate certificate) {
    List<PartyId> named =
        certificate.subjectNames().stream()
            .filter(PartyId::isForm)
            .distinct()
            .map(PartyId::new)
            .toList();
    if (configured.partyId().isPresent()) {
      PartyId own = configured.partyId().get();
      Optional<PartyId> other = named.stream().filter(id -> !id.equals(own)).findFirst();
      return other.isPresent()
          ? another(own, other.get(), configured.names())
          : agreeing(own, configured);
    }
    return only(named, configured.names()).then(id -> agreeing(id, configured));
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
    return orRefusal(agreeing(id, configured));
  }

  private static PartyId orRefusal(Parsed<PartyId> read) throws IdentityException {
    if (read instanceof Parsed.Bad<PartyId> bad) {
      throw new IdentityException(bad.problem(), bad.hint());
    }
    return ((Parsed.Good<PartyId>) read).value();
  }

  private static Parsed<PartyId> another(PartyId own, PartyId named, ConfiguredParty.Names names) {
    return Parsed.bad(
        names.partyId()
            + " is "
            + own
            + ", but the own certificate names "
            + named
            + "; every other site would refuse it.",
        renewal(own.toString()));
  }

  private static Parsed<PartyId> only(List<PartyId> named, ConfiguredParty.Names names) {
    if (named.isEmpty()) {
      return Parsed.bad(
          names.partyId() + " is empty, and the own certificate names no party in O or CN.",
          "Set certdrop.party-id to this party's id, such as"
              + " node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11.");
    }
    if (named.size() > 1) {
      return Parsed.bad(
          "The own certificate names more than one party: "
              + named.stream().map(PartyId::value).collect(Collectors.joining(", "))
              + "; every other site would refuse it.",
          renewal("one party alone"));
    }
    return Parsed.good(named.get(0));
  }

  /** A configured id is the operator's to correct; one that the certificate names is replaced. */
  private static Parsed<PartyId> agreeing(PartyId id, ConfiguredParty configured) {
    ConfiguredParty.Names names = configured.names();
    if (id.component() == configured.component()) {
      return Parsed.good(id);
    }
    boolean isConfigured = configured.partyId().isPresent();
    return Parsed.bad(
        names.component()
            + " is "
            + configured.component()
            + ", but "
            + (isConfigured ? names.partyId() + " is " : "the own certificate names ")
            + id
            + ".",
        isConfigured
            ? "Set certdrop.component to " + id.component() + ", or correct certdrop.party-id."
            : renewal("a " + configured.component()));
  }

  private static String renewal(String party) {
    return "This makes a new certificate for "
        + party
        + ", and keeps the present one beside it: "
        + OwnForm.GENERATE;
  }
}
