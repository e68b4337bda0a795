package org.certdrop.rules;

import java.util.List;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.CertificateTemplate;

/** Which party a certificate names by itself, as Fed-BioMed's mutual authentication reads it. */
public final class CertifiedParty {
  private CertifiedParty() {}

  /**
   * The party that a certificate names.
   *
   * @return the id in its one CN, if its one O is {@code Fed-BioMed}; under any other O a CN is
   *     free text, and whose certificate it is must be said beside it (SPEC section 12)
   */
  public static Optional<PartyId> of(Certificate certificate) {
    List<String> names = certificate.commonNamesUnder(CertificateTemplate.FED_BIOMED);
    return names.size() == 1 && PartyId.isForm(names.get(0))
        ? Optional.of(new PartyId(names.get(0)))
        : Optional.empty();
  }
}
