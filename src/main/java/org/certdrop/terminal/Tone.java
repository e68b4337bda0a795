package org.certdrop.terminal;

import picocli.CommandLine.Help.Ansi.Style;

/** How good a word is, shown by a colour on a terminal; the word alone says all. */
public enum Tone {
  /** As it should be. */
  GOOD(Style.fg_green),
  /** Somebody should do something, some time. */
  FAIR(Style.fg_yellow),
  /** Something is wrong. */
  BAD(Style.fg_red),
  /** None of these. */
  NONE(null);

  private final Style style;

  Tone(Style style) {
    this.style = style;
  }

  /**
   * A text in its colour, where colours are shown.
   *
   * @param text fit to be shown: nothing of it is taken for a colour or a style
   */
  String on(String text, Terminal terminal) {
    boolean plain = this == NONE || text.isEmpty() || !terminal.coloured();
    return plain ? text : style.on() + text + style.off();
  }
}
