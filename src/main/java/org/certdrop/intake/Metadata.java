package org.certdrop.intake;

import java.util.Optional;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/**
 * What a sidecar or an instructions text says of a party, as far as it is sound.
 *
 * @param party whose certificate it is
 * @param ip where the party listens: address
 * @param port where the party listens: TCP port
 * @param sha256 the certificate's fingerprint
 */
public record Metadata(
    Optional<PartyId> party,
    Optional<IpAddress> ip,
    Optional<Integer> port,
    Optional<Fingerprint> sha256) {

  /** Says nothing. */
  public static final Metadata NONE =
      new Metadata(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Says whose certificate it is, and nothing else. */
  static Metadata of(Optional<PartyId> party) {
    return new Metadata(party, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Address and port, where both are said. */
  public Optional<Endpoint> endpoint() {
    return ip.flatMap(address -> port.map(number -> new Endpoint(address, number)));
  }

  /** This, and what the other one adds where this says nothing. */
  Metadata or(Metadata other) {
    return new Metadata(
        party.or(other::party), ip.or(other::ip), port.or(other::port), sha256.or(other::sha256));
  }
}
