package org.certdrop.x509;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;

/** What came of checking a signature. */
public enum SignatureCheck {
  /** It verifies. */
  GOOD,
  /** It does not. */
  BAD,
  /** Nobody looked: the key is weak or unsupported, or Java has no such old algorithm any more. */
  UNCHECKED;

  /**
   * Checks a signature once.
   *
   * @param key whose signature it should be
   * @param algorithm how it says it was made
   * @param signed the bytes that are signed
   * @param value the signature
   */
  static SignatureCheck of(
      SubjectPublicKey key, SignatureAlgorithm algorithm, byte[] signed, byte[] value) {
    PublicKey publicKey = key.publicKey().orElse(null);
    if (publicKey == null) {
      return UNCHECKED;
    }
    try {
      Signature signature = signature(algorithm);
      signature.initVerify(publicKey);
      signature.update(signed);
      return signature.verify(value) ? GOOD : BAD;
    } catch (NoSuchAlgorithmException e) {
      return algorithm.weak() ? UNCHECKED : BAD;
    } catch (GeneralSecurityException | RuntimeException e) {
      // Key and algorithm do not fit, or the value is no signature: providers throw either kind.
      return BAD;
    }
  }

  /**
   * RSA by the JDK, all else by Bouncy Castle. Bouncy Castle tests every new RSA modulus for
   * primality: 3 ms for 2048 bits, over a second for 16384; the JDK verifies in 30 us. For elliptic
   * curves Bouncy Castle is five times faster than the JDK.
   */
  private static Signature signature(SignatureAlgorithm algorithm) throws GeneralSecurityException {
    if (algorithm.pss().isPresent()) {
      Signature signature = Signature.getInstance("RSASSA-PSS");
      signature.setParameter(algorithm.pss().get());
      return signature;
    }
    return algorithm.isRsa()
        ? Signature.getInstance(algorithm.name())
        : Signature.getInstance(algorithm.name(), BouncyCastle.PROVIDER);
  }
}
