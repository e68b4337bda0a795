package org.certdrop.rules;

import java.util.Optional;
import org.certdrop.x509.SubjectPublicKey;

/** An RSA key has 2048 to 16384 bits and an odd exponent of 3 or more. */
final class WeakKey implements Rule<Candidate> {
  @Override
  public Code code() {
    return Code.WEAK_KEY;
  }

  @Override
  public Optional<Finding> check(Candidate candidate) {
    SubjectPublicKey key = candidate.certificate().key();
    return key.weakness()
        .flatMap(
            why ->
                broken(
                    "The public key (" + key.description() + ") is weak: " + why + ".",
                    "Ask the sender to make a new key, RSA with 2048 bits or more and the usual"
                        + " exponent 65537, and a new certificate for it."));
  }
}
