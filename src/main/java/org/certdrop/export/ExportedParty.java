package org.certdrop.export;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;
import org.certdrop.registry.Entry;
import org.certdrop.registry.RegistryView;
import org.certdrop.registry.Verified;
import org.certdrop.x509.Fingerprint;

/**
 * A party as other programs learn of it.
 *
 * @param id its id
 * @param endpoint where it listens, if it said so
 * @param pem its certificate: one block, LF, 64 columns
 * @param sha256 the certificate's fingerprint
 * @param notAfter the end of the certificate's validity
 */
public record ExportedParty(
    PartyId id, Optional<Endpoint> endpoint, String pem, Fingerprint sha256, Instant notAfter) {
  /** None may be null. */
  public ExportedParty {
    Objects.requireNonNull(id);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(pem);
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(notAfter);
  }

  /**
   * The parties of a registry that are exported. An expired certificate does not take its party
   * out: whoever relies on it sees that itself, and a clock that is wrong must not empty a
   * database.
   *
   * @param registry the registry
   * @param own this party, which is never among them; empty if it is not known
   * @param requirement what else they must have
   * @return the active ones that have it, in the order in which they were registered
   */
  public static List<ExportedParty> of(
      RegistryView registry, Optional<PartyId> own, ExportRequirement requirement) {
    return registry.active().stream()
        .filter(entry -> own.map(id -> !id.key().equals(entry.party().key())).orElse(true))
        .filter(entry -> requirement == ExportRequirement.NONE || isVerified(entry))
        .map(ExportedParty::of)
        .toList();
  }

  private static boolean isVerified(Entry entry) {
    return entry.verified().method() != Verified.Method.NONE;
  }

  private static ExportedParty of(Entry entry) {
    return new ExportedParty(
        entry.party(),
        entry.endpoint(),
        entry.certificate().pem(),
        entry.sha256(),
        entry.notAfter());
  }
}
