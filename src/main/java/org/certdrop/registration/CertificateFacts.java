package org.certdrop.registration;

import java.time.Instant;
import java.util.Objects;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.Pem;

/**
 * What the registry keeps of a certificate. It takes these facts as given; the code that parsed the
 * certificate vouches for them.
 *
 * @param pem the certificate, re-encoded: one block, LF, 64 columns
 * @param sha256 the SHA-256 of its DER
 * @param publicKey the identity of its key: the same for two certificates of one key, however they
 *     spell it
 * @param subject the subject (RFC 4514)
 * @param issuer the issuer (RFC 4514)
 * @param serial the serial number in lower-case hexadecimal
 * @param notBefore start of its validity, in whole seconds
 * @param notAfter end of its validity, in whole seconds
 * @param key kind and size of the key, such as {@code RSA 2048}
 * @param signatureAlgorithm such as {@code SHA256withRSA}
 */
public record CertificateFacts(
    String pem,
    Fingerprint sha256,
    Fingerprint publicKey,
    String subject,
    String issuer,
    String serial,
    Instant notBefore,
    Instant notAfter,
    String key,
    String signatureAlgorithm) {

  /**
   * Checks that the text is one PEM block and that the fingerprint is its own.
   *
   * @throws IllegalArgumentException if not
   */
  public CertificateFacts {
    Objects.requireNonNull(publicKey);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(issuer);
    Objects.requireNonNull(serial);
    Objects.requireNonNull(notBefore);
    Objects.requireNonNull(notAfter);
    Objects.requireNonNull(key);
    Objects.requireNonNull(signatureAlgorithm);
    if (!Fingerprint.of(Pem.decode(pem)).equals(sha256)) {
      throw new IllegalArgumentException("sha256 is not the fingerprint of the certificate");
    }
  }

  /** What is kept of a certificate. */
  public static CertificateFacts of(Certificate certificate) {
    return new CertificateFacts(
        certificate.pem(),
        certificate.fingerprint(),
        certificate.publicKeyFingerprint(),
        certificate.subject(),
        certificate.issuer(),
        certificate.serialHex(),
        certificate.notBefore(),
        certificate.notAfter(),
        certificate.key().description(),
        certificate.signatureAlgorithm().name());
  }
}
