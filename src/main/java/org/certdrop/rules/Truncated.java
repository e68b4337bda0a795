package org.certdrop.rules;

import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.text.Printable;
import org.certdrop.x509.ParsedCertificate;
import org.certdrop.x509.PemBlock;

/** The file is whole: each BEGIN has its END, base64 and DER are not cut off. */
final class Truncated implements Rule<CertificateFile> {
  private static final String AGAIN =
      "The transfer may have broken off, or some lines were not copied. Ask the sender to send the"
          + " whole file again, from the BEGIN line to the END line.";

  @Override
  public Code code() {
    return Code.TRUNCATED;
  }

  @Override
  public Optional<Finding> check(CertificateFile file) {
    return problem(file)
        .flatMap(
            problem ->
                broken(
                    "The file is cut off: " + problem + ".",
                    TypographicHint.of(file.document()).orElse(AGAIN)));
  }

  private static Optional<String> problem(CertificateFile file) {
    Stream<String> certificates =
        file.contents().stream()
            .filter(ParsedCertificate.Truncated.class::isInstance)
            .map(truncated -> ((ParsedCertificate.Truncated) truncated).problem());
    Stream<String> others =
        file.document().blocks().stream()
            .filter(block -> !block.isTerminated() && !block.isPrivateKey())
            .map(PemBlock::label)
            .map(label -> "the BEGIN line of " + Printable.quoted(label) + " has no END line");
    return Stream.concat(certificates, others).findFirst();
  }
}
