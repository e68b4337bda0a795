package org.certdrop.trust;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.x509.Fingerprint;

/**
 * Who and what must not be trusted here, {@code etc/distrusted.txt}. It wins over everything else.
 */
public final class Distrusted {
  /** Nobody and nothing. */
  public static final Distrusted NONE = new Distrusted(Set.of(), Set.of(), Map.of());

  private final Set<String> ids;
  private final Set<Fingerprint> certificates;
  private final Map<Fingerprint, Fingerprint> certificateByKey;

  private Distrusted(
      Set<String> ids,
      Set<Fingerprint> certificates,
      Map<Fingerprint, Fingerprint> certificateByKey) {
    this.ids = Set.copyOf(ids);
    this.certificates = Set.copyOf(certificates);
    this.certificateByKey = Map.copyOf(certificateByKey);
  }

  /**
   * Reads the list: a party id or a certificate's SHA-256 fingerprint a line; what follows a # is a
   * comment.
   *
   * @param content the whole file
   * @return the list, or the first line that is neither
   */
  public static Parsed<Distrusted> parse(byte[] content) {
    Set<String> ids = new HashSet<>();
    Set<Fingerprint> certificates = new HashSet<>();
    int number = 0;
    for (String line : lines(content)) {
      number++;
      String entry = line.substring(0, (line + "#").indexOf('#')).strip();
      Optional<Fingerprint> certificate = Fingerprint.parse(entry);
      if (certificate.isPresent()) {
        certificates.add(certificate.get());
      } else if (PartyId.isForm(entry)) {
        ids.add(new PartyId(entry).key());
      } else if (!entry.isEmpty()) {
        return neither(number, entry);
      }
    }
    return Parsed.good(new Distrusted(ids, certificates, Map.of()));
  }

  /** Comments may be in any encoding; ids and fingerprints are ASCII. */
  private static String[] lines(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    return (text.startsWith("\ufeff") ? text.substring(1) : text).split("\r\n|\r|\n");
  }

  private static Parsed<Distrusted> neither(int number, String entry) {
    return Parsed.bad(
        "Line "
            + number
            + " is "
            + Printable.quoted(entry)
            + ", neither a party id nor a SHA-256 fingerprint of 32 octets.",
        "Write one a line, such as node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11 or AB:CD:...; put # in"
            + " front of a comment.");
  }

  /** The fingerprints on the list. */
  public Set<Fingerprint> certificates() {
    return certificates;
  }

  /**
   * The same with the keys of the certificates on it: distrusting a certificate distrusts its key.
   *
   * @param keys certificate to public key, of those certificates whose key is known
   */
  public Distrusted withKeys(Map<Fingerprint, Fingerprint> keys) {
    if (keys.isEmpty()) {
      return this;
    }
    Map<Fingerprint, Fingerprint> byKey = new HashMap<>(certificateByKey);
    keys.forEach(
        (certificate, key) -> {
          if (certificates.contains(certificate)) {
            byKey.put(key, certificate);
          }
        });
    return new Distrusted(ids, certificates, byKey);
  }

  /** The same without this party's own id and certificate: nobody distrusts himself. */
  public Distrusted sparing(PartyId own, Fingerprint certificate) {
    Set<String> otherIds = new HashSet<>(ids);
    Set<Fingerprint> others = new HashSet<>(certificates);
    boolean isNamed = otherIds.remove(own.key());
    boolean isListed = others.remove(certificate);
    return isNamed || isListed ? new Distrusted(otherIds, others, certificateByKey) : this;
  }

  /** Whether a party is on the list; its id may be in any letter case. */
  public boolean names(PartyId party) {
    return ids.contains(party.key());
  }

  /** Whether a certificate is on the list. */
  public boolean lists(Fingerprint certificate) {
    return certificates.contains(certificate);
  }

  /** The certificate on the list that has this public key, if one is known to have. */
  public Optional<Fingerprint> certificateOfKey(Fingerprint publicKey) {
    return Optional.ofNullable(certificateByKey.get(publicKey));
  }

  /** Whether an entry of the registry must not be there. */
  public boolean covers(Entry entry) {
    return names(entry.party())
        || (!certificates.isEmpty() && lists(entry.sha256()))
        || (!certificateByKey.isEmpty() && certificateOfKey(entry.publicKey()).isPresent());
  }

  /**
   * What an operator can do about a party whose entry is on the list; nothing if it is not. It
   * never offers the listed key: who stole it would follow such a hint gladly.
   *
   * @param entry what is registered, or was
   */
  public Optional<String> comeback(Entry entry) {
    if (names(entry.party())) {
      return Optional.of(
          "It is in etc/distrusted.txt: nothing of it comes in until that line is taken out.");
    }
    return covers(entry)
        ? Optional.of(
            "Its former key is in etc/distrusted.txt, and neither comes back nor vouches for another"
                + " one. Call the site at a phone number that you already had. When its new files were"
                + " refused key-change, type what the person there reads out: ./certdrop confirm "
                + entry.party()
                + " NUMBER --replace")
        : Optional.empty();
  }

  /** Whether nobody and nothing is distrusted. */
  public boolean isEmpty() {
    return ids.isEmpty() && certificates.isEmpty();
  }

  /** How many lines it has that say something different. */
  public int size() {
    return ids.size() + certificates.size();
  }
}
