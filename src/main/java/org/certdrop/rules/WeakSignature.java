package org.certdrop.rules;

import java.util.Optional;
import org.certdrop.x509.SignatureAlgorithm;

/** The signature is not made over MD2, MD4, MD5 or SHA-1: others can forge such ones. */
final class WeakSignature implements Rule<Candidate> {
  @Override
  public Code code() {
    return Code.WEAK_SIGNATURE;
  }

  @Override
  public Optional<Finding> check(Candidate candidate) {
    SignatureAlgorithm algorithm = candidate.certificate().signatureAlgorithm();
    return algorithm.weak()
        ? broken(
            "The certificate is signed with " + algorithm.name() + ", whose digest is broken.",
            "Ask the sender for a new certificate that is signed with SHA-256, such as openssl req"
                + " -x509 -sha256 makes.")
        : Optional.empty();
  }
}
