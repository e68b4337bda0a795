package org.certdrop.rules;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certdrop.party.Component;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Certificate;

/**
 * A certificate that certdrop may register for a party, with all that the rules about its content
 * look at.
 *
 * @param certificate the certificate
 * @param vouchedFor whether a trusted issuer vouches for it
 * @param expectedParty the party that it should belong to, if that is known
 * @param at when it is judged
 * @param site where it is judged
 */
record Candidate(
    Certificate certificate,
    boolean vouchedFor,
    Optional<PartyId> expectedParty,
    Instant at,
    Site site) {

  /** The party that it should belong to if that is known, else the party that it names. */
  Optional<PartyId> party() {
    return expectedParty.or(() -> CertifiedParty.of(certificate));
  }

  /** Whether its party is known, and is this component. */
  boolean isOf(Component component) {
    return party().filter(party -> party.component() == component).isPresent();
  }

  /** The values of its subject's O and CN that have the form of a party id. */
  List<String> namedParties() {
    return certificate.subjectNames().stream().filter(PartyId::isForm).toList();
  }
}
