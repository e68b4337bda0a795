package org.certdrop.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/**
 * An X.509 certificate (RFC 5280), read once and immutable. That there is one says that its bytes
 * are strict DER and keep RFC 5280's ASN.1, nothing about whether it should be trusted.
 */
public final class Certificate {
  private Certificate() {}

  /**
   * Reads a certificate.
   *
   * @param der the certificate, and nothing after it
   * @return the certificate, or what is wrong; never an exception
   */
  public static ParsedCertificate parse(byte[] der) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads the only certificate of a PEM document.
   *
   * @param content the document
   * @return the certificate, or what is wrong; no or several CERTIFICATE blocks are malformed
   */
  public static ParsedCertificate parsePem(byte[] content) {
    throw new UnsupportedOperationException();
  }

  /** The DER. */
  public byte[] der() {
    throw new UnsupportedOperationException();
  }

  /** One PEM block: LF, 64 columns, a final LF (RFC 7468 section 3, the strict grammar). */
  public String pem() {
    throw new UnsupportedOperationException();
  }

  /** The SHA-256 digest of the DER. */
  public Fingerprint fingerprint() {
    throw new UnsupportedOperationException();
  }

  /** The SHA-256 digest of the SubjectPublicKeyInfo's DER: equal for certificates of one key. */
  public Fingerprint publicKeyFingerprint() {
    throw new UnsupportedOperationException();
  }

  /** The version as people count: 3 for v3. Zero if the number is too large to be one. */
  public int version() {
    throw new UnsupportedOperationException();
  }

  /** The serial number. */
  public BigInteger serial() {
    throw new UnsupportedOperationException();
  }

  /**
   * The serial number in lower-case hexadecimal without leading zeros: {@code 6c66}, {@code -5}.
   */
  public String serialHex() {
    throw new UnsupportedOperationException();
  }

  /** How many octets the serial number takes in DER. */
  public int serialOctets() {
    throw new UnsupportedOperationException();
  }

  /** The subject per RFC 4514, the last RDN first: {@code O=node_x,CN=*}. */
  public String subject() {
    throw new UnsupportedOperationException();
  }

  /** The issuer per RFC 4514, the last RDN first. */
  public String issuer() {
    throw new UnsupportedOperationException();
  }

  /** The values of the subject's O and CN attributes, in the order of the DER. */
  public List<String> subjectNames() {
    throw new UnsupportedOperationException();
  }

  /** The first second of the validity. */
  public Instant notBefore() {
    throw new UnsupportedOperationException();
  }

  /** The last second of the validity. */
  public Instant notAfter() {
    throw new UnsupportedOperationException();
  }

  /** The subject's public key. */
  public SubjectPublicKey key() {
    throw new UnsupportedOperationException();
  }

  /** How it is signed. */
  public SignatureAlgorithm signatureAlgorithm() {
    throw new UnsupportedOperationException();
  }

  /** Whether subject and issuer are the same name (RFC 5280 section 7.1). */
  public boolean selfIssued() {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether it is self-issued and its signature verifies with its own key. Never true of a key that
   * is weak or unsupported: such a key is not used.
   */
  public boolean selfSigned() {
    throw new UnsupportedOperationException();
  }

  /** The OIDs of the critical extensions that certdrop does not know (RFC 5280 section 4.2). */
  public List<String> unrecognizedCriticalExtensions() {
    throw new UnsupportedOperationException();
  }

  /** False only if there is a KeyUsage extension without digitalSignature. */
  public boolean permitsDigitalSignature() {
    throw new UnsupportedOperationException();
  }

  /** Whether BasicConstraints say that the subject is a CA. */
  public boolean isCa() {
    throw new UnsupportedOperationException();
  }

  /** The subject alternative names, such as {@code DNS:example.org} and {@code IP:10.0.0.1}. */
  public List<String> subjectAltNames() {
    throw new UnsupportedOperationException();
  }
}
