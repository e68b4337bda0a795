package org.certdrop.x509;

import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * A new key pair and its certificate, as Fed-BioMed makes them, but sound: RSA 2048, SHA-256, v3,
 * subject and issuer {@code CN=*, O=<party id>}, a random serial of at most 159 bits, 1825 days.
 *
 * @param certificate the certificate
 * @param privateKey its private key
 */
public record SelfSignedCertificate(Certificate certificate, PrivateKey privateKey) {

  /**
   * Makes one.
   *
   * @param partyId what O says: the party's id
   * @param from the first instant of the validity; a fraction of a second is dropped
   * @param random where key and serial come from
   */
  public static SelfSignedCertificate make(String partyId, Instant from, SecureRandom random) {
    throw new UnsupportedOperationException();
  }
}
