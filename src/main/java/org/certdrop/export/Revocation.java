package org.certdrop.export;

import java.util.Optional;
import java.util.function.Predicate;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.trust.Distrusted;
import org.certdrop.trust.Membership;
import org.certdrop.x509.Certificate;

/**
 * Whose certificates the operator has taken back: in a star they must open no door, even where
 * somebody else put them into the database.
 */
@FunctionalInterface
public interface Revocation {
  /** Nobody's. */
  Revocation NONE = (party, certificate) -> false;

  /**
   * Whether a document must go.
   *
   * @param party whom it names, where that is a party
   * @param certificate what it holds, where that can be read
   */
  boolean covers(Optional<PartyId> party, Optional<Certificate> certificate);

  /**
   * What an operator's lists and removals take back: distrusted parties, certificates and keys, and
   * parties that were removed, with the key that they had.
   */
  static Revocation of(Membership membership, RegistryView registry) {
    Distrusted distrusted = membership.distrusted();
    return (party, certificate) ->
        party.filter(distrusted::names).isPresent()
            || certificate.filter(held -> isDistrusted(held, distrusted)).isPresent()
            || party.flatMap(registry::removed).filter(hasKeyOf(certificate)).isPresent();
  }

  private static boolean isDistrusted(Certificate certificate, Distrusted distrusted) {
    return distrusted.lists(certificate.fingerprint())
        || distrusted.certificateOfKey(certificate.publicKeyFingerprint()).isPresent();
  }

  private static Predicate<Entry> hasKeyOf(Optional<Certificate> certificate) {
    return removed ->
        certificate
            .map(Certificate::publicKeyFingerprint)
            .filter(removed.publicKey()::equals)
            .isPresent();
  }
}
