package org.certdrop.verdict;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certdrop.registration.Entry;
import org.certdrop.registration.Registrant;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;

/**
 * A new key may take the place of the registered one that signed for it, or of one that waits to
 * take that place (SPEC section 9).
 */
final class RotationRule {
  private RotationRule() {}

  /**
   * Notes who vouches for a registrant's new key.
   *
   * @param registrant who is to be registered
   * @param bundle the signed sidecar that it came with
   * @param known the party's active entry, and those that wait
   * @param at when one must be valid in order to vouch
   * @return the registrant; vouched for, if a known key signed the rotation, too. A signature that
   *     does not verify counts as absent
   */
  static Registrant apply(Registrant registrant, Bundle bundle, List<Entry> known, Instant at) {
    return known.stream()
        .filter(entry -> !at.isAfter(entry.notAfter()))
        .flatMap(entry -> certificate(entry).stream())
        .filter(bundle::isVouchedForBy)
        .findFirst()
        .map(voucher -> vouchedFor(registrant, voucher.fingerprint()))
        .orElse(registrant);
  }

  private static Optional<Certificate> certificate(Entry entry) {
    return Certificate.parsePem(entry.certificate().pem().getBytes(US_ASCII)).sound();
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
