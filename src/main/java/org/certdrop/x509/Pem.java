package org.certdrop.x509;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** One certificate as the registry writes it: one PEM block, LF, 64 columns (RFC 7468, strict). */
public final class Pem {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----\n";
  private static final String END = "-----END CERTIFICATE-----\n";
  private static final int COLUMNS = 64;
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(COLUMNS, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  public static String encode(byte[] der) {
    return BEGIN + LINES.encodeToString(der) + "\n" + END;
  }

  /**
   * The DER of one block.
   *
   * @throws IllegalArgumentException if the text is not laid out as {@link #encode} does it
   */
  public static byte[] decode(String pem) {
    if (!pem.startsWith(BEGIN) || !pem.endsWith("\n" + END)) {
      throw new IllegalArgumentException("it is not one PEM block CERTIFICATE with LF line ends");
    }
    String lines = pem.substring(BEGIN.length(), pem.length() - END.length());
    StringBuilder base64 = new StringBuilder(lines.length());
    for (int start = 0; start < lines.length(); start += COLUMNS + 1) {
      int end = Math.min(start + COLUMNS, lines.length() - 1);
      if (lines.charAt(end) != '\n') {
        throw new IllegalArgumentException("it is not a PEM block of 64 columns");
      }
      base64.append(lines, start, end);
    }
    // The basic decoder takes no white space, so that a line that breaks early is refused, too.
    return Base64.getDecoder().decode(base64.toString());
  }
}
