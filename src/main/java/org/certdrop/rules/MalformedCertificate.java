package org.certdrop.rules;

import java.util.Optional;
import org.certdrop.x509.ParsedCertificate;

/** The block holds base64 of strict DER that keeps the ASN.1 of RFC 5280. */
final class MalformedCertificate implements Rule<CertificateFile> {
  private static final String CHECK =
      "Ask the sender to check the file with openssl x509 -in FILE -noout -text and to send it again"
          + " as it is; if it was made by a tool of one's own, have it made with openssl or by"
          + " Fed-BioMed.";

  @Override
  public Code code() {
    return Code.MALFORMED_CERTIFICATE;
  }

  @Override
  public Optional<Finding> check(CertificateFile file) {
    return file.contents().stream()
        .filter(ParsedCertificate.Malformed.class::isInstance)
        .map(malformed -> ((ParsedCertificate.Malformed) malformed).problem())
        .findFirst()
        .flatMap(
            problem ->
                broken(
                    "The CERTIFICATE block cannot be read: " + problem + ".",
                    TypographicHint.of(file.document()).orElse(CHECK)));
  }
}
