package org.certdrop.registry;

import java.util.Optional;
import org.certdrop.registry.Verified.Method;
import org.certdrop.x509.Fingerprint;

/**
 * What an entry that is offered takes over from the active one of its party (SPEC sections 6, 9 and
 * 11): the endpoint, where the drop says nothing of one, and as much trust as still holds.
 */
final class Succession {
  private final Registrant registrant;
  private final StoredCertificate certificate;
  private final Entry active;

  private Succession(Registrant registrant, Entry active) {
    this.registrant = registrant;
    this.certificate = new StoredCertificate(registrant.certificate());
    this.active = active;
  }

  /** The entry that a proposal offers to a party as it is now. */
  static Entry entry(Proposal proposal, Party party, Draft draft) {
    Registrant registrant = proposal.registrant();
    if (party.active().isEmpty()) {
      return Entry.of(registrant, draft.now(), proposal.submission(), Trust.of(registrant));
    }
    Succession succession = new Succession(registrant, party.active().get());
    return Entry.of(
        succession.withKnownEndpoint(), draft.now(), proposal.submission(), succession.trust());
  }

  /** Whether the registered key vouches for the offered one. */
  static boolean isVouchedFor(Optional<Fingerprint> voucher, Party party) {
    return voucher.isPresent() && voucher.equals(party.active().map(Entry::sha256));
  }

  /** Who says nothing of an endpoint, as Fed-BioMed's texts since 5.4 do not, takes none away. */
  private Registrant withKnownEndpoint() {
    return registrant.at(registrant.endpoint().or(active::endpoint));
  }

  private Trust trust() {
    boolean related =
        active.stored().hasKeyOf(certificate)
            || registrant.vouchedFor().filter(active.sha256()::equals).isPresent();
    if (!related) {
      return Trust.of(registrant);
    }
    return new Trust(
        verified(),
        endpoint(),
        registrant.sidecar().or(() -> active.trust().sidecar()),
        active.holdsOurs());
  }

  /** A successor that its predecessor's key vouches for is as verified as that one. */
  private Verified verified() {
    if (active.stored().isSameAs(certificate)) {
      return active.verified();
    }
    boolean chained =
        registrant.vouchedFor().isPresent() && active.verified().method() != Method.NONE;
    return chained
        ? new Verified(Method.CHAINED, active.verified().by(), active.verified().at())
        : Verified.NO;
  }

  private EndpointTrust endpoint() {
    boolean said = registrant.endpoint().isPresent();
    if (said && registrant.sidecar().isPresent()) {
      return EndpointTrust.AUTHENTICATED;
    }
    return !said || active.isAt(registrant.endpoint())
        ? active.endpointTrust()
        : EndpointTrust.CLAIMED;
  }
}
