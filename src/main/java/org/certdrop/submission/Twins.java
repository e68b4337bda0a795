package org.certdrop.submission;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;
import org.certdrop.rules.CertificateFile;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;

/**
 * Which lone certificate and which lone sidecar may belong together, although their names differ:
 * by the fingerprint or the party's id in both of them; by what browsers and file managers add to a
 * name, by letter case or by how an accent is written; or because there is nothing else that either
 * could belong to.
 */
public final class Twins {
  private static final Pattern SUFFIX = Pattern.compile("(?i)(\\.(pem|crt|cer|txt))?(\\.json)?$");

  /** {@code x (1)}, {@code x(1)}, {@code x - Copy}, {@code x copy 2}. */
  private static final Pattern ADDED =
      Pattern.compile("\\s*\\(\\d+\\)$|[\\s_-]+copy(\\s*\\(?\\d+\\)?)?$");

  /** So many halves of each kind are opened; the others are told by their names alone. */
  private static final int MOST_OPENED = 500;

  private Twins() {}

  /**
   * Finds them.
   *
   * @param drops what lies in a folder
   * @param contents a file's content by its name; empty if it cannot be read
   * @return the other half's name by that of the one; for both
   */
  public static Map<String, String> of(
      Collection<Drop> drops, Function<String, Optional<byte[]>> contents) {
    List<String> certificates =
        lone(
            drops,
            drop ->
                drop.certificate().isPresent() && drop.sidecar().isEmpty() && !drop.isArchive());
    List<String> sidecars =
        lone(
            drops,
            drop ->
                drop.certificate().isEmpty() && drop.sidecar().isPresent() && !drop.isReceipt());
    Map<String, String> twins = new HashMap<>();
    boolean single = certificates.size() == 1 && sidecars.size() == 1;
    if (certificates.isEmpty() || sidecars.isEmpty()) {
      return twins;
    }
    Map<String, String> byMark = new HashMap<>();
    marks(certificates, contents, Twins::ofCertificate)
        .forEach((name, marks) -> marks.forEach(mark -> byMark.putIfAbsent(mark, name)));
    marks(sidecars, contents, Twins::ofSidecar)
        .forEach(
            (sidecar, marks) ->
                marks.stream()
                    .map(byMark::get)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .or(() -> single ? Optional.of(certificates.get(0)) : Optional.empty())
                    .ifPresent(
                        other -> {
                          twins.put(sidecar, other);
                          twins.putIfAbsent(other, sidecar);
                        }));
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

  /** By what each half may be known as one of two, the surest first. */
  private static Map<String, List<String>> marks(
      List<String> names,
      Function<String, Optional<byte[]>> contents,
      Function<byte[], List<String>> inside) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (String name : names) {
      List<String> marks = new ArrayList<>();
      if (found.size() < MOST_OPENED) {
        contents.apply(name).map(inside).ifPresent(marks::addAll);
      }
      marks.add(sense(name));
      found.put(name, marks);
    }
    return found;
  }

  private static List<String> ofCertificate(byte[] content) {
    Optional<Certificate> certificate = CertificateFile.open(content).certificate();
    return Stream.concat(
            certificate.map(Certificate::fingerprint).map(Fingerprint::toString).stream(),
            certificate.stream()
                .flatMap(found -> found.subjectNames().stream())
                .filter(PartyId::isForm)
                .map(name -> new PartyId(name).key()))
        .toList();
  }

  private static List<String> ofSidecar(byte[] content) {
    Metadata said = Sidecar.read(content).metadata();
    return Stream.concat(
            said.sha256().map(Fingerprint::toString).stream(),
            said.party().map(PartyId::key).stream())
        .toList();
  }

  /** A name without what tells nothing. */
  private static String sense(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    String stem = SUFFIX.matcher(plain).replaceFirst("");
    return ADDED.matcher(stem).replaceFirst("").strip();
  }
}
