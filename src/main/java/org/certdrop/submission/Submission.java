package org.certdrop.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.certdrop.files.FileContent;

/**
 * The files of one drop, ready to be judged.
 *
 * @param id the name of its folder, or {@code cli-...} for what the command line registers
 * @param certificate the certificate file or instructions text; of an archive, the archive
 * @param sidecar the sidecar
 * @param text an instructions text beside the pair
 * @param signature the signature over the sidecar
 * @param oldSignature the signature of the certificate before over the same sidecar
 * @param names the names of all its files, the certificate's first
 */
public record Submission(
    String id,
    Optional<SubmittedFile> certificate,
    Optional<SubmittedFile> sidecar,
    Optional<SubmittedFile> text,
    Optional<SubmittedFile> signature,
    Optional<SubmittedFile> oldSignature,
    List<String> names) {

  /** Keeps a copy of the names. */
  public Submission {
    names = List.copyOf(names);
  }

  /**
   * A submission of which nothing is signed, and no text stands beside it.
   *
   * @param id the submission's id
   * @param certificate the certificate file or instructions text
   * @param sidecar the sidecar
   * @param names the names of all its files, the certificate's first
   */
  public static Submission unsigned(
      String id, SubmittedFile certificate, Optional<SubmittedFile> sidecar, List<String> names) {
    return new Submission(
        id,
        Optional.of(certificate),
        sidecar,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        names);
  }

  /** How much of its files was read. */
  public int octets() {
    return Stream.of(certificate, sidecar, text, signature, oldSignature)
        .flatMap(Optional::stream)
        .mapToInt(
            file -> file.content() instanceof FileContent.Bytes read ? read.bytes().length : 0)
        .sum();
  }

  /** Whether it is a receipt, or the signature of one. */
  public boolean isReceipt() {
    DropKind kind = DropKind.of(names.get(0));
    return kind == DropKind.RECEIPT || kind == DropKind.RECEIPT_SIGNATURE;
  }

  /** Whether it is an archive. */
  public boolean isArchive() {
    return DropKind.of(names.get(0)) == DropKind.ARCHIVE;
  }

  /**
   * Finds out by their names which file is what.
   *
   * @param id the submission's id
   * @param files its files, at least one
   * @throws IllegalArgumentException if no file has a name that certdrop takes
   */
  public static Submission of(String id, List<SubmittedFile> files) {
    Map<String, SubmittedFile> byName = new TreeMap<>();
    files.forEach(file -> byName.put(file.name(), file));
    Drop drop =
        Pairing.of(byName.keySet()).stream()
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("nothing that certdrop takes"));
    List<String> names = new ArrayList<>(drop.names());
    byName.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    return new Submission(
        id,
        drop.certificate().map(byName::get),
        drop.sidecar().map(byName::get),
        drop.text().map(byName::get),
        drop.signature().map(byName::get),
        drop.oldSignature().map(byName::get),
        names);
  }
}
