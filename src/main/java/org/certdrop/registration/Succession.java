package org.certdrop.registration;

import java.util.Optional;
import org.certdrop.registration.Verified.Method;
import org.certdrop.x509.Fingerprint;

/**
 * What an entry that is offered takes over from the one of its party that was there before (SPEC
 * sections 6, 9 and 11): the endpoint, where the drop says nothing of one, and as much trust as
 * still holds.
 */
public final class Succession {
  private final Registrant registrant;
  private final StoredCertificate certificate;
  private final Entry before;

  private Succession(Registrant registrant, Entry before) {
    this.registrant = registrant;
    this.certificate = new StoredCertificate(registrant.certificate());
    this.before = before;
  }

  /** The entry that a proposal offers to its party as that is now. */
  public static Entry entry(Proposal proposal, Draft draft) {
    Registrant registrant = proposal.registrant();
    Party party = draft.parties().get(registrant.party()).spelled(registrant.party());
    Optional<Entry> before = before(registrant, party);
    Entry entry;
    if (before.isEmpty()) {
      Trust trust = Trust.of(registrant);
      entry =
          Entry.of(
              registrant,
              draft.now(),
              proposal.submission(),
              trust.withSidecar(registrant.sidecar().or(() -> lastSigned(registrant, party))));
    } else {
      Succession succession = new Succession(registrant, before.get());
      entry =
          Entry.of(
              succession.withKnownEndpoint(),
              draft.now(),
              proposal.submission(),
              succession.trust());
    }
    boolean vouched = isVouchedFor(registrant.vouchedFor(), party);
    return entry.withTrust(entry.trust().withGivenUp(givenUp(entry, vouched, party)));
  }

  /**
   * What is given up once an entry counts. Where it neither follows from what is known of its party
   * nor renews that, a person's word has put that aside.
   */
  static Superseded givenUp(Entry entry, boolean vouched, Party party) {
    if (party.known().isEmpty()) {
      return Superseded.NOTHING;
    }
    Entry known = party.known().get();
    boolean goesOn =
        known.stored().hasKeyOf(entry.stored())
            ? known.stored().isSameAs(entry.stored()) || entry.notAfter().isAfter(known.notAfter())
            : vouched || follows(entry, party);
    return (goesOn ? known.givenUp() : Superseded.with(known)).without(entry.sha256());
  }

  /**
   * The last sidecar that a removed party signed with this key: an older one does not count again.
   */
  private static Optional<SignedSidecar> lastSigned(Registrant registrant, Party party) {
    StoredCertificate offered = new StoredCertificate(registrant.certificate());
    return party
        .removed()
        .filter(entry -> entry.stored().hasKeyOf(offered))
        .flatMap(Entry::sidecar);
  }

  /**
   * The entry that the offered one follows: the active one if it is of the same key; else the one
   * whose key vouches for it, or that waits with this very certificate, as far as that one follows
   * the active one; else the active one after all.
   */
  private static Optional<Entry> before(Registrant registrant, Party party) {
    StoredCertificate offered = new StoredCertificate(registrant.certificate());
    Optional<Entry> active = party.active();
    boolean renews = active.filter(entry -> entry.stored().hasKeyOf(offered)).isPresent();
    boolean vouched = isVouchedFor(registrant.vouchedFor(), party);
    if (renews || vouched) {
      return active;
    }
    return registrant
        .vouchedFor()
        .flatMap(party::pending)
        .filter(waiting -> follows(waiting, party))
        .or(() -> party.pending(offered.sha256()).filter(waiting -> mayCome(waiting, party)))
        .or(() -> active);
  }

  private static boolean mayCome(Entry waiting, Party party) {
    return party.active().isEmpty() || follows(waiting, party);
  }

  /** Whether an entry follows the active one, by keys that vouch for each other. */
  static boolean follows(Entry entry, Party party) {
    return party
        .active()
        .filter(active -> entry.trust().predecessors().contain(active.sha256()))
        .isPresent();
  }

  /** Whether the registered key vouches for the offered one. */
  static boolean isVouchedFor(Optional<Fingerprint> voucher, Party party) {
    return voucher.isPresent() && voucher.equals(party.active().map(Entry::sha256));
  }

  /**
   * A drop without an endpoint, as Fed-BioMed's text since 5.4, leaves the registered one as it is.
   */
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
        predecessors(),
        Superseded.NOTHING);
  }

  private Predecessors predecessors() {
    Predecessors chain = before.trust().predecessors();
    boolean renewal = before.stored().hasKeyOf(certificate);
    // However often a key is renewed, the keys that vouched for it are not forgotten.
    return before.stored().isSameAs(certificate) || (renewal && chain.areFull())
        ? chain
        : chain.and(before.sha256());
  }

  /** A successor that its predecessor's key vouches for is as verified as that one. */
  private Verified verified() {
    if (before.stored().isSameAs(certificate)) {
      return before.verified();
    }
    boolean chained =
        registrant.vouchedFor().isPresent()
            && !before.stored().hasKeyOf(certificate)
            && before.verified().method() != Method.NONE;
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
