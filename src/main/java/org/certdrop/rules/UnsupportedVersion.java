package org.certdrop.rules;

import java.util.Optional;

/** The certificate is X.509 v3. */
final class UnsupportedVersion implements Rule<Candidate> {
  @Override
  public Code code() {
    return Code.UNSUPPORTED_VERSION;
  }

  @Override
  public Optional<Finding> check(Candidate candidate) {
    int version = candidate.certificate().version();
    return version == 3
        ? Optional.empty()
        : broken(
            "The certificate is X.509 version " + version + ", not 3.",
            "Ask the sender for a new certificate of version 3; openssl req -x509 and Fed-BioMed make"
                + " such ones.");
  }
}
