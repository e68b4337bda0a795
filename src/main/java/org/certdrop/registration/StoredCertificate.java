package org.certdrop.registration;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.Pem;

/** {@link CertificateFacts} in little memory: a registry holds 100,000 of them. */
final class StoredCertificate {
  private final byte[] der;
  private final byte[] sha256;
  private final byte[] publicKey;
  private final String subject;
  private final String issuer;
  private final String serial;
  private final long notBefore;
  private final long notAfter;
  private final String key;
  private final String signatureAlgorithm;

  StoredCertificate(CertificateFacts facts) {
    der = Pem.decode(facts.pem());
    sha256 = facts.sha256().bytes();
    publicKey = facts.publicKey().bytes();
    subject = facts.subject();
    issuer = facts.issuer().equals(subject) ? subject : facts.issuer();
    serial = facts.serial();
    notBefore = facts.notBefore().getEpochSecond();
    notAfter = facts.notAfter().getEpochSecond();
    // A handful of values, shared by all entries.
    key = facts.key().intern();
    signatureAlgorithm = facts.signatureAlgorithm().intern();
  }

  /** What was stored before. */
  StoredCertificate(
      byte[] der,
      byte[] sha256,
      byte[] publicKey,
      String subject,
      String issuer,
      String serial,
      long notBefore,
      long notAfter,
      String key,
      String signatureAlgorithm) {
    this.der = der;
    this.sha256 = sha256;
    this.publicKey = publicKey;
    this.subject = subject;
    this.issuer = issuer.equals(subject) ? subject : issuer;
    this.serial = serial;
    this.notBefore = notBefore;
    this.notAfter = notAfter;
    this.key = key.intern();
    this.signatureAlgorithm = signatureAlgorithm.intern();
  }

  CertificateFacts facts() {
    return new CertificateFacts(
        pem(),
        sha256(),
        publicKey(),
        subject,
        issuer,
        serial,
        notBefore(),
        notAfter(),
        key,
        signatureAlgorithm);
  }

  byte[] der() {
    return der;
  }

  String pem() {
    return Pem.encode(der);
  }

  Fingerprint sha256() {
    return new Fingerprint(HexFormat.of().formatHex(sha256));
  }

  Fingerprint publicKey() {
    return new Fingerprint(HexFormat.of().formatHex(publicKey));
  }

  String subject() {
    return subject;
  }

  String issuer() {
    return issuer;
  }

  String serial() {
    return serial;
  }

  String key() {
    return key;
  }

  String signatureAlgorithm() {
    return signatureAlgorithm;
  }

  Instant notBefore() {
    return Instant.ofEpochSecond(notBefore);
  }

  Instant notAfter() {
    return Instant.ofEpochSecond(notAfter);
  }

  /** Whether it is the same certificate, byte for byte. */
  boolean isSameAs(StoredCertificate other) {
    return Arrays.equals(der, other.der);
  }

  /** Whether it is of the same key. */
  boolean hasKeyOf(StoredCertificate other) {
    return Arrays.equals(publicKey, other.publicKey);
  }

  /** The first 64 bits of the public key's digest: what an index looks it up by. */
  long keyHash() {
    return ByteBuffer.wrap(publicKey).getLong();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredCertificate that
        && isSameAs(that)
        && hasKeyOf(that)
        && subject.equals(that.subject)
        && issuer.equals(that.issuer)
        && serial.equals(that.serial)
        && notBefore == that.notBefore
        && notAfter == that.notAfter
        && key.equals(that.key)
        && signatureAlgorithm.equals(that.signatureAlgorithm);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(der);
  }
}
