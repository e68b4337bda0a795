package org.certdrop.intake;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A text as its author wrote it, without what terminals and mail programs put around the words. */
final class Unquoted {
  /** Control sequences and choices of character sets (ECMA-48 section 5.4, ECMA-35). */
  private static final Pattern ESCAPE_SEQUENCE =
      Pattern.compile("\u001b(?:\\[[0-?]*+[ -/]*+[@-~]|[ -/]++[0-~])");

  /** A mail's marks before a line that is quoted, perhaps several times. */
  private static final Pattern QUOTING = Pattern.compile("(?m)^[ \\t]*+>[> \\t]*+");

  private Unquoted() {}

  /**
   * Takes escape sequences, mail quoting and a byte order mark away.
   *
   * @param content a text in UTF-8 or any other encoding that holds ASCII; what is not UTF-8 is
   *     replaced
   */
  static String text(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    String marked = text.startsWith("\ufeff") ? text.substring(1) : text;
    return QUOTING.matcher(ESCAPE_SEQUENCE.matcher(marked).replaceAll("")).replaceAll("");
  }
}
