package org.certdrop.rules;

import java.util.List;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.text.Printable;
import org.certdrop.x509.CertificateTemplate;

/** The parties that the subject's O and CN name are the expected one, to the letter. */
final class IdentityMismatch implements Rule<Candidate> {
  @Override
  public Code code() {
    return Code.IDENTITY_MISMATCH;
  }

  @Override
  public Optional<Finding> check(Candidate candidate) {
    if (candidate.namedParties().isEmpty() && candidate.vouchedFor()) {
      return broken(
          "The certificate is vouched for by an issuer, but its subject "
              + Printable.quoted(candidate.certificate().subject())
              + " names no party.",
          "An issuer vouches for names: ask the sender for a certificate whose O or CN is the"
              + " party id.");
    }
    return candidate.expectedParty().flatMap(party -> otherThan(party, names(candidate)));
  }

  /** Under O=Fed-BioMed mutual authentication takes any CN for the id. */
  private static List<String> names(Candidate candidate) {
    List<String> named = candidate.namedParties();
    return named.isEmpty() && candidate.site().isStar()
        ? candidate.certificate().commonNamesUnder(CertificateTemplate.FED_BIOMED)
        : named;
  }

  private Optional<Finding> otherThan(PartyId party, List<String> named) {
    return named.stream()
        .filter(name -> !name.equals(party.value()))
        .findFirst()
        .flatMap(
            name ->
                broken(
                    "The certificate names the party "
                        + Printable.quoted(name)
                        + ", but it came for "
                        + Printable.quoted(party.value())
                        + ".",
                    "Certificates or party ids may have been mixed up: ask the sender which party"
                        + " this certificate belongs to, and for the right pair."));
  }
}
