package org.certdrop.terminal;

import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a stream leads: to a terminal, or into a file, a pipe or another program, which get
 * everything whole and plain.
 *
 * @param present whether it is a terminal
 * @param columns how wide it is
 * @param erases whether a line on it can be written over
 * @param coloured whether colours are wanted on it
 */
public record Terminal(boolean present, int columns, boolean erases, boolean coloured) {
  /** No terminal. */
  public static final Terminal NONE = new Terminal(false, Integer.MAX_VALUE, false, false);

  /** A narrower one wraps what is made for this; a wider one than the widest does not exist. */
  static final int NARROWEST = 40;

  private static final int WIDEST = 10_000;
  private static final int USUAL = 80;
  private static final String COLUMNS = "COLUMNS";

  /**
   * What the launcher and the environment say of a stream. Java itself cannot tell one stream from
   * another, and only the shell can ask how wide a terminal is.
   *
   * @param measured what the launcher measured; null if the stream is no terminal
   * @param environment the variables that are set
   */
  static Terminal of(String measured, Map<String, String> environment) {
    if (measured == null) {
      return NONE;
    }
    int asked = isSane(environment.get(COLUMNS)) ? columns(environment.get(COLUMNS)) : 0;
    int seen = isSane(measured) ? columns(measured) : USUAL;
    String noColour = environment.get("NO_COLOR");
    boolean able = !"dumb".equals(environment.get("TERM"));
    return new Terminal(
        true,
        Math.max(NARROWEST, asked == 0 ? seen : asked),
        able,
        able && (noColour == null || noColour.isEmpty()));
  }

  /** A terminal whose size nobody has set says 0. */
  private static boolean isSane(String columns) {
    return columns != null && columns.matches("[0-9]{1,5}") && columns(columns) > 0;
  }

  private static int columns(String text) {
    return Math.min(Integer.parseInt(text), WIDEST);
  }

  /** The colours of picocli's own texts. */
  public Ansi ansi() {
    return coloured ? Ansi.ON : Ansi.OFF;
  }
}
