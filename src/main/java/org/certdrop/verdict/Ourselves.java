package org.certdrop.verdict;

import java.util.Optional;
import java.util.Set;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/**
 * What intake must know of this party, so that it never registers itself or an impostor.
 *
 * @param party the own id
 * @param certificate the own certificate's fingerprint
 * @param publicKey the own public key's
 * @param endpoint where we listen; empty if we do not say
 * @param former the fingerprints of the own certificates before
 */
public record Ourselves(
    PartyId party,
    Fingerprint certificate,
    Fingerprint publicKey,
    Optional<Endpoint> endpoint,
    Set<Fingerprint> former) {
  /** Keeps a copy of the set. */
  public Ourselves {
    former = Set.copyOf(former);
  }

  /** Whether a certificate is, or was, our own. */
  boolean everHeld(Fingerprint sha256) {
    return certificate.equals(sha256) || former.contains(sha256);
  }
}
