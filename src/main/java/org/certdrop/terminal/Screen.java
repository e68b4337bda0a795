package org.certdrop.terminal;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import org.certdrop.home.TypedCommands;

/**
 * A stream that people read: on a terminal its lines fit the width and have colours, elsewhere they
 * are whole and plain.
 *
 * @param out the stream
 * @param terminal where it leads
 * @param typed completes the commands in it
 */
public record Screen(PrintWriter out, Terminal terminal, TypedCommands typed) {
  private static final String HANGING = "    ";

  /** Lines with something to type stay whole, to be copied. */
  private static final String TYPED = "./certdrop ";

  /** None may be null. */
  public Screen {
    Objects.requireNonNull(out);
    Objects.requireNonNull(terminal);
    Objects.requireNonNull(typed);
  }

  /**
   * Prints a line.
   *
   * @param line fit to be shown; where it is continued, further in
   */
  public void println(String line) {
    println(line, "", Tone.NONE);
  }

  /**
   * Prints a line with a word in colour.
   *
   * @param line fit to be shown; where it is continued, further in
   * @param word where it first stands in the line
   * @param tone its colour
   */
  public void println(String line, String word, Tone tone) {
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    println(indent, indent + HANGING, line.substring(indent.length()), word, tone);
  }

  /**
   * Prints a text beside its label.
   *
   * @param label with the spaces that follow it; the text is continued under its beginning
   * @param text fit to be shown
   * @param word where it first stands in the text
   * @param tone its colour
   */
  public void println(String label, String text, String word, Tone tone) {
    println(label, " ".repeat(TextWidth.of(label)), text, word, tone);
  }

  private void println(String first, String further, String said, String word, Tone tone) {
    String text = typed.complete(said);
    String before = first;
    String sought = word;
    for (String row : rows(first, further, text, text.contains(TYPED) || !text.equals(said))) {
      int at = sought.isEmpty() ? -1 : row.indexOf(sought);
      if (at < 0) {
        out.println(before + row);
      } else {
        String after = row.substring(at + sought.length());
        out.println(before + row.substring(0, at) + tone.on(sought, terminal) + after);
        sought = "";
      }
      before = further;
    }
  }

  private List<String> rows(String first, String further, String text, boolean whole) {
    int room = terminal.columns() - TextWidth.of(first);
    return TextWidth.of(text) <= room || whole
        ? List.of(text)
        : Wrapping.words(text, room, terminal.columns() - further.length());
  }
}
