package org.certdrop.x509;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;

/** Private keys in base64 that stand in a text without their boundaries. */
final class EncodedKeys {
  /** The base64 of {@code -----BEGIN}. */
  private static final byte[] BEGIN = "LS0tLS1CRUdJTi".getBytes(US_ASCII);

  /** Characters of base64 that hold a whole BEGIN line. */
  private static final int LINE = 96;

  /** Characters of base64 that tell a private key in DER, an encrypted one included. */
  private static final int DER = 24;

  private EncodedKeys() {}

  /**
   * Whether one is in a text: a PEM text in base64, as a Kubernetes secret or a mail holds it, that
   * begins with the boundary of a private key; or the base64 of one in DER, as a PEM text has it
   * between its boundaries.
   */
  static boolean areIn(byte[] text) {
    for (int at = 0; at < text.length; at++) {
      if (text[at] == 'L'
          && ContentSniffer.isAt(text, at, BEGIN)
          && ContentSniffer.hasPrivateKeyBoundary(decoded(text, at, LINE))) {
        return true;
      }
      // The tag of a SEQUENCE in base64 begins with an M.
      if (text[at] == 'M'
          && (at == 0 || !isBase64(text[at - 1]))
          && ContentSniffer.beginsPrivateKey(decoded(text, at, DER))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBase64(byte octet) {
    return (octet >= 'A' && octet <= 'Z')
        || (octet >= 'a' && octet <= 'z')
        || (octet >= '0' && octet <= '9')
        || octet == '+'
        || octet == '/';
  }

  /** The first octets of what stands there in base64. */
  private static byte[] decoded(byte[] text, int start, int characters) {
    StringBuilder run = new StringBuilder();
    for (int at = start; at < text.length && run.length() < characters; at++) {
      if (!PemScanner.isWhiteSpace(text[at])) {
        run.append((char) (text[at] & 0xFF));
      }
    }
    try {
      return Base64.getMimeDecoder().decode(run.substring(0, run.length() / 4 * 4));
    } catch (IllegalArgumentException e) {
      return new byte[0]; // cut off, or no base64 after all
    }
  }
}
