package org.certdrop.rules;

import java.util.Optional;

/** A KeyUsage, if present, allows digital signatures, which TLS and bundles need. */
final class UsageExcludesSignature implements Rule<Candidate> {
  @Override
  public Code code() {
    return Code.USAGE_EXCLUDES_SIGNATURE;
  }

  @Override
  public Optional<Finding> check(Candidate candidate) {
    return candidate.certificate().permitsDigitalSignature()
        ? Optional.empty()
        : broken(
            "The certificate's KeyUsage does not include digitalSignature.",
            "TLS may refuse this certificate: ask the sender for one with digitalSignature, or without"
                + " KeyUsage.");
  }
}
