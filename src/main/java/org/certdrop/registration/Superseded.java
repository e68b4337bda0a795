package org.certdrop.registration;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.certdrop.x509.Fingerprint;

/**
 * The certificates and the sidecar number that stopped counting when an operator confirmed another
 * certificate: older signed statements do not get past them.
 *
 * @param certificates the fingerprints of the certificates that had counted until then, which no
 *     signature brings back, but only a person's word
 * @param seq the highest number that the party had signed until then; empty if it had signed none
 */
public record Superseded(List<Fingerprint> certificates, OptionalLong seq) {
  /** Nothing was put aside. */
  public static final Superseded NOTHING = new Superseded(List.of(), OptionalLong.empty());

  /** How many are kept, the latest; each word of a person adds seventeen at most. */
  public static final int MAX = 64;

  public Superseded {
    certificates = List.copyOf(certificates);
  }

  /** Where a person's word has just put an entry aside, with all that it followed from. */
  public static Superseded with(Entry entry) {
    Set<Fingerprint> all = new LinkedHashSet<>(entry.givenUp().certificates());
    all.addAll(entry.rotatedFrom());
    all.add(entry.sha256());
    List<Fingerprint> latest = List.copyOf(all);
    return new Superseded(
        latest.subList(Math.max(0, latest.size() - MAX), latest.size()),
        entry.trust().lastNumber());
  }

  /** Without a certificate that counts again. */
  Superseded without(Fingerprint certificate) {
    return new Superseded(
        certificates.stream().filter(one -> !one.equals(certificate)).toList(), seq);
  }

  public boolean contain(Fingerprint certificate) {
    return certificates.contains(certificate);
  }

  boolean isNothing() {
    return certificates.isEmpty() && seq.isEmpty();
  }
}
