package org.certdrop.intake;

import java.nio.charset.StandardCharsets;

/** Whether a file may have been written to its end; says nothing about whether it is any good. */
public final class Completeness {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final int BOM_LENGTH = 3;

  private Completeness() {}

  /**
   * Whether every BEGIN line has its END line, or there is no BEGIN line at all; an empty file is
   * not complete.
   *
   * @param content a certificate file or text
   */
  public static boolean isCompleteCertificateText(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    int begin = text.lastIndexOf(BEGIN);
    if (begin < 0) {
      return !text.isBlank();
    }
    int end = text.indexOf(END, begin);
    return end >= 0 && text.indexOf("-----", end + END.length()) >= 0;
  }

  /**
   * Whether the closing brace of the object was seen, or the content does not begin with a brace;
   * an empty file is not complete.
   *
   * @param content a sidecar
   */
  public static boolean isCompleteSidecar(byte[] content) {
    int start = startOfObject(content);
    if (start == content.length) {
      return false;
    }
    return content[start] != '{' || closesObject(content, start);
  }

  /** The first byte that is neither of a byte order mark nor white space. */
  private static int startOfObject(byte[] content) {
    int at =
        content.length >= BOM_LENGTH
                && content[0] == (byte) 0xef
                && content[1] == (byte) 0xbb
                && content[2] == (byte) 0xbf
            ? BOM_LENGTH
            : 0;
    while (at < content.length && " \t\r\n".indexOf(content[at]) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean closesObject(byte[] content, int start) {
    int depth = 0;
    boolean inString = false;
    for (int at = start; at < content.length; at++) {
      byte octet = content[at];
      if (inString) {
        if (octet == '\\') {
          at++;
        } else if (octet == '"') {
          inString = false;
        }
      } else if (octet == '"') {
        inString = true;
      } else if (octet == '{') {
        depth++;
      } else if (octet == '}' && --depth == 0) {
        return true;
      }
    }
    return false;
  }
}
