package org.certdrop.x509;

import java.math.BigInteger;
import java.security.PublicKey;
import java.util.Optional;

/** The public key of a certificate's subject (RFC 5280 section 4.1.2.7). */
public final class SubjectPublicKey {
  SubjectPublicKey() {}

  /**
   * {@code RSA}, {@code EC}, {@code Ed25519}, {@code Ed448}, {@code ML-DSA-44}, ...; else the OID.
   */
  public String algorithm() {
    throw new UnsupportedOperationException();
  }

  /** The size in bits: of the modulus, the field or the encoded key; 0 if unknown. */
  public int bits() {
    throw new UnsupportedOperationException();
  }

  /** The named curve of an EC key, {@code secp256r1}, {@code secp384r1} or {@code secp521r1}. */
  public Optional<String> curve() {
    throw new UnsupportedOperationException();
  }

  /** The public exponent of an RSA key. */
  public Optional<BigInteger> exponent() {
    throw new UnsupportedOperationException();
  }

  /** For people and the registry: {@code RSA 2048}, {@code EC P-256}, {@code Ed25519}. */
  public String description() {
    throw new UnsupportedOperationException();
  }

  /** Why certdrop does not take keys of this kind; nothing if it does. */
  public Optional<String> unsupported() {
    throw new UnsupportedOperationException();
  }

  /** Why this RSA key is weak; nothing if it is not, or not RSA. */
  public Optional<String> weakness() {
    throw new UnsupportedOperationException();
  }

  /** The key for Java's cryptography; nothing if it is unsupported or weak. */
  public Optional<PublicKey> publicKey() {
    throw new UnsupportedOperationException();
  }

  /** The SHA-256 digest of the SubjectPublicKeyInfo's DER. */
  public Fingerprint fingerprint() {
    throw new UnsupportedOperationException();
  }
}
