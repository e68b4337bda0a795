package org.certdrop.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.certdrop.x509.Certificate;

/**
 * The links by which OpenSSL finds the players' certificates, as {@code c_rehash} makes them: for
 * each file, in the order of names, one by the new and one by the old hash of its subject, {@code
 * HASH.N} with the lowest N that is free; none twice for one certificate.
 */
final class HashLinks {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{8}\\.[0-9]{1,9}");

  private final Predicate<String> taken;
  private final Map<String, String> links = new TreeMap<>();
  private final Map<String, Certificate> certificates = new HashMap<>();

  private HashLinks(Predicate<String> taken) {
    this.taken = taken;
  }

  /** Whether a name is that of such a link. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * The links of some players.
   *
   * @param players players 0, 1, 2, ...
   * @param foreign names of links that are somebody else's: their numbers are passed over
   * @return name of the link to the name of the file it leads to
   */
  static Map<String, String> of(List<Player> players, Set<String> foreign) {
    HashLinks hashLinks = new HashLinks(foreign::contains);
    Map<String, Player> files = new TreeMap<>();
    for (int i = 0; i < players.size(); i++) {
      files.put(PlayerFile.certificate(i), players.get(i));
    }
    files.forEach(
        (file, player) -> {
          hashLinks.add(player.hash().current(), file, player.certificate());
          hashLinks.add(player.hash().old(), file, player.certificate());
        });
    return hashLinks.links;
  }

  private void add(String hash, String file, Certificate certificate) {
    for (int number = 0; ; number++) {
      String name = hash + "." + number;
      if (certificate.equals(certificates.get(name))) {
        return;
      }
      if (!links.containsKey(name) && !taken.test(name)) {
        links.put(name, file);
        certificates.put(name, certificate);
        return;
      }
    }
  }
}
