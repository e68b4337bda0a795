package org.certdrop.submission;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.certdrop.text.Encodings;

/** A text as its author wrote it, without what terminals and mail programs put around the words. */
final class Unquoted {
  /** Control sequences and choices of character sets (ECMA-48 section 5.4, ECMA-35). */
  private static final Pattern ESCAPE_SEQUENCE =
      Pattern.compile("\u001b(?:\\[[0-?]*+[ -/]*+[@-~]|[ -/]++[0-~])");

  /** A mail's marks before a line that is quoted, perhaps several times. */
  private static final Pattern QUOTING = Pattern.compile("(?m)^[ \\t]*+>[> \\t]*+");

  /** Spaces of every width, which do not break a line: what web mail makes of two spaces. */
  private static final Pattern OTHER_SPACE = Pattern.compile("[\\p{Zs}&&[^ ]]");

  private static final byte ESCAPE = 0x1b;

  private Unquoted() {}

  /**
   * Takes escape sequences, mail quoting and a byte order mark away, and makes every space a plain
   * one.
   *
   * @param content a text in UTF-8, in UTF-16 with a byte order mark as PowerShell writes it, or in
   *     any other encoding that holds ASCII, which is taken for that of Windows
   */
  static String text(byte[] content) {
    return isPlain(content) ? new String(content, StandardCharsets.US_ASCII) : cleaned(content);
  }

  /** Whether there is nothing to take away, as in most certificate files. */
  private static boolean isPlain(byte[] content) {
    for (byte octet : content) {
      if (octet < 0 || octet == ESCAPE || octet == '>') {
        return false;
      }
    }
    return true;
  }

  private static String cleaned(byte[] content) {
    String text = Encodings.decode(content);
    String marked = text.startsWith("\ufeff") ? text.substring(1) : text;
    String spaced = OTHER_SPACE.matcher(marked).replaceAll(" ");
    return QUOTING.matcher(ESCAPE_SEQUENCE.matcher(spaced).replaceAll("")).replaceAll("");
  }
}
