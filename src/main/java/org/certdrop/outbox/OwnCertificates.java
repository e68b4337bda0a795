package org.certdrop.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.WholeFiles;
import org.certdrop.x509.Fingerprint;

/**
 * The certificates that this party ever announced, by which it knows another party's receipt for an
 * old one from one for a stranger's: one fingerprint a line, in lower-case hexadecimal.
 */
final class OwnCertificates {
  private final Path file;
  private final DurableFiles files;
  private final WholeFiles whole;

  OwnCertificates(Path folder, DurableFiles files) {
    this.file = folder.resolve("certificates.txt");
    this.files = files;
    this.whole = new WholeFiles(files);
  }

  /**
   * All of them; none if nothing was announced.
   *
   * @throws IOException if the operating system refuses
   */
  Set<Fingerprint> all() throws IOException {
    try {
      return Files.readAllLines(file, US_ASCII).stream()
          .map(Fingerprint::parse)
          .flatMap(Optional::stream)
          .collect(Collectors.toUnmodifiableSet());
    } catch (NoSuchFileException e) {
      return Set.of();
    }
  }

  /**
   * Remembers one, for good; one that is known already costs nothing.
   *
   * @throws IOException if the operating system refuses
   */
  void add(Fingerprint certificate) throws IOException {
    Set<Fingerprint> known = new LinkedHashSet<>(all());
    if (known.add(certificate)) {
      String lines = known.stream().map(one -> one.hex() + "\n").collect(Collectors.joining());
      whole.clean(file);
      whole.write(file, lines.getBytes(US_ASCII), DurableFiles.OWNER_ONLY);
      files.sync(file.toAbsolutePath().getParent());
    }
  }
}
