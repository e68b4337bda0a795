package org.certdrop.x509;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * PEM as certdrop writes it: LF, 64 columns, a final LF (RFC 7468 section 3, the strict grammar).
 */
public final class Pem {
  private static final int COLUMNS = 64;
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(COLUMNS, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  /** One certificate, from its DER. */
  public static String encode(byte[] der) {
    return encode(PemBlock.CERTIFICATE, der);
  }

  /** One block of a label. */
  public static String encode(String label, byte[] der) {
    return begin(label) + LINES.encodeToString(der) + "\n" + end(label);
  }

  private static String begin(String label) {
    return "-----BEGIN " + label + "-----\n";
  }

  private static String end(String label) {
    return "-----END " + label + "-----\n";
  }

  /**
   * The DER of one certificate.
   *
   * @throws IllegalArgumentException if the text is not laid out as {@link #encode} does it
   */
  public static byte[] decode(String pem) {
    String begin = begin(PemBlock.CERTIFICATE);
    String end = end(PemBlock.CERTIFICATE);
    if (!pem.startsWith(begin) || !pem.endsWith("\n" + end)) {
      throw new IllegalArgumentException("it is not one PEM block CERTIFICATE with LF line ends");
    }
    String lines = pem.substring(begin.length(), pem.length() - end.length());
    StringBuilder base64 = new StringBuilder(lines.length());
    for (int start = 0; start < lines.length(); start += COLUMNS + 1) {
      int last = Math.min(start + COLUMNS, lines.length() - 1);
      if (lines.charAt(last) != '\n') {
        throw new IllegalArgumentException("it is not a PEM block of 64 columns");
      }
      base64.append(lines, start, last);
    }
    // The basic decoder takes no white space, so that a line that breaks early is refused, too.
    return Base64.getDecoder().decode(base64.toString());
  }
}
