package org.certdrop.x509;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * Validates one path of certificates by the JDK (RFC 5280 section 6.1, without revocation).
 *
 * <p>The JDK, like RFC 5280, takes from a trust anchor its name and key and nothing else. So a
 * self-signed certificate at the top stands in the path once more below an anchor of its own name
 * and key: then its validity, CA flag, KeyUsage, path length and name constraints are validated
 * like those of any other. One that is not self-signed cannot stand there, for its own issuer is
 * missing: as an anchor it is checked here, and refused if it constrains names.
 */
final class CertificationPath {
  private CertificationPath() {}

  /** Whether a certificate may issue any other (RFC 5280 section 6.1.4). */
  static boolean mayIssue(Certificate certificate) {
    return certificate.version() == 3
        && certificate.isCa()
        && certificate.extensions().permitCertificateSigning()
        && certificate.unrecognizedCriticalExtensions().isEmpty()
        && certificate.key().publicKey().isPresent();
  }

  /**
   * Validates a path.
   *
   * @param path from the party's certificate up, two or more
   * @param at when
   * @throws GeneralSecurityException if it does not validate
   */
  static void validate(List<Certificate> path, Instant at) throws GeneralSecurityException {
    List<X509Certificate> certificates = new ArrayList<>(path.size());
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    for (Certificate certificate : path) {
      ByteArrayInputStream der = new ByteArrayInputStream(certificate.der());
      certificates.add((X509Certificate) factory.generateCertificate(der));
    }
    X509Certificate top = certificates.get(path.size() - 1);
    TrustAnchor anchor;
    if (path.get(path.size() - 1).selfSigned()) {
      anchor = new TrustAnchor(top.getSubjectX500Principal(), top.getPublicKey(), null);
    } else {
      checkAnchor(path, at);
      anchor = new TrustAnchor(top, null);
      certificates.remove(top);
    }
    PKIXParameters parameters = new PKIXParameters(Set.of(anchor));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(at));
    CertPathValidator.getInstance("PKIX")
        .validate(factory.generateCertPath(certificates), parameters);
  }

  private static void checkAnchor(List<Certificate> path, Instant at)
      throws CertPathValidatorException {
    Certificate anchor = path.get(path.size() - 1);
    long below = path.stream().skip(1).filter(issuer -> !issuer.selfIssued()).count() - 1;
    boolean holds =
        !anchor.selfIssued()
            && !at.isBefore(anchor.notBefore())
            && !at.isAfter(anchor.notAfter())
            && below <= anchor.extensions().pathLength()
            && !anchor.extensions().constrainNames();
    if (!holds) {
      throw new CertPathValidatorException("the highest certificate cannot be an anchor");
    }
  }
}
