package org.certdrop.terminal;

import java.util.Objects;
import org.certdrop.text.Printable;

/**
 * What stands in one place of a table.
 *
 * @param text fit to be shown
 * @param tone its colour
 */
public record Cell(String text, Tone tone) {
  /** None may be null. */
  public Cell {
    Objects.requireNonNull(text);
    Objects.requireNonNull(tone);
  }

  /**
   * A cell in a colour.
   *
   * @param text any text; it is made fit to be shown
   */
  public static Cell of(String text, Tone tone) {
    return new Cell(Printable.of(text), tone);
  }

  /** A cell without a colour. */
  public static Cell of(String text) {
    return of(text, Tone.NONE);
  }
}
