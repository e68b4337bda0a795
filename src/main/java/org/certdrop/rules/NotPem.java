package org.certdrop.rules;

import java.util.Optional;
import org.certdrop.x509.PemDocument;
import org.certdrop.x509.PemDocument.Form;
import org.certdrop.x509.Typography;

/** The file is PEM (RFC 7468 section 3); of other forms the finding says how to convert them. */
final class NotPem implements Rule<CertificateFile> {
  private static final String AGAIN =
      "Ask the sender for the certificate as a text file that begins with -----BEGIN"
          + " CERTIFICATE----- on a line of its own.";

  @Override
  public Code code() {
    return Code.NOT_PEM;
  }

  @Override
  public Optional<Finding> check(CertificateFile file) {
    Form form = file.document().form();
    return form == Form.PEM ? Optional.empty() : broken(message(file.document()), hint(form));
  }

  private static String message(PemDocument document) {
    return switch (document.form()) {
      case EMPTY -> "The file is empty.";
      case ZEROS -> "The file is all zero octets: its copy was not complete.";
      case DER_CERTIFICATE -> "The file holds no PEM block but binary DER.";
      case DER_PRIVATE_KEY -> "The file holds no PEM block but a private key in binary DER.";
      case PKCS12 -> "The file holds no PEM block but a PKCS#12 store.";
      case PKCS7 -> "The file holds no PEM block but binary PKCS#7.";
      case UTF16 -> "The file is text in UTF-16, not in ASCII or UTF-8.";
      case HEADLESS -> "The file has an END line but no BEGIN line: its head is missing.";
      case TYPOGRAPHIC -> typographic(document.typography().orElseThrow());
      case EMBEDDED -> "The file holds no PEM block: its BEGIN does not start a line.";
      case OTHER, PEM -> "The file holds no PEM block.";
    };
  }

  private static String typographic(Typography found) {
    return "The file holds no PEM block: " + found + ".";
  }

  private static String hint(Form form) {
    return switch (form) {
      case ZEROS -> "Copy the file once more, or ask the sender to send it again.";
      case DER_CERTIFICATE -> convert("openssl x509 -inform DER -in FILE -out FILE.pem");
      case PKCS7 -> convert("openssl pkcs7 -inform DER -print_certs -in FILE -out FILE.pem");
      case PKCS12 ->
          convert("openssl pkcs12 -in FILE -clcerts -nokeys -out FILE.pem")
              + " A PKCS#12 store usually holds the private key as well; if this one does, ask the"
              + " sender for a new key and certificate.";
      case UTF16 ->
          "Save the text as UTF-8, or convert it: iconv -f UTF-16 -t UTF-8 FILE > FILE.pem (PowerShell"
              + " writes UTF-16 with \">\"; its Set-Content -Encoding ascii does not).";
      case TYPOGRAPHIC -> TypographicHint.AGAIN;
      case EMBEDDED ->
          "Copy the lines from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE----- into a new"
              + " file, without quotation marks, \">\" or anything else around them.";
      default -> AGAIN;
    };
  }

  private static String convert(String command) {
    return "Convert it to PEM and drop the result: " + command + ".";
  }
}
