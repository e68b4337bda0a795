package org.certdrop.x509;

import java.util.Optional;

/** What came of reading a certificate from bytes: the certificate, or why there is none. */
public sealed interface ParsedCertificate {

  /**
   * Strict DER that keeps the ASN.1 of RFC 5280.
   *
   * @param certificate what was read; whether to trust it is for others to say
   */
  record Sound(Certificate certificate) implements ParsedCertificate {}

  /**
   * Bytes that are no such certificate.
   *
   * @param problem what is wrong, a clause without a full stop; fit to be shown
   */
  record Malformed(String problem) implements ParsedCertificate {}

  /**
   * The beginning of a certificate.
   *
   * @param problem where it was cut off, a clause without a full stop; fit to be shown
   */
  record Truncated(String problem) implements ParsedCertificate {}

  /** The certificate, if it is sound. */
  default Optional<Certificate> sound() {
    return this instanceof Sound sound ? Optional.of(sound.certificate()) : Optional.empty();
  }

  /**
   * Reads the certificate in a PEM block.
   *
   * @return the certificate, or what is wrong with the block or its content
   */
  static ParsedCertificate of(PemBlock block) {
    return switch (block.state()) {
      case WHOLE -> Certificate.parse(block.der());
      case UNTERMINATED -> new Truncated("the BEGIN line has no END line");
      case CUT_BASE64 -> new Truncated("the base64 is cut off");
      case NOT_BASE64 -> new Malformed("what stands in it is not base64");
      case MISMATCHED_END -> new Malformed("its BEGIN and END lines bear different labels");
      case WITHHELD -> new Malformed("it is a private key");
    };
  }
}
