package org.certdrop.x509;

import java.io.IOException;
import java.security.Provider;
import java.security.PublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The one instance of Bouncy Castle's provider. It is passed to each call that needs it and never
 * registered, so that nothing else in the Java runtime changes.
 */
public final class BouncyCastle {
  /** The provider. */
  public static final Provider PROVIDER = new BouncyCastleProvider();

  private BouncyCastle() {}

  /** A key of an Edwards curve or ML-DSA; null if it is off its curve or of a wrong length. */
  static PublicKey publicKey(SubjectPublicKeyInfo info) {
    try {
      return BouncyCastleProvider.getPublicKey(info);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle has no other way to say that the bytes are no such key.
      return null;
    }
  }
}
