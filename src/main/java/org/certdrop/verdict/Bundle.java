package org.certdrop.verdict;

import java.util.Optional;
import org.certdrop.cms.SignatureVerification;
import org.certdrop.registration.SignedSidecar;
import org.certdrop.submission.Declaration;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;

/**
 * A sidecar that its certificate's key has signed (SPEC section 9): the signature was verified.
 *
 * @param declaration what the sidecar says of itself
 * @param seq its number
 * @param sidecar its exact bytes
 * @param oldSignature what may be the signature of the certificate before, not verified yet
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Bundle(
    Declaration declaration, long seq, byte[] sidecar, Optional<byte[]> oldSignature) {

  /** What the registry keeps of it. */
  SignedSidecar signedSidecar() {
    return new SignedSidecar(seq, Fingerprint.of(sidecar));
  }

  /** Whether it is a rotation that this certificate's key signed, too. */
  boolean isVouchedForBy(Certificate certificate) {
    return declaration.isRotation()
        && declaration.supersedes().filter(certificate.fingerprint()::equals).isPresent()
        && oldSignature
            .filter(
                signature ->
                    SignatureVerification.problem(signature, sidecar, certificate).isEmpty())
            .isPresent();
  }
}
