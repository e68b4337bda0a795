package org.certdrop.registry;

import java.util.ArrayList;
import java.util.List;
import org.certdrop.x509.Fingerprint;

/**
 * The certificates that an entry's own follows from, the root of the chain first: the key of each
 * vouched for the next (SPEC sections 9 and 11).
 *
 * @param certificates their fingerprints; empty where nothing was rotated
 */
record Predecessors(List<Fingerprint> certificates) {
  /** Nothing was rotated. */
  static final Predecessors NONE = new Predecessors(List.of());

  /** How many are kept, so that who rotates without end fills no disk: the root, and the latest. */
  static final int MAX = 16;

  Predecessors {
    certificates = List.copyOf(certificates);
  }

  /** With one more, whose key vouches for the next certificate. */
  Predecessors and(Fingerprint certificate) {
    List<Fingerprint> longer = new ArrayList<>(certificates);
    longer.add(certificate);
    if (longer.size() > MAX) {
      longer.remove(1);
    }
    return new Predecessors(longer);
  }

  boolean contain(Fingerprint certificate) {
    return certificates.contains(certificate);
  }
}
