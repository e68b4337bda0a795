package org.certdrop.x509;

import java.security.PrivateKey;
import org.certdrop.text.Parsed;

/** Private keys in PEM: of this party, never of another. */
public final class PrivateKeys {
  private PrivateKeys() {}

  /**
   * One {@code PRIVATE KEY} block (PKCS#8, RFC 5958, not encrypted): LF, 64 columns, a final LF.
   */
  public static String pem(PrivateKey key) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads the first private key of a PEM document: PKCS#8, or the traditional form for RSA and EC.
   *
   * @param pem the document
   * @return the key, or why there is none that can be used; an encrypted key is none
   */
  public static Parsed<PrivateKey> read(byte[] pem) {
    throw new UnsupportedOperationException();
  }

  /** Whether a private key and a certificate's public key are one pair. */
  public static boolean matches(PrivateKey key, Certificate certificate) {
    throw new UnsupportedOperationException();
  }
}
