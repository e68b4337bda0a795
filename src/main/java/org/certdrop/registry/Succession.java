package org.certdrop.registry;

import java.util.Optional;
import org.certdrop.registry.Verified.Method;
import org.certdrop.x509.Fingerprint;

/**
 * What an entry that is offered takes over from the one of its party that was there before (SPEC
 * sections 6, 9 and 11): the endpoint, where the drop says nothing of one, and as much trust as
 * still holds.
 */
final class Succession {
  private final Registrant registrant;
  private final StoredCertificate certificate;
  private final Entry before;

  private Succession(Registrant registrant, Entry before) {
    this.registrant = registrant;
    this.certificate = new StoredCertificate(registrant.certificate());
    this.before = before;
  }

  /** The entry that a proposal offers to a party as it is now. */
  static Entry entry(Proposal proposal, Party party, Draft draft) {
    Registrant registrant = proposal.registrant();
    Optional<Entry> before = before(registrant, party);
    if (before.isEmpty()) {
      return Entry.of(registrant, draft.now(), proposal.submission(), Trust.of(registrant));
    }
    Succession succession = new Succession(registrant, before.get());
    return Entry.of(
        succession.withKnownEndpoint(), draft.now(), proposal.submission(), succession.trust());
  }

  /**
   * The active entry; but an unsigned drop of a certificate that waits says nothing new of how it
   * follows from the active one.
   */
  private static Optional<Entry> before(Registrant registrant, Party party) {
    Fingerprint sha256 = registrant.certificate().sha256();
    boolean active = party.active().filter(entry -> entry.sha256().equals(sha256)).isPresent();
    return active || registrant.sidecar().isPresent()
        ? party.active()
        : party.pending(sha256).or(party::active);
  }

  /** Whether the registered key vouches for the offered one. */
  static boolean isVouchedFor(Optional<Fingerprint> voucher, Party party) {
    return voucher.isPresent() && voucher.equals(party.active().map(Entry::sha256));
  }

  /** Who says nothing of an endpoint, as Fed-BioMed's texts since 5.4 do not, takes none away. */
  private Registrant withKnownEndpoint() {
    return registrant.at(registrant.endpoint().or(before::endpoint));
  }

  private Trust trust() {
    boolean related =
        before.stored().hasKeyOf(certificate)
            || registrant.vouchedFor().filter(before.sha256()::equals).isPresent();
    if (!related) {
      return Trust.of(registrant);
    }
    return new Trust(
        verified(),
        endpoint(),
        registrant.sidecar().or(() -> before.trust().sidecar()),
        before.holdsOurs(),
        predecessors());
  }

  /** Another certificate of the same key is no other link of the chain. */
  private Predecessors predecessors() {
    Predecessors chain = before.trust().predecessors();
    return before.stored().hasKeyOf(certificate) ? chain : chain.and(before.sha256());
  }

  /** A successor that its predecessor's key vouches for is as verified as that one. */
  private Verified verified() {
    if (before.stored().isSameAs(certificate)) {
      return before.verified();
    }
    boolean chained =
        registrant.vouchedFor().isPresent() && before.verified().method() != Method.NONE;
    return chained
        ? new Verified(Method.CHAINED, before.verified().by(), before.verified().at())
        : Verified.NO;
  }

  private EndpointTrust endpoint() {
    boolean said = registrant.endpoint().isPresent();
    if (said && registrant.sidecar().isPresent()) {
      return EndpointTrust.AUTHENTICATED;
    }
    return !said || before.isAt(registrant.endpoint())
        ? before.endpointTrust()
        : EndpointTrust.CLAIMED;
  }
}
