package org.certdrop.rules;

import java.util.List;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.text.Printable;
import org.certdrop.x509.CertificateTemplate;

/** Each party that the subject's O or CN names is the expected one, letter for letter. */
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

  /** With mutual authentication, Fed-BioMed reads any CN under O=Fed-BioMed as the party id. */
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
