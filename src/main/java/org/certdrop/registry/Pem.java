package org.certdrop.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** One certificate as the registry writes it: one PEM block, LF, 64 columns (RFC 7468, strict). */
final class Pem {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----\n";
  private static final String END = "-----END CERTIFICATE-----\n";
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  static String encode(byte[] der) {
    return BEGIN + LINES.encodeToString(der) + "\n" + END;
  }

  /**
   * The DER of one block.
   *
   * @throws IllegalArgumentException if the text is not exactly what {@link #encode} writes
   */
  static byte[] decode(String pem) {
    if (!pem.startsWith(BEGIN) || !pem.endsWith(END)) {
      throw new IllegalArgumentException("not one PEM block CERTIFICATE with LF line ends");
    }
    String base64 = pem.substring(BEGIN.length(), pem.length() - END.length());
    byte[] der = Base64.getDecoder().decode(base64.replace("\n", ""));
    if (!encode(der).equals(pem)) {
      throw new IllegalArgumentException("not one PEM block of 64 columns with LF line ends");
    }
    return der;
  }
}
