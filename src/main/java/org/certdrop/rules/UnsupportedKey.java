package org.certdrop.rules;

import java.util.Optional;
import org.certdrop.x509.SubjectPublicKey;

/** The key is RSA, EC on P-256, P-384 or P-521 by name, Ed25519, Ed448 or ML-DSA. */
final class UnsupportedKey implements Rule<Candidate> {
  @Override
  public Code code() {
    return Code.UNSUPPORTED_KEY;
  }

  @Override
  public Optional<Finding> check(Candidate candidate) {
    SubjectPublicKey key = candidate.certificate().key();
    return key.unsupported()
        .flatMap(
            why ->
                broken(
                    "The public key (" + key.description() + ") is not supported: " + why + ".",
                    "Ask the sender for a new certificate with a key of RSA 2048 or more, EC P-256,"
                        + " P-384 or P-521, or Ed25519."));
  }
}
