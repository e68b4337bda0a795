package org.certdrop.registration;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * How far an entry is trusted, and how far its party trusts us.
 *
 * @param verified whether a person compared the certificate
 * @param endpoint whether the endpoint is signed
 * @param sidecar the latest signed sidecar of the party's key, or of the chain of its keys
 * @param holdsOurs which certificate of ours the party says to hold
 * @param predecessors the certificates that the entry's own follows from
 * @param givenUp what a person's word put aside for the entry
 */
public record Trust(
    Verified verified,
    EndpointTrust endpoint,
    Optional<SignedSidecar> sidecar,
    Optional<HoldsOurs> holdsOurs,
    Predecessors predecessors,
    Superseded givenUp) {
  /** Of an entry that came by an unsigned drop. */
  public static final Trust NONE =
      new Trust(
          Verified.NO,
          EndpointTrust.CLAIMED,
          Optional.empty(),
          Optional.empty(),
          Predecessors.NONE,
          Superseded.NOTHING);

  public Trust {
    Objects.requireNonNull(verified);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(sidecar);
    Objects.requireNonNull(holdsOurs);
    Objects.requireNonNull(predecessors);
    Objects.requireNonNull(givenUp);
  }

  /** The trust in a registrant that is new here. */
  static Trust of(Registrant registrant) {
    boolean signed = registrant.sidecar().isPresent() && registrant.endpoint().isPresent();
    return new Trust(
        Verified.NO,
        signed ? EndpointTrust.AUTHENTICATED : EndpointTrust.CLAIMED,
        registrant.sidecar(),
        Optional.empty(),
        Predecessors.NONE,
        Superseded.NOTHING);
  }

  Trust withVerified(Verified other) {
    return new Trust(other, endpoint, sidecar, holdsOurs, predecessors, givenUp);
  }

  Trust withEndpoint(EndpointTrust other) {
    return new Trust(verified, other, sidecar, holdsOurs, predecessors, givenUp);
  }

  Trust withSidecar(Optional<SignedSidecar> other) {
    return new Trust(verified, endpoint, other, holdsOurs, predecessors, givenUp);
  }

  Trust withHoldsOurs(Optional<HoldsOurs> other) {
    return new Trust(verified, endpoint, sidecar, other, predecessors, givenUp);
  }

  public Trust withGivenUp(Superseded other) {
    return new Trust(verified, endpoint, sidecar, holdsOurs, predecessors, other);
  }

  /** The highest number that the party is known to have signed; empty if it signed none. */
  OptionalLong lastNumber() {
    return LongStream.concat(givenUp.seq().stream(), sidecar.stream().mapToLong(SignedSidecar::seq))
        .max();
  }
}
