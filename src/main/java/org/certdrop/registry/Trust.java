package org.certdrop.registry;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far an entry is trusted, and how far its party trusts us.
 *
 * @param verified whether a person compared the certificate
 * @param endpoint whether the endpoint is signed
 * @param sidecarSeq the number of the signed sidecar that it came by
 * @param holdsOurs which certificate of ours the party says to hold
 */
record Trust(
    Verified verified,
    EndpointTrust endpoint,
    OptionalLong sidecarSeq,
    Optional<HoldsOurs> holdsOurs) {
  /** Of an entry that came by an unsigned drop. */
  static final Trust NONE =
      new Trust(Verified.NO, EndpointTrust.CLAIMED, OptionalLong.empty(), Optional.empty());

  Trust {
    Objects.requireNonNull(verified);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(sidecarSeq);
    Objects.requireNonNull(holdsOurs);
  }
}
