package org.certdrop.rules;

import java.util.Optional;
import org.certdrop.text.Printable;

/** The subject says whose certificate it is; without that, only the sidecar does. */
final class NoPartyInCertificate implements Rule<Candidate> {
  @Override
  public Code code() {
    return Code.NO_PARTY_IN_CERTIFICATE;
  }

  @Override
  public Optional<Finding> check(Candidate candidate) {
    return candidate.namedParties().isEmpty()
        ? broken(
            "The certificate's subject "
                + Printable.quoted(candidate.certificate().subject())
                + " names no party.",
            "Nothing in the certificate ties it to the party: compare its fingerprint with the sender"
                + " over a known phone number.")
        : Optional.empty();
  }
}
