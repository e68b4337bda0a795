package org.certdrop.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.text.Printable;
import org.certdrop.trust.Distrusted;
import org.certdrop.trust.Membership;
import org.certdrop.trust.Roster;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;

/** Nobody comes in who is distrusted or not on the roster, whatever the operator types. */
final class MembershipRule {
  private static final String TRUST_AGAIN =
      "An operator here listed it in etc/distrusted.txt. If that is over, take the line out and drop the"
          + " files again.";

  private final Distrusted distrusted;
  private final Optional<Roster> roster;
  private final Optional<PartyId> us;

  MembershipRule(Membership membership, Optional<PartyId> us) {
    this.distrusted = membership.distrusted();
    this.roster = membership.roster();
    this.us = us;
  }

  /** What refuses a submission, as far as it says whose certificate it holds. */
  List<Finding> findings(Assessment assessment) {
    List<Finding> findings = new ArrayList<>();
    assessment
        .metadata()
        .party()
        .filter(distrusted::names)
        .map(this::known)
        .ifPresent(findings::add);
    assessment.certificate().flatMap(this::distrust).ifPresent(findings::add);
    assessment
        .metadata()
        .party()
        // OwnPartyRule deals with a drop under our own id.
        .filter(party -> us.filter(own -> own.key().equals(party.key())).isEmpty())
        .flatMap(party -> absence(party, assessment.certificate().map(Certificate::fingerprint)))
        .ifPresent(findings::add);
    return findings;
  }

  private Finding known(PartyId party) {
    return new Finding(Code.DISTRUSTED, party + " is distrusted here.", TRUST_AGAIN);
  }

  private Optional<Finding> distrust(Certificate certificate) {
    Fingerprint sha256 = certificate.fingerprint();
    if (distrusted.lists(sha256)) {
      return Optional.of(
          new Finding(
              Code.DISTRUSTED, "The certificate " + sha256 + " is distrusted here.", TRUST_AGAIN));
    }
    return distrusted
        .certificateOfKey(certificate.publicKeyFingerprint())
        .map(
            other ->
                new Finding(
                    Code.DISTRUSTED,
                    "The certificate "
                        + sha256
                        + " has the key of the certificate "
                        + other
                        + ", which is distrusted here.",
                    "Ask the site for a certificate with a new key. "
                        + "Until then certdrop takes nothing that the old key could have made."));
  }

  private Optional<Finding> absence(PartyId party, Optional<Fingerprint> certificate) {
    if (roster.isEmpty()) {
      return Optional.empty();
    }
    Optional<Roster.Place> place = roster.get().place(party);
    return place.isEmpty()
        ? Optional.of(notOnRoster(party))
        : certificate
            .filter(sha256 -> !roster.get().admits(party, sha256))
            .map(sha256 -> otherThanPinned(party, place.get().sha256().orElseThrow(), sha256));
  }

  private Finding notOnRoster(PartyId party) {
    return new Finding(
        Code.NOT_ON_ROSTER,
        party
            + " is not on the roster of "
            + Printable.quoted(roster.orElseThrow().federation())
            + ".",
        "If the party belongs to the federation, add it to etc/roster.json and drop the files again;"
            + " otherwise ask the sender whom the files were meant for.");
  }

  private static Finding otherThanPinned(PartyId party, Fingerprint pinned, Fingerprint offered) {
    return new Finding(
        Code.NOT_ON_ROSTER,
        party
            + " is on the roster with the certificate "
            + pinned
            + ", but this one is "
            + offered
            + ".",
        "Call the site at a phone number that you already had and ask which is right. If it is this one,"
            + " correct sha256 in etc/roster.json and drop the files again.");
  }
}
