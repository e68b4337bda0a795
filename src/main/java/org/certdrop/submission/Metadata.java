package org.certdrop.submission;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Finding;
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
  public static Metadata of(Optional<PartyId> party) {
    return new Metadata(party, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Address and port, where both are said. */
  public Optional<Endpoint> endpoint() {
    return ip.flatMap(address -> port.map(number -> new Endpoint(address, number)));
  }

  /** This, and what the other one adds where this says nothing. */
  public Metadata or(Metadata other) {
    return new Metadata(
        party.or(other::party), ip.or(other::ip), port.or(other::port), sha256.or(other::sha256));
  }

  /**
   * What this and another part of a submission say differently: a finding for each.
   *
   * @param name what this part is called, to begin a sentence with
   * @param otherName what the other one is called
   */
  public List<Finding> contradictions(String name, Metadata other, String otherName) {
    return Stream.of(
            contradiction(Field.PARTY_ID, party, name, other.party, otherName),
            contradiction(Field.IP, ip, name, other.ip, otherName),
            contradiction(Field.PORT, port, name, other.port, otherName))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Finding> contradiction(
      Field field, Optional<?> one, String name, Optional<?> two, String otherName) {
    return one.isPresent() && two.isPresent() && !one.equals(two)
        ? Optional.of(field.contradicts(name, one.get(), otherName, two.get()))
        : Optional.empty();
  }
}
