package org.certdrop.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.FileContent;
import org.certdrop.files.Folders;
import org.certdrop.submission.DropKind;
import org.certdrop.submission.Limits;
import org.certdrop.text.Printable;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.ParsedCertificate;
import org.certdrop.x509.PemBlock;
import org.certdrop.x509.PemDocument;
import org.certdrop.x509.TrustedIssuers;

/**
 * The certificates in {@code certdrop.policy.issuers}: those of holders that may vouch for others.
 */
public final class IssuersFolder {
  private IssuersFolder() {}

  /**
   * Reads the folder's certificate files; each may hold several certificates.
   *
   * @param folder the folder; if it does not exist nobody may vouch
   * @throws SettingsException if a file holds no sound certificate
   * @throws IOException if the folder cannot be read
   */
  public static TrustedIssuers read(Path folder) throws SettingsException, IOException {
    if (!Files.isDirectory(folder)) {
      return TrustedIssuers.none();
    }
    List<Certificate> certificates = new ArrayList<>();
    for (Path file : Folders.children(folder)) {
      if (DropKind.of(file.getFileName().toString()) == DropKind.CERTIFICATE) {
        // Kubernetes mounts such folders as links; this one is the operator's own.
        certificates.addAll(read(file, BoundedFile.read(file.toRealPath(), Limits.FILE_BYTES)));
      }
    }
    return TrustedIssuers.of(certificates);
  }

  private static List<Certificate> read(Path file, FileContent content) throws SettingsException {
    List<Certificate> certificates = new ArrayList<>();
    if (content instanceof FileContent.Bytes whole) {
      for (PemBlock block : PemDocument.read(whole.bytes()).certificates()) {
        if (block.state() == PemBlock.State.WHOLE
            && Certificate.parse(block.der()) instanceof ParsedCertificate.Sound sound) {
          certificates.add(sound.certificate());
        }
      }
    }
    if (certificates.isEmpty()) {
      throw new SettingsException(
          "The issuers' file "
              + Printable.of(file.toString())
              + " holds no sound certificate in PEM; replace it or take it out of the folder.");
    }
    return certificates;
  }
}
