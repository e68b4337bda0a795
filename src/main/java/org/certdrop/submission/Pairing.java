package org.certdrop.submission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which files of a folder belong together, by their names alone.
 *
 * <p>{@code STEM.json} goes with {@code STEM.pem} (else .crt, .cer, .txt), and {@code
 * STEM.pem.json} with {@code STEM.pem} unless there is a {@code STEM.pem.pem}: the longest existing
 * certificate name wins. {@code STEM.txt} joins a pair of its stem, and {@code STEM.json.p7s} and
 * {@code STEM.json.old.p7s} their sidecar. Stems are compared exactly, suffixes in any letter case.
 */
public final class Pairing {
  private static final int JSON = DropKind.SIDECAR_SUFFIX.length();

  /** Certificate names that no sidecar has taken yet, by stem, the one that wins first. */
  private final Map<String, List<String>> free = new HashMap<>();

  private final Map<String, String> sidecarOf = new HashMap<>();

  private final Signatures signatures;

  private Pairing(Signatures signatures) {
    this.signatures = signatures;
  }

  /**
   * Groups names.
   *
   * @param names names of one folder; those that certdrop does not take are left out
   * @return every other name in exactly one drop
   */
  public static List<Drop> of(Collection<String> names) {
    Map<DropKind, List<String>> kinds = new EnumMap<>(DropKind.class);
    for (String name : new TreeSet<>(names)) {
      kinds.computeIfAbsent(DropKind.of(name), kind -> new ArrayList<>()).add(name);
    }
    Signatures signatures = Signatures.of(kinds);
    Pairing pairing = new Pairing(signatures);
    List<String> certificates = kinds.getOrDefault(DropKind.CERTIFICATE, List.of());
    certificates.forEach(pairing::addCertificate);
    List<String> lone =
        new ArrayList<>(pairing.match(kinds.getOrDefault(DropKind.SIDECAR, List.of())));
    lone.addAll(kinds.getOrDefault(DropKind.RECEIPT, List.of()));
    List<Drop> drops = pairing.drops(certificates, lone);
    drops.addAll(signatures.lone());
    kinds
        .getOrDefault(DropKind.ARCHIVE, List.of())
        .forEach(name -> drops.add(Drop.ofArchive(name)));
    return drops;
  }

  /**
   * What the names have in common that may belong together: all of one drop have the same, though
   * not all that have it are of one drop.
   *
   * @param name the name of a file that certdrop takes
   */
  public static String group(String name) {
    String rest = endsWith(name, ".p7s") ? DropKind.signedName(name) : name;
    rest = endsWith(rest, DropKind.SIDECAR_SUFFIX) ? withoutJson(rest) : rest;
    return withoutCertificateSuffix(withoutCertificateSuffix(rest));
  }

  private static String withoutCertificateSuffix(String name) {
    boolean has = DropKind.CERTIFICATE_SUFFIXES.stream().anyMatch(suffix -> endsWith(name, suffix));
    return has ? stem(name) : name;
  }

  // Asked of every name in a folder, and so without making another string of it.
  private static boolean endsWith(String name, String suffix) {
    int at = name.length() - suffix.length();
    return name.regionMatches(true, at, suffix, 0, suffix.length());
  }

  private void addCertificate(String name) {
    List<String> sameStem = free.computeIfAbsent(stem(name), stem -> new ArrayList<>(1));
    sameStem.add(name);
    sameStem.sort(Comparator.comparingInt(Pairing::rank));
  }

  private static int rank(String certificate) {
    return DropKind.CERTIFICATE_SUFFIXES.indexOf(
        certificate.substring(certificate.lastIndexOf('.')).toLowerCase(Locale.ROOT));
  }

  private static String stem(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** Gives each certificate at most one sidecar; returns the sidecars that found none. */
  private List<String> match(List<String> sidecars) {
    List<String> rest = new ArrayList<>();
    for (String sidecar : sidecars) {
      List<String> sameStem = free.get(withoutJson(sidecar));
      if (sameStem == null || sidecarOf.putIfAbsent(sameStem.get(0), sidecar) != null) {
        rest.add(sidecar);
      }
    }
    List<String> lone = new ArrayList<>();
    for (String sidecar : rest) {
      String certificate = withoutJson(sidecar);
      boolean longerNameExists = free.containsKey(certificate);
      if (longerNameExists
          || DropKind.of(certificate) != DropKind.CERTIFICATE
          || !free.getOrDefault(stem(certificate), List.of()).contains(certificate)
          || sidecarOf.putIfAbsent(certificate, sidecar) != null) {
        lone.add(sidecar);
      }
    }
    return lone;
  }

  private static String withoutJson(String sidecar) {
    return sidecar.substring(0, sidecar.length() - JSON);
  }

  private List<Drop> drops(List<String> certificates, List<String> loneSidecars) {
    List<Drop> drops = new ArrayList<>();
    TreeSet<String> joined = new TreeSet<>();
    for (String certificate : certificates) {
      Optional<String> sidecar = Optional.ofNullable(sidecarOf.get(certificate));
      Optional<String> text = sidecar.flatMap(pair -> textBeside(certificate)).filter(joined::add);
      drops.add(drop(Optional.of(certificate), sidecar, text));
    }
    drops.removeIf(drop -> joined.contains(drop.primary()));
    for (String sidecar : loneSidecars) {
      drops.add(drop(Optional.empty(), Optional.of(sidecar), Optional.empty()));
    }
    return drops;
  }

  private Drop drop(Optional<String> certificate, Optional<String> sidecar, Optional<String> text) {
    return new Drop(
        certificate,
        sidecar,
        text,
        sidecar.flatMap(signatures::takeFor),
        sidecar.flatMap(signatures::takeOldFor));
  }

  private Optional<String> textBeside(String certificate) {
    return isText(certificate)
        ? Optional.empty()
        : free.get(stem(certificate)).stream()
            .filter(name -> isText(name) && !sidecarOf.containsKey(name))
            .findFirst();
  }

  private static boolean isText(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".txt");
  }
}
