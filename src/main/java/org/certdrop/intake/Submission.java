package org.certdrop.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of one drop, ready to be judged.
 *
 * @param id the name of its folder, or {@code cli-...} for what the command line registers
 * @param certificate the certificate file or instructions text
 * @param sidecar the sidecar
 * @param text an instructions text beside the pair
 * @param names the names of all its files, the certificate's first
 */
public record Submission(
    String id,
    Optional<SubmittedFile> certificate,
    Optional<SubmittedFile> sidecar,
    Optional<SubmittedFile> text,
    List<String> names) {

  /** Keeps a copy of the names. */
  public Submission {
    names = List.copyOf(names);
  }

  /**
   * Finds out by their names which file is what.
   *
   * @param id the submission's id
   * @param files its files, at least one
   * @throws IllegalArgumentException if no file has the name of a certificate or sidecar
   */
  public static Submission of(String id, List<SubmittedFile> files) {
    Map<String, SubmittedFile> byName = new TreeMap<>();
    files.forEach(file -> byName.put(file.name(), file));
    Drop drop =
        Pairing.of(byName.keySet()).stream()
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no certificate and no sidecar"));
    List<String> names = new ArrayList<>(drop.names());
    byName.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    return new Submission(
        id,
        drop.certificate().map(byName::get),
        drop.sidecar().map(byName::get),
        drop.text().map(byName::get),
        names);
  }
}
