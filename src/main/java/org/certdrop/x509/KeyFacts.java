package org.certdrop.x509;

import java.math.BigInteger;
import java.security.PublicKey;
import java.util.Map;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * What a SubjectPublicKeyInfo says, read by the rules of its algorithm. Each null means "nothing".
 *
 * @param algorithm the algorithm's name, or its OID
 * @param bits the size in bits; 0 if unknown
 * @param curve the named curve of an EC key
 * @param exponent the public exponent of an RSA key
 * @param description for people
 * @param unsupported why such a key is not taken, a clause
 * @param weakness why it is weak, a clause
 * @param publicKey the key, only if it is neither
 */
record KeyFacts(
    String algorithm,
    int bits,
    String curve,
    BigInteger exponent,
    String description,
    String unsupported,
    String weakness,
    PublicKey publicKey) {

  /** Algorithms of one key size each, by OID (RFC 8410 section 3, RFC 9881 section 3). */
  private static final Map<String, String> FIXED_SIZE =
      Map.of(
          "1.3.101.112", "Ed25519",
          "1.3.101.113", "Ed448",
          "2.16.840.1.101.3.4.3.17", "ML-DSA-44",
          "2.16.840.1.101.3.4.3.18", "ML-DSA-65",
          "2.16.840.1.101.3.4.3.19", "ML-DSA-87");

  /** What certdrop names but does not take. */
  private static final Map<String, String> FOREIGN =
      Map.of(
          "1.2.840.10040.4.1", "DSA",
          "1.2.840.10046.2.1", "DH",
          "1.2.840.113549.1.3.1", "DH",
          "1.3.101.110", "X25519",
          "1.3.101.111", "X448");

  /**
   * Reads a key.
   *
   * @throws RuntimeException if its structure is not the one of its algorithm
   */
  static KeyFacts of(SubjectPublicKeyInfo info) {
    String oid = info.getAlgorithm().getAlgorithm().getId();
    if (oid.equals(RsaKey.OID) || oid.equals(RsaKey.PSS_OID)) {
      return RsaKey.read(info);
    }
    if (oid.equals(EcKey.OID)) {
      return EcKey.read(info);
    }
    String name = FIXED_SIZE.get(oid);
    if (name == null) {
      String foreign = FOREIGN.getOrDefault(oid, oid);
      return unsupported(
          foreign, 0, foreign, "keys of the algorithm " + foreign + " are not taken");
    }
    MalformedException.unless(
        info.getAlgorithm().getParameters() == null,
        name + " has parameters that it does not take");
    int bits = info.getPublicKeyData().getOctets().length * 8;
    PublicKey key = BouncyCastle.publicKey(info);
    return key == null
        ? unsupported(name, bits, name, "its bytes are no " + name + " key")
        : new KeyFacts(name, bits, null, null, name, null, null, key);
  }

  /** A key that is not taken. */
  static KeyFacts unsupported(String algorithm, int bits, String description, String why) {
    return new KeyFacts(algorithm, bits, null, null, description, why, null, null);
  }
}
