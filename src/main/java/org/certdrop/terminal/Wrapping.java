package org.certdrop.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Breaks texts into rows of a width; nothing of a text is left out but the spaces at the breaks.
 */
public final class Wrapping {
  /** Keeps two words in one row, and is shown as a space; a sign that never comes from outside. */
  public static final char NO_BREAK = '\u001f';

  /** A word that is longer than this may be broken for the sake of its neighbours. */
  private static final int LONG = 20;

  private static final String BREAKS_AFTER = ":-/_,.=@";
  private static final Pattern SPACES = Pattern.compile(" +");

  private final int first;
  private final int further;
  private final List<String> rows = new ArrayList<>();
  private String row = "";

  private Wrapping(int first, int further) {
    this.first = first;
    this.further = further;
  }

  /**
   * Breaks between words alone: one that is too long stays whole, to be copied.
   *
   * @param first the width of the first row
   * @param further that of the others
   */
  static List<String> words(String text, int first, int further) {
    Wrapping wrapping = new Wrapping(first, further);
    for (String word : split(text)) {
      wrapping.add(word, " ");
    }
    return wrapping.end();
  }

  /** Breaks between words; one that is too long at a sign in it, or else anywhere. */
  public static List<String> cell(String text, int width) {
    if (TextWidth.of(text) <= width) {
      return List.of(text.replace(NO_BREAK, ' '));
    }
    Wrapping wrapping = new Wrapping(width, width);
    for (String word : split(text)) {
      String before = " ";
      for (String part : TextWidth.of(word) > width ? parts(word) : List.of(word)) {
        for (String piece : pieces(part, width)) {
          wrapping.add(piece, before);
          before = "";
        }
      }
    }
    return wrapping.end();
  }

  /** The width that a text can do with without being broken where it hurts. */
  static int least(String text) {
    int least = 0;
    for (String word : split(text)) {
      for (String part : TextWidth.of(word) > LONG ? parts(word) : List.of(word)) {
        least = Math.max(least, TextWidth.of(part));
      }
    }
    return least;
  }

  private static List<String> split(String text) {
    return SPACES.splitAsStream(text).toList();
  }

  /** Between two signs there is no break. */
  private static List<String> parts(String word) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < word.length(); at++) {
      boolean breaks = BREAKS_AFTER.indexOf(word.charAt(at)) >= 0;
      if (at + 1 == word.length() || (breaks && BREAKS_AFTER.indexOf(word.charAt(at + 1)) < 0)) {
        parts.add(word.substring(from, at + 1));
        from = at + 1;
      }
    }
    return parts;
  }

  /** A piece holds a character at least, however wide, with the marks that stand over it. */
  private static List<String> pieces(String part, int width) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    int taken = 0;
    for (int at = 0; at < part.length(); at += Character.charCount(part.codePointAt(at))) {
      int next = TextWidth.of(part.codePointAt(at));
      if (at > from && taken + next > width) {
        pieces.add(part.substring(from, at));
        from = at;
        taken = 0;
      }
      taken += next;
    }
    pieces.add(part.substring(from));
    return pieces;
  }

  private void add(String piece, String before) {
    String joined = row.isEmpty() ? piece : row + before + piece;
    int width = rows.isEmpty() ? first : further;
    if (TextWidth.of(joined) <= width || row.isEmpty()) {
      row = joined;
    } else {
      rows.add(row);
      row = piece;
    }
  }

  private List<String> end() {
    rows.add(row);
    return rows.stream().map(text -> text.replace(NO_BREAK, ' ')).toList();
  }
}
