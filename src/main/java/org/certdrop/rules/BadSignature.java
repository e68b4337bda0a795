package org.certdrop.rules;

import java.util.Optional;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.SignatureCheck;

/** A self-issued certificate is signed by the key that it holds. */
final class BadSignature implements Rule<Candidate> {
  @Override
  public Code code() {
    return Code.BAD_SIGNATURE;
  }

  @Override
  public Optional<Finding> check(Candidate candidate) {
    Certificate certificate = candidate.certificate();
    return certificate.selfIssued() && certificate.selfSignature() == SignatureCheck.BAD
        ? broken(
            "The certificate names itself as its issuer, but its signature ("
                + certificate.signatureAlgorithm().name()
                + ") does not verify with its own key.",
            "The certificate was changed after it was signed, or put together from two. Do not use"
                + " it; ask the sender, over a channel that you know, for the certificate and its"
                + " fingerprint.")
        : Optional.empty();
  }
}
