package org.certdrop.rules;

import java.util.Optional;
import org.certdrop.x509.PemDocument;

/** What to do about a line of a certificate file that was typed over. */
final class TypographicHint {
  static final String AGAIN =
      "A word processor, a mail program or a typing hand changed it. Take the file from where it"
          + " comes, or write the lines as they belong: -----BEGIN CERTIFICATE----- and -----END"
          + " CERTIFICATE-----, five hyphens on either side.";

  private TypographicHint() {}

  /**
   * Names the line and what is wrong with it.
   *
   * @param document a file that holds no sound block
   * @return the hint; nothing if the file's lines are as they belong
   */
  static Optional<String> of(PemDocument document) {
    return document.typography().map(found -> "In the file, " + found + ". " + AGAIN);
  }
}
