package org.certdrop.identity;

import java.util.List;
import java.util.Objects;
import org.certdrop.party.Component;
import org.certdrop.party.PartyId;
import org.certdrop.party.Topology;
import org.certdrop.rules.Roles;
import org.certdrop.text.Parsed;
import org.certdrop.x509.CertificateTemplate;

/**
 * What form this party's certificate must have for its federation.
 *
 * @param topology who must hold whose certificates
 * @param hosts the hosts at which nodes reach this researcher, not yet checked; a node needs none
 * @param hostsFrom where those stand, to begin a sentence with
 * @param renewal the command that makes a new certificate of this form
 */
public record OwnForm(Topology topology, List<String> hosts, String hostsFrom, String renewal) {
  /** What makes a new certificate in etc/identity. */
  public static final String GENERATE = "./certdrop generate --force";

  /** Fed-BioMed 4.2 to 6.3's. */
  public static final OwnForm MESH =
      new OwnForm(Topology.MESH, List.of(), "certdrop.san", GENERATE);

  /** Keeps a copy of the list; nothing may be null. */
  public OwnForm {
    Objects.requireNonNull(topology);
    hosts = List.copyOf(hosts);
    Objects.requireNonNull(hostsFrom);
    Objects.requireNonNull(renewal);
  }

  /** Whether certificates open the channel between researcher and nodes. */
  public boolean isStar() {
    return topology == Topology.STAR;
  }

  /**
   * What a new certificate of ours is to say.
   *
   * @throws IdentityException if this is a researcher of a star, and no host is known for it
   */
  public CertificateTemplate template(PartyId own) throws IdentityException {
    if (!isStar()) {
      return CertificateTemplate.former(own.value());
    }
    if (own.component() == Component.NODE) {
      return CertificateTemplate.mutual(
          own.value(), Roles.of(Component.NODE), List.of(), List.of());
    }
    Parsed<CertificateHosts> read = CertificateHosts.parse(hosts, hostsFrom);
    if (read instanceof Parsed.Bad<CertificateHosts> bad) {
      throw new IdentityException(
          bad.problem() + " A node refuses a researcher's certificate without one.", bad.hint());
    }
    CertificateHosts stated = ((Parsed.Good<CertificateHosts>) read).value();
    return CertificateTemplate.mutual(
        own.value(), Roles.of(Component.RESEARCHER), stated.names(), stated.addresses());
  }
}
