package org.certdrop.export;

import java.util.HashSet;
import java.util.Set;
import org.certdrop.x509.Fingerprint;

/**
 * Which documents of one database certdrop made itself. Somebody else's are never taken away.
 * Immutable.
 *
 * @param all what is known of each
 */
record MadeDocuments(Set<Made> all) {
  /** None. */
  static final MadeDocuments NONE = new MadeDocuments(Set.of());

  /**
   * A document as certdrop left it.
   *
   * @param id its number
   * @param partyKey its party, in lower case
   * @param sha256 the fingerprint of its certificate
   */
  record Made(String id, String partyKey, Fingerprint sha256) {}

  MadeDocuments {
    all = Set.copyOf(all);
  }

  /**
   * Whether a document is certdrop's: it made one of this number, and nobody has given that to
   * another party or put another certificate into it since.
   */
  boolean holds(PartyDocument document) {
    return document
        .fingerprint()
        .map(sha256 -> all.contains(new Made(document.id(), document.partyKey(), sha256)))
        .orElse(false);
  }

  /** These and others. */
  MadeDocuments and(MadeDocuments others) {
    Set<Made> both = new HashSet<>(all);
    both.addAll(others.all);
    return new MadeDocuments(both);
  }
}
