package org.certdrop.rules;

import java.util.List;
import java.util.Optional;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.ParsedCertificate;
import org.certdrop.x509.PemBlock;
import org.certdrop.x509.PemDocument;

/**
 * A certificate file, opened: what the rules about the envelope look at.
 *
 * @param document the file
 * @param contents what was read from its CERTIFICATE blocks: from a single one its certificate or
 *     what is wrong, from several only those that are no whole blocks
 */
public record CertificateFile(PemDocument document, List<ParsedCertificate> contents) {
  /** Keeps a copy of the list. */
  public CertificateFile {
    contents = List.copyOf(contents);
  }

  /** Opens a file. */
  public static CertificateFile open(byte[] content) {
    return open(PemDocument.read(content));
  }

  /** Opens a file that was read already. */
  static CertificateFile open(PemDocument document) {
    List<PemBlock> blocks = document.certificates();
    return new CertificateFile(
        document,
        blocks.stream()
            .filter(block -> blocks.size() == 1 || block.state() != PemBlock.State.WHOLE)
            .map(ParsedCertificate::of)
            .toList());
  }

  /** The certificate, if there is exactly one and it can be read. */
  public Optional<Certificate> certificate() {
    return document.certificates().size() == 1 ? contents.get(0).sound() : Optional.empty();
  }
}
