package org.certdrop.x509;

import java.util.Map;
import java.util.Optional;

/**
 * What Java calls a signature algorithm.
 *
 * @param text the name
 * @param weak whether the digest is MD2, MD4, MD5 or SHA-1 (RFC 6149, 6150, 6151, 6194)
 */
record SignatureName(String text, boolean weak) {
  private static final String PKCS1 = "1.2.840.113549.1.1.";
  private static final String ANSI_ECDSA = "1.2.840.10045.4.";
  private static final String NIST = "2.16.840.1.101.3.4.3.";

  private static final Map<String, SignatureName> BY_OID =
      Map.ofEntries(
          weak(PKCS1 + "2", "MD2withRSA"),
          weak(PKCS1 + "3", "MD4withRSA"),
          weak(PKCS1 + "4", "MD5withRSA"),
          weak(PKCS1 + "5", "SHA1withRSA"),
          weak("1.3.14.3.2.2", "MD4withRSA"),
          weak("1.3.14.3.2.3", "MD5withRSA"),
          weak("1.3.14.3.2.29", "SHA1withRSA"),
          weak("1.2.840.10040.4.3", "SHA1withDSA"),
          weak(ANSI_ECDSA + "1", "SHA1withECDSA"),
          strong(PKCS1 + "11", "SHA256withRSA"),
          strong(PKCS1 + "12", "SHA384withRSA"),
          strong(PKCS1 + "13", "SHA512withRSA"),
          strong(PKCS1 + "14", "SHA224withRSA"),
          strong(PKCS1 + "15", "SHA512/224withRSA"),
          strong(PKCS1 + "16", "SHA512/256withRSA"),
          strong(NIST + "13", "SHA3-224withRSA"),
          strong(NIST + "14", "SHA3-256withRSA"),
          strong(NIST + "15", "SHA3-384withRSA"),
          strong(NIST + "16", "SHA3-512withRSA"),
          strong(ANSI_ECDSA + "3.1", "SHA224withECDSA"),
          strong(ANSI_ECDSA + "3.2", "SHA256withECDSA"),
          strong(ANSI_ECDSA + "3.3", "SHA384withECDSA"),
          strong(ANSI_ECDSA + "3.4", "SHA512withECDSA"),
          strong(NIST + "9", "SHA3-224withECDSA"),
          strong(NIST + "10", "SHA3-256withECDSA"),
          strong(NIST + "11", "SHA3-384withECDSA"),
          strong(NIST + "12", "SHA3-512withECDSA"),
          strong(NIST + "1", "SHA224withDSA"),
          strong(NIST + "2", "SHA256withDSA"),
          strong("1.3.101.112", "Ed25519"),
          strong("1.3.101.113", "Ed448"),
          strong(NIST + "17", "ML-DSA-44"),
          strong(NIST + "18", "ML-DSA-65"),
          strong(NIST + "19", "ML-DSA-87"));

  /** The name of an OID; nothing if certdrop does not know it. RSASSA-PSS needs its parameters. */
  static Optional<SignatureName> of(String oid) {
    return Optional.ofNullable(BY_OID.get(oid));
  }

  /**
   * Whether NULL may stand as the parameters. RFC 5758 leaves them out for ECDSA, but some
   * libraries write NULL there, too; RFC 8410 and 9881 allow none.
   */
  boolean takesNull() {
    return text.contains("with");
  }

  private static Map.Entry<String, SignatureName> weak(String oid, String text) {
    return Map.entry(oid, new SignatureName(text, true));
  }

  private static Map.Entry<String, SignatureName> strong(String oid, String text) {
    return Map.entry(oid, new SignatureName(text, false));
  }
}
