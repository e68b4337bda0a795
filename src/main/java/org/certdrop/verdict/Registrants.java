package org.certdrop.verdict;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;
import org.certdrop.registration.CertificateFacts;
import org.certdrop.registration.Entry;
import org.certdrop.registration.Registrant;
import org.certdrop.registration.RegistryView;
import org.certdrop.registry.Registry;

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

  /**
   * The same, with the one that vouches for a new key: that can only be told with the certificates
   * at hand that are known already.
   *
   * @param at when a voucher must be valid
   * @throws IOException if the registry cannot be read now
   */
  static Optional<Registrant> of(Assessment assessment, Registry registry, Instant at)
      throws IOException {
    Optional<Registrant> known = of(assessment);
    Optional<Bundle> rotation =
        assessment.bundle().filter(bundle -> bundle.declaration().isRotation());
    if (known.isEmpty() || rotation.isEmpty()) {
      return known;
    }
    RegistryView view = registry.refresh();
    PartyId party = known.get().party();
    List<Entry> vouchers =
        Stream.concat(view.find(party).stream(), view.pending(party).stream()).toList();
    return Optional.of(RotationRule.apply(known.get(), rotation.get(), vouchers, at));
  }
}
