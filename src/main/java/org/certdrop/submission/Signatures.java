package org.certdrop.submission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The names of signatures in one folder, by the name of what they sign; each is taken once. */
final class Signatures {
  private static final int JSON = DropKind.SIDECAR_SUFFIX.length();

  private final Map<String, String> current;
  private final Map<String, String> old;
  private final List<String> surplus = new ArrayList<>();

  private Signatures(Map<DropKind, List<String>> kinds) {
    this.current = new HashMap<>();
    this.old = new HashMap<>();
    for (DropKind kind : List.of(DropKind.SIGNATURE, DropKind.RECEIPT_SIGNATURE)) {
      kinds.getOrDefault(kind, List.of()).forEach(name -> add(current, name));
    }
    kinds.getOrDefault(DropKind.OLD_SIGNATURE, List.of()).forEach(name -> add(old, name));
  }

  /** Those among names of all kinds. */
  static Signatures of(Map<DropKind, List<String>> kinds) {
    return new Signatures(kinds);
  }

  private void add(Map<String, String> names, String name) {
    if (names.putIfAbsent(stem(DropKind.signedName(name)), name) != null) {
      surplus.add(name);
    }
  }

  /** The suffix may be spelt otherwise than that of the file which is signed. */
  private static String stem(String json) {
    return json.substring(0, json.length() - JSON);
  }

  /** Takes the signature over a sidecar or receipt. */
  Optional<String> takeFor(String signed) {
    return Optional.ofNullable(current.remove(stem(signed)));
  }

  /** Takes the signature of the certificate before over a sidecar. */
  Optional<String> takeOldFor(String signed) {
    return Optional.ofNullable(old.remove(stem(signed)));
  }

  /** Drops of what nobody took: the two signatures over one absent file together. */
  List<Drop> lone() {
    List<Drop> drops = new ArrayList<>();
    Map<String, String> rest = new TreeMap<>(current);
    old.keySet().forEach(stem -> rest.putIfAbsent(stem, ""));
    for (String stem : rest.keySet()) {
      drops.add(lone(Optional.ofNullable(current.get(stem)), Optional.ofNullable(old.get(stem))));
    }
    surplus.forEach(name -> drops.add(lone(Optional.of(name), Optional.empty())));
    return drops;
  }

  private static Drop lone(Optional<String> signature, Optional<String> oldSignature) {
    return new Drop(Optional.empty(), Optional.empty(), Optional.empty(), signature, oldSignature);
  }
}
