package org.certdrop.intake;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names of files that belong together.
 *
 * @param certificate a certificate file or instructions text
 * @param sidecar the JSON that goes with it
 * @param text an instructions text beside a pair of the same stem
 */
public record Drop(Optional<String> certificate, Optional<String> sidecar, Optional<String> text) {
  /**
   * Checks that there is something.
   *
   * @throws IllegalArgumentException if there is neither certificate nor sidecar, or a text without
   *     both
   */
  public Drop {
    if (certificate.isEmpty() && sidecar.isEmpty()) {
      throw new IllegalArgumentException("a drop of nothing");
    }
    if (text.isPresent() && (certificate.isEmpty() || sidecar.isEmpty())) {
      throw new IllegalArgumentException("a text joins pairs alone");
    }
  }

  /** Whether certificate and sidecar are both there. */
  public boolean isPair() {
    return certificate.isPresent() && sidecar.isPresent();
  }

  /** The file that stands for the drop: whoever moves it first owns the drop. */
  public String primary() {
    return certificate.orElseGet(sidecar::orElseThrow);
  }

  /** All names, the primary one first. */
  public List<String> names() {
    return Stream.of(certificate, sidecar, text).flatMap(Optional::stream).toList();
  }

  /** The primary name without its suffix. */
  public String stem() {
    return primary().substring(0, primary().lastIndexOf('.'));
  }
}
