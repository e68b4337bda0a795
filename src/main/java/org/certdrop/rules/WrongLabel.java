package org.certdrop.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certdrop.text.Printable;
import org.certdrop.x509.PemBlock;

/** Some PEM block is a CERTIFICATE (RFC 7468 section 5.1), to the letter. */
final class WrongLabel implements Rule<CertificateFile> {
  private static final int SHOWN = 5;

  private static final String ITSELF =
      "Ask the sender for the certificate itself: not a request, a public key, a PKCS#7 bundle or"
          + " OpenSSL's TRUSTED CERTIFICATE. On the sender's side, openssl x509 -in FILE -out"
          + " FILE.pem writes one from most forms.";

  @Override
  public Code code() {
    return Code.WRONG_LABEL;
  }

  @Override
  public Optional<Finding> check(CertificateFile file) {
    List<PemBlock> others =
        file.document().blocks().stream().filter(block -> !block.isPrivateKey()).toList();
    if (others.isEmpty() || others.stream().anyMatch(PemBlock::isCertificate)) {
      return Optional.empty();
    }
    return broken(
        "No PEM block is a CERTIFICATE; the file holds " + labels(others) + ".",
        TypographicHint.of(file.document()).orElse(ITSELF));
  }

  private static String labels(List<PemBlock> blocks) {
    return blocks.stream()
        .map(PemBlock::label)
        .distinct()
        .limit(SHOWN)
        .map(Printable::quoted)
        .collect(Collectors.joining(", "));
  }
}
