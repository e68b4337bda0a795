package org.certdrop.registration;

import java.util.Objects;
import org.certdrop.x509.Fingerprint;

/**
 * A sidecar that the key of its certificate signed; the caller has checked the signature.
 *
 * @param seq its number, which grows with every sidecar that the party signs
 * @param sha256 the SHA-256 of its bytes
 */
public record SignedSidecar(long seq, Fingerprint sha256) {
  /** Nothing may be null. */
  public SignedSidecar {
    Objects.requireNonNull(sha256);
  }
}
