package org.certdrop.verdict;

import java.util.Optional;
import org.certdrop.registration.CertificateFacts;
import org.certdrop.registration.Registrant;

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
                                CertificateFacts.of(certificate),
                                assessment.bundle().map(Bundle::signedSidecar),
                                Optional.empty())));
  }
}
