package org.certdrop.verdict;

import java.util.Optional;
import org.certdrop.registration.CertificateFacts;
import org.certdrop.registration.Registrant;
import org.certdrop.x509.Certificate;

/** What an assessed submission offers to the registry. */
final class Registrants {
  private Registrants() {}

  /** Empty where the submission does not say who it is, or holds no sound certificate. */
  static Optional<Registrant> of(Assessment assessment) {
    return assessment
        .metadata()
        .party()
        .flatMap(
            party ->
                assessment
                    .certificate()
                    .map(
                        certificate ->
                            new Registrant(
                                party,
                                assessment.metadata().endpoint(),
                                facts(certificate),
                                assessment.bundle().map(Bundle::signedSidecar),
                                Optional.empty())));
  }

  private static CertificateFacts facts(Certificate certificate) {
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
