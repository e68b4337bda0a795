package org.certdrop.identity;

import java.util.Optional;
import org.certdrop.party.Component;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import org.certdrop.x509.SelfSignedCertificate;
import org.certdrop.x509.TestCertificate;

/** Own parties and what they are made of, for tests. */
public final class OwnParties {
  public static final String NODE = "node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11";

  private OwnParties() {}

  public static Optional<Endpoint> endpoint(String ip, int port) {
    return Optional.of(new Endpoint(((Parsed.Good<IpAddress>) IpAddress.parse(ip)).value(), port));
  }

  public static OwnParty node(Optional<Endpoint> endpoint) {
    TestCertificate certificate = TestCertificate.of(NODE);
    return new OwnParty(
        new PartyId(NODE),
        endpoint,
        certificate.certificate(),
        Optional.of(certificate.keyPair().getPrivate()));
  }

  /** The same party with another pair. */
  public static OwnParty renewed(OwnParty party) {
    TestCertificate other = TestCertificate.of(party.id().value());
    return new OwnParty(
        party.id(),
        party.endpoint(),
        other.certificate(),
        Optional.of(other.keyPair().getPrivate()));
  }

  public static ConfiguredParty configured(Component component, String id) {
    return new ConfiguredParty(
        component,
        id.isEmpty() ? Optional.empty() : Optional.of(new PartyId(id)),
        endpoint("10.221.0.2", 14001),
        new ConfiguredParty.Names("certdrop.component", "certdrop.party-id"));
  }

  /** A new pair, about which nothing is announced. */
  static OwnParty generate(IdentityFolder folder, ConfiguredParty configured, boolean force)
      throws IdentityException {
    return folder.generate(configured, force, renewal -> {}).own();
  }

  /** A pair as the folder makes it, but with an elliptic curve, which is quick. */
  public static SelfSignedCertificate quickPair(PartyId id) {
    TestCertificate certificate = TestCertificate.of(id.value());
    return new SelfSignedCertificate(certificate.certificate(), certificate.keyPair().getPrivate());
  }
}
