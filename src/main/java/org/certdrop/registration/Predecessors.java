package org.certdrop.registration;

import java.util.ArrayList;
import java.util.List;
import org.certdrop.x509.Fingerprint;

/**
 * The certificates that an entry's own follows from, the root of the chain first: each is of the
 * same key as the one before it, or of a key that the one before it vouched for (SPEC sections 9
 * and 11).
 *
 * @param certificates their fingerprints; empty where there was none before
 */
public record Predecessors(List<Fingerprint> certificates) {
  /** There was none before. */
  static final Predecessors NONE = new Predecessors(List.of());

  /** How many are kept, the root and the latest: a party that rotates without end fills no disk. */
  public static final int MAX = 16;

  public Predecessors {
    certificates = List.copyOf(certificates);
  }

  /** With one more, the latest. */
  Predecessors and(Fingerprint certificate) {
    List<Fingerprint> longer = new ArrayList<>(certificates);
    longer.add(certificate);
    if (longer.size() > MAX) {
      longer.remove(1);
    }
    return new Predecessors(longer);
  }

  /** Whether one more would push another one out. */
  boolean areFull() {
    return certificates.size() == MAX;
  }

  boolean contain(Fingerprint certificate) {
    return certificates.contains(certificate);
  }
}
