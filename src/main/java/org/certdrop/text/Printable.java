package org.certdrop.text;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Text from outside, made fit to be shown: in a message, a log line, a table.
 *
 * <p>Control, format, surrogate, private-use and unassigned characters and line separators are
 * written as {@code \}{@code uXXXX}, so that no value can forge a line, colour a terminal or turn
 * the direction of writing.
 */
public final class Printable {
  private static final int SHOWN = 80;

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9._-]+");

  private Printable() {}

  /**
   * Escapes a text without shortening it.
   *
   * @param text any text; null is shown as the word null
   * @return the text, of printable characters alone
   */
  public static String of(String text) {
    if (text == null) {
      return "null";
    }
    StringBuilder shown = new StringBuilder(text.length() + 8);
    text.codePoints().forEach(point -> append(shown, point));
    return shown.toString();
  }

  /**
   * Escapes a text, cuts it to at most 80 characters and leaves out what may be a private key, for
   * quoting it in a sentence.
   *
   * @param text any text; null is shown as the word null
   * @return the text in quotation marks, with "..." where it was cut
   */
  public static String quoted(String text) {
    return text == null ? "null" : '"' + excerpt(text, SHOWN) + '"';
  }

  /**
   * The name of a file that somebody else chose, fit to be shown beside certdrop's own words: in
   * quotation marks, unless it has letters, digits, dots, hyphens and underscores alone.
   *
   * @param name any name
   * @return of at most 80 characters of it, with "..." where it was cut; no quotation mark in it
   *     ends it
   */
  public static String name(String name) {
    return name.length() <= SHOWN && PLAIN_NAME.matcher(name).matches() ? name : quotedName(name);
  }

  /** The same, always in quotation marks. */
  public static String quotedName(String name) {
    return quoted(name.replace("\"", "\\u0022"));
  }

  /**
   * Escapes a text from outside, cuts it and leaves out what may be a private key.
   *
   * @param text any text
   * @param most of how many characters at most, before they are escaped
   * @return the text, with "..." where it was cut
   */
  public static String excerpt(String text, int most) {
    String shown = KeyMaterial.withheld(text);
    if (shown.length() <= most) {
      return of(shown);
    }
    boolean splitsPair = Character.isSurrogatePair(shown.charAt(most - 1), shown.charAt(most));
    return of(shown.substring(0, splitsPair ? most - 1 : most)) + "...";
  }

  private static void append(StringBuilder shown, int point) {
    switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          escape(shown, point);
      default -> shown.appendCodePoint(point);
    }
  }

  private static void escape(StringBuilder shown, int point) {
    for (char unit : Character.toChars(point)) {
      shown.append("\\u").append(HexFormat.of().toHexDigits(unit));
    }
  }
}
