package org.certdrop.submission;

import java.util.Optional;
import java.util.OptionalLong;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/**
 * What a sidecar says before anybody has checked it, so that it is known what else belongs to it
 * and in which order the bundles of one party follow each other.
 *
 * @param party whose bundle it says to be
 * @param certificate the certificate that it says to accompany
 * @param seq its number
 * @param rotation whether a second signature belongs to it
 * @param supersedes the certificate whose place it says to take
 */
public record Announcement(
    Optional<PartyId> party,
    Optional<Fingerprint> certificate,
    OptionalLong seq,
    boolean rotation,
    Optional<Fingerprint> supersedes) {

  /**
   * What a sidecar announces.
   *
   * @param sidecar its bytes
   * @return the announcement; nothing if it does not say that it is signed
   */
  public static Optional<Announcement> of(byte[] sidecar) {
    Sidecar read = Sidecar.read(sidecar);
    return read.declaration()
        .map(
            said ->
                new Announcement(
                    read.metadata().party(),
                    read.metadata().sha256(),
                    said.seq(),
                    said.isRotation(),
                    said.supersedes()));
  }
}
