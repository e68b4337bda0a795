package org.certdrop.registration;

import java.util.Objects;
import java.util.Optional;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/**
 * What the operator says of a certificate.
 *
 * @param party whose certificate it is, in any letter case
 * @param certificate which certificate, active or waiting
 * @param verified how the operator made sure
 * @param replace whether the operator also removes the entries that stand in the way: the active
 *     researcher, and a party with another spelling of the id, or with the same key under another
 *     id
 * @param address the waiting address that the operator asked for, too; empty if the word is for the
 *     certificate alone, so that a registered party stays where it is
 */
public record ConfirmationRequest(
    PartyId party,
    Fingerprint certificate,
    Verified verified,
    boolean replace,
    Optional<Endpoint> address) {
  /** Nothing may be null. */
  public ConfirmationRequest {
    Objects.requireNonNull(party);
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(verified);
    Objects.requireNonNull(address);
  }

  /** Which of the party's waiting entries becomes active by it, as it would be then. */
  Optional<Entry> waiting(Party known) {
    Optional<Entry> waiting = known.pending(certificate);
    if (address.isPresent()) {
      return waiting.filter(entry -> entry.isAt(address));
    }
    boolean registered =
        known.active().filter(entry -> entry.sha256().equals(certificate)).isPresent();
    return waiting.filter(entry -> !registered).map(entry -> unmoved(entry, known));
  }

  /** A claim that a registered key has moved takes a word of its own. */
  private static Entry unmoved(Entry entry, Party known) {
    return entry.endpointTrust() == EndpointTrust.AUTHENTICATED
        ? entry
        : known
            .active()
            .filter(active -> active.stored().hasKeyOf(entry.stored()))
            .map(entry::where)
            .orElse(entry);
  }
}
