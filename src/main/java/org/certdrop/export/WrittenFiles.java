package org.certdrop.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.x509.Fingerprint;

/**
 * Which files of a Player-Data folder certdrop wrote: lines as sha256sum writes them, so that
 * {@code sha256sum -c .certdrop/files.sha256} in that folder checks them. A file counts as ours as
 * long as it has a digest that stands there.
 *
 * @param digests name to the digests that certdrop may have written under it: two only while an
 *     export is under way, or after one that was killed
 */
record WrittenFiles(Map<String, Set<Fingerprint>> digests) {
  /** No other name is believed, whatever stands in the list. */
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{64})  (P[0-9]{1,6}\\.(?:pem|key)|\\.\\./ip_addresses)");

  /** Reads the list; without one, certdrop wrote nothing. */
  static WrittenFiles read(Path list) throws IOException {
    Map<String, Set<Fingerprint>> digests = new TreeMap<>();
    Optional<byte[]> content = PlayerFile.read(list);
    String text = content.map(octets -> new String(octets, StandardCharsets.UTF_8)).orElse("");
    text.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> add(digests, line.group(2), new Fingerprint(line.group(1))));
    return new WrittenFiles(digests);
  }

  /** The list of these files alone. */
  static WrittenFiles of(Map<String, PlayerFile> files) {
    Map<String, Set<Fingerprint>> digests = new TreeMap<>();
    files.forEach((name, file) -> add(digests, name, file.sha256()));
    return new WrittenFiles(digests);
  }

  private static void add(Map<String, Set<Fingerprint>> digests, String name, Fingerprint sha256) {
    digests.computeIfAbsent(name, first -> new HashSet<>()).add(sha256);
  }

  /** The list of what stands in this one or in another. */
  WrittenFiles and(WrittenFiles other) {
    Map<String, Set<Fingerprint>> all = new TreeMap<>();
    digests.forEach((name, some) -> some.forEach(sha256 -> add(all, name, sha256)));
    other.digests.forEach((name, some) -> some.forEach(sha256 -> add(all, name, sha256)));
    return new WrittenFiles(all);
  }

  /** The names in it. */
  Set<String> names() {
    return new TreeSet<>(digests.keySet());
  }

  /** Whether certdrop wrote this under this name. */
  boolean holds(String name, byte[] content) {
    return digests.getOrDefault(name, Set.of()).contains(Fingerprint.of(content));
  }

  /** The lines. */
  String text() {
    StringBuilder text = new StringBuilder();
    digests.forEach(
        (name, some) ->
            some.stream()
                .map(Fingerprint::hex)
                .sorted()
                .forEach(hex -> text.append(hex).append("  ").append(name).append('\n')));
    return text.toString();
  }
}
