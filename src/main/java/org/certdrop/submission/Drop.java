package org.certdrop.submission;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names of files that belong together: a pair, one half of it or an instructions text, with
 * what signs it; or a receipt; or an archive.
 *
 * @param certificate a certificate file or instructions text; of an archive, the archive
 * @param sidecar the JSON that goes with it; of a receipt, the receipt
 * @param text an instructions text beside a pair of the same stem
 * @param signature the signature over the sidecar
 * @param oldSignature the signature of the certificate before over the same sidecar
 */
public record Drop(
    Optional<String> certificate,
    Optional<String> sidecar,
    Optional<String> text,
    Optional<String> signature,
    Optional<String> oldSignature) {
  /**
   * Checks that there is something.
   *
   * @throws IllegalArgumentException if there is nothing, or a text without a pair
   */
  public Drop {
    if (Stream.of(certificate, sidecar, signature, oldSignature).allMatch(Optional::isEmpty)) {
      throw new IllegalArgumentException("a drop of nothing");
    }
    if (text.isPresent() && (certificate.isEmpty() || sidecar.isEmpty())) {
      throw new IllegalArgumentException("a text joins pairs alone");
    }
  }

  /** An archive, which nothing else belongs to. */
  static Drop ofArchive(String name) {
    return new Drop(
        Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether it is an archive. */
  public boolean isArchive() {
    return DropKind.of(primary()) == DropKind.ARCHIVE;
  }

  /** Whether certificate and sidecar are both there. */
  public boolean isPair() {
    return certificate.isPresent() && sidecar.isPresent();
  }

  /** Whether it is a receipt, or the signature of one. */
  public boolean isReceipt() {
    return DropKind.of(primary()) == DropKind.RECEIPT
        || DropKind.of(primary()) == DropKind.RECEIPT_SIGNATURE;
  }

  /** The file that stands for the drop: the process that moves it first owns the drop. */
  public String primary() {
    return named().findFirst().orElseThrow();
  }

  /** All names, the primary one first. */
  public List<String> names() {
    return named().toList();
  }

  private Stream<String> named() {
    return Stream.of(certificate, sidecar, signature, oldSignature, text).flatMap(Optional::stream);
  }

  /** The primary name without its suffix. */
  public String stem() {
    return primary().substring(0, primary().lastIndexOf('.'));
  }
}
