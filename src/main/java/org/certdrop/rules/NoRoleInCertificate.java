package org.certdrop.rules;

import java.util.Optional;

/** In a star, a certificate says by its ExtendedKeyUsage which one part its party plays. */
final class NoRoleInCertificate implements Rule<Candidate> {
  @Override
  public Code code() {
    return Code.NO_ROLE_IN_CERTIFICATE;
  }

  @Override
  public Optional<Finding> check(Candidate candidate) {
    if (!candidate.site().isStar()
        || candidate.party().filter(party -> permits(candidate)).isEmpty()
        || Roles.areSettled(candidate.certificate())) {
      return Optional.empty();
    }
    return broken(
        "The certificate's ExtendedKeyUsage "
            + (candidate.certificate().extendedKeyUsage().isEmpty()
                ? "is absent"
                : "names both parts or neither")
            + ": it serves a node and a researcher alike.",
        "A certificate that Fed-BioMed issues now has one part: clientAuth for a node, serverAuth for"
            + " a researcher. Ask the sender for one of these at the next renewal.");
  }

  private static boolean permits(Candidate candidate) {
    return Roles.permit(candidate.certificate(), candidate.party().orElseThrow().component());
  }
}
