package org.certdrop.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * An X.509 certificate (RFC 5280), read once and immutable. Its bytes are strict DER and follow the
 * ASN.1 of RFC 5280, or it could not have been made; whether to trust it is another question.
 *
 * <p>Two certificates are equal if their DER is equal.
 */
public final class Certificate {
  private final byte[] der;
  private final TbsCertificate tbs;
  private final byte[] signature;
  private final Fingerprint fingerprint;
  private final boolean selfIssued;

  /** Computed when first asked for; threads that race compute the same. */
  private volatile SignatureCheck selfSignature;

  Certificate(byte[] der, TbsCertificate tbs, byte[] signature) {
    this.der = der;
    this.tbs = tbs;
    this.signature = signature;
    this.fingerprint = Fingerprint.of(der);
    this.selfIssued = tbs.subject().matches(tbs.issuer());
  }

  /**
   * Reads a certificate.
   *
   * @param der the certificate, and nothing after it
   * @return the certificate, or what is wrong; never an exception
   */
  public static ParsedCertificate parse(byte[] der) {
    return CertificateReader.read(der);
  }

  /**
   * Reads the only certificate of a PEM document.
   *
   * @param content the document
   * @return the certificate, or what is wrong; no or several CERTIFICATE blocks are malformed
   */
  public static ParsedCertificate parsePem(byte[] content) {
    return CertificateReader.readPem(content);
  }

  /** The DER. */
  public byte[] der() {
    return der.clone();
  }

  /** One PEM block: LF, 64 columns, a final LF (RFC 7468 section 3, the strict grammar). */
  public String pem() {
    return Pem.encode(der);
  }

  /** The SHA-256 digest of the DER. */
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /** The key's {@link KeyIdentity}: equal for certificates of one key, however they spell it. */
  public Fingerprint publicKeyFingerprint() {
    return tbs.key().fingerprint();
  }

  /** The version as people count: 3 for v3. */
  public int version() {
    return tbs.version();
  }

  /** The serial number. */
  public BigInteger serial() {
    return tbs.serial();
  }

  /** The serial number in lower-case hexadecimal, no leading zeros: {@code 6c66}, {@code -5}. */
  public String serialHex() {
    return tbs.serial().toString(16);
  }

  /** How many octets the serial number takes in DER. */
  public int serialOctets() {
    return tbs.serial().bitLength() / 8 + 1;
  }

  /** The subject per RFC 4514, the last RDN first: {@code O=node_x,CN=*}. */
  public String subject() {
    return tbs.subject().toString();
  }

  /** The issuer per RFC 4514, the last RDN first. */
  public String issuer() {
    return tbs.issuer().toString();
  }

  /** The values of the subject's O and CN attributes, in the order of the DER. */
  public List<String> subjectNames() {
    return tbs.subject().values(DistinguishedName.ORGANIZATION, DistinguishedName.COMMON_NAME);
  }

  /** The values of the subject's CN attributes if its only O is this one; else none. */
  public List<String> commonNamesUnder(String organization) {
    return tbs.subject().values(DistinguishedName.ORGANIZATION).equals(List.of(organization))
        ? tbs.subject().values(DistinguishedName.COMMON_NAME)
        : List.of();
  }

  /** The first second of the validity. */
  public Instant notBefore() {
    return tbs.validity().notBefore();
  }

  /** The last second of the validity. */
  public Instant notAfter() {
    return tbs.validity().notAfter();
  }

  /** The subject's public key. */
  public SubjectPublicKey key() {
    return tbs.key();
  }

  /** How it is signed. */
  public SignatureAlgorithm signatureAlgorithm() {
    return tbs.signature();
  }

  /** Whether subject and issuer are the same name (RFC 5280 section 7.1). */
  public boolean selfIssued() {
    return selfIssued;
  }

  /** Whether its issuer bears the name of another certificate's subject. */
  boolean namesAsIssuer(Certificate issuer) {
    return tbs.issuer().matches(issuer.tbs.subject());
  }

  /** The result of checking the signature with the certificate's own key. */
  public SignatureCheck selfSignature() {
    SignatureCheck check = selfSignature;
    if (check == null) {
      check = signatureBy(key());
      selfSignature = check;
    }
    return check;
  }

  /** Whether the key of another certificate made its signature. */
  boolean isSignedBy(Certificate issuer) {
    return signatureBy(issuer.key()) == SignatureCheck.GOOD;
  }

  private SignatureCheck signatureBy(SubjectPublicKey signer) {
    return SignatureCheck.of(signer, signatureAlgorithm(), DerSyntax.firstElement(der), signature);
  }

  /** Whether its own key, neither weak nor unsupported, signed it and it is self-issued. */
  public boolean selfSigned() {
    return selfIssued && selfSignature() == SignatureCheck.GOOD;
  }

  /** The OIDs of the critical extensions that certdrop does not know (RFC 5280 section 4.2). */
  public List<String> unrecognizedCriticalExtensions() {
    return tbs.extensions().unrecognizedCritical();
  }

  /** False only if there is a KeyUsage extension without digitalSignature. */
  public boolean permitsDigitalSignature() {
    return tbs.extensions().permitDigitalSignature();
  }

  /** Whether BasicConstraints say that the subject is a CA. */
  public boolean isCa() {
    return tbs.extensions().isCa();
  }

  /** The subject alternative names, such as {@code DNS:example.org} and {@code IP:10.0.0.1}. */
  public List<String> subjectAltNames() {
    return tbs.extensions().subjectAltNames();
  }

  /** The OIDs of its ExtendedKeyUsage; none without that extension (RFC 5280 4.2.1.12). */
  public List<String> extendedKeyUsage() {
    return tbs.extensions().extendedKeyUsage();
  }

  /** The extensions, for path validation. */
  Extensions extensions() {
    return tbs.extensions();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Certificate certificate && Arrays.equals(certificate.der, der);
  }

  @Override
  public int hashCode() {
    return fingerprint.hashCode();
  }

  /** Its fingerprint: unlike names, nobody else can have it. */
  @Override
  public String toString() {
    return fingerprint.toString();
  }
}
