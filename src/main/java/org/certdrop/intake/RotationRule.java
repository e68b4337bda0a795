package org.certdrop.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.Optional;
import org.certdrop.registry.Entry;
import org.certdrop.registry.Registrant;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;

/** A new key may take the place of the registered one that signed for it (SPEC section 9). */
final class RotationRule {
  private RotationRule() {}

  /**
   * Notes who vouches for a registrant's new key.
   *
   * @param registrant who is to be registered
   * @param bundle the signed sidecar that it came with
   * @param active the party's active entry
   * @param at when it must be valid in order to vouch
   * @return the registrant; vouched for, if the registered key signed the rotation, too. A
   *     signature that does not verify counts as absent
   */
  static Registrant apply(Registrant registrant, Bundle bundle, Entry active, Instant at) {
    Optional<Certificate> voucher =
        Certificate.parsePem(active.certificate().pem().getBytes(US_ASCII))
            .sound()
            .filter(certificate -> !at.isAfter(certificate.notAfter()))
            .filter(bundle::isVouchedForBy);
    return voucher
        .map(Certificate::fingerprint)
        .map(sha256 -> vouchedFor(registrant, sha256))
        .orElse(registrant);
  }

  private static Registrant vouchedFor(Registrant registrant, Fingerprint voucher) {
    return new Registrant(
        registrant.party(),
        registrant.endpoint(),
        registrant.certificate(),
        registrant.sidecar(),
        Optional.of(voucher));
  }
}
