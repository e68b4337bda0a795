package org.certdrop.verdict;

import java.util.Optional;
import org.certdrop.cms.SignatureVerification;
import org.certdrop.submission.Receipt;
import org.certdrop.x509.Certificate;

/**
 * A receipt with what may be its sender's signature, not verified yet.
 *
 * @param receipt what it says
 * @param content its exact bytes
 * @param signature the signature's file
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SignedReceipt(Receipt receipt, byte[] content, byte[] signature) {

  /** Why a certificate's key did not sign it, a clause; nothing if it did. */
  Optional<String> problem(Certificate sender) {
    return SignatureVerification.problem(signature, content, sender);
  }
}
