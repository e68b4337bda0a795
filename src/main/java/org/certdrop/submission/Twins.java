package org.certdrop.submission;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which lone certificate and which lone sidecar may belong together, although their names differ:
 * by what browsers and file managers add to a name, by letter case or by how an accent is written;
 * or because there is nothing else that either could belong to.
 */
public final class Twins {
  private static final Pattern SUFFIX = Pattern.compile("(?i)(\\.(pem|crt|cer|txt))?(\\.json)?$");

  /** {@code x (1)}, {@code x(1)}, {@code x - Copy}, {@code x copy 2}. */
  private static final Pattern ADDED =
      Pattern.compile("\\s*\\(\\d+\\)$|[\\s_-]+copy(\\s*\\(?\\d+\\)?)?$");

  private Twins() {}

  /**
   * Finds them.
   *
   * @param drops what lies in a folder
   * @return the other half's name by that of the one; for both
   */
  public static Map<String, String> of(Collection<Drop> drops) {
    List<String> certificates =
        lone(drops, drop -> drop.certificate().isPresent() && drop.sidecar().isEmpty());
    List<String> sidecars =
        lone(
            drops,
            drop ->
                drop.certificate().isEmpty() && drop.sidecar().isPresent() && !drop.isReceipt());
    Map<String, String> twins = new HashMap<>();
    boolean single = certificates.size() == 1 && sidecars.size() == 1;
    Map<String, String> bySense = new HashMap<>();
    certificates.forEach(name -> bySense.putIfAbsent(sense(name), name));
    for (String sidecar : sidecars) {
      String other = single ? certificates.get(0) : bySense.get(sense(sidecar));
      if (other != null) {
        twins.put(sidecar, other);
        twins.putIfAbsent(other, sidecar);
      }
    }
    return twins;
  }

  /**
   * Whether two names have the same stem to the eye, and another one to certdrop: letters with
   * accents are one character (NFC) in the one and several (NFD) in the other.
   *
   * @param name the name of a certificate file or sidecar
   * @param other the name of the other half
   */
  public static boolean areEncodedInTwoWays(String name, String other) {
    String stem = SUFFIX.matcher(name).replaceFirst("");
    String otherStem = SUFFIX.matcher(other).replaceFirst("");
    return !stem.equals(otherStem)
        && Normalizer.normalize(stem, Normalizer.Form.NFC)
            .equals(Normalizer.normalize(otherStem, Normalizer.Form.NFC));
  }

  private static List<String> lone(Collection<Drop> drops, Predicate<Drop> half) {
    return drops.stream().filter(half).map(Drop::primary).toList();
  }

  /** A name without what tells nothing. */
  private static String sense(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    String stem = SUFFIX.matcher(plain).replaceFirst("");
    return ADDED.matcher(stem).replaceFirst("").strip();
  }
}
