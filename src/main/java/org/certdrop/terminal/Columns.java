package org.certdrop.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;

/** How wide the columns of a table are. */
final class Columns {
  private static final String GAP = "  ";

  /** To try widths on more rows takes long, and these are what is on the screen. */
  private static final int TRIED = 200;

  private final int[] widths;

  private Columns(int... widths) {
    this.widths = widths;
  }

  /** One column. */
  static Columns one(int width) {
    return new Columns(width);
  }

  /** Each as wide as its widest cell. */
  static Columns natural(List<List<Cell>> rows) {
    return new Columns(widest(rows, TextWidth::of));
  }

  /**
   * Columns that fit, so that the tallest cell is as low as can be; where not even single words
   * fit, these are broken.
   */
  static Columns fit(List<List<Cell>> rows, int available) {
    return fit(rows, available, widest(rows, Wrapping::least));
  }

  /** Columns of which the first is as wide as its widest cell; they may not fit. */
  static Columns besideFirst(List<List<Cell>> rows, int available) {
    int[] least = widest(rows, Wrapping::least);
    least[0] = natural(rows).widths[0];
    return new Columns(least).total() > available
        ? new Columns(least)
        : fit(rows, available, least);
  }

  private static Columns fit(List<List<Cell>> rows, int available, int... least) {
    Columns columns = new Columns(least);
    while (columns.total() > available && Arrays.stream(least).max().orElse(0) > 1) {
      least[columns.widest()]--;
    }
    columns.grow(rows.subList(0, Math.min(TRIED, rows.size())), available - columns.total());
    return new Columns(widest(rows, columns::taken));
  }

  private static int[] widest(List<List<Cell>> rows, ToIntFunction<String> width) {
    return widest(rows, (text, column) -> width.applyAsInt(text));
  }

  private static int[] widest(List<List<Cell>> rows, ToIntBiFunction<String, Integer> width) {
    int[] widest = new int[rows.get(0).size()];
    for (List<Cell> row : rows) {
      for (int column = 0; column < widest.length; column++) {
        widest[column] = Math.max(widest[column], width.applyAsInt(row.get(column).text(), column));
      }
    }
    return widest;
  }

  /** What a broken text takes of its column. */
  private int taken(String text, int column) {
    return Wrapping.cell(text, widths[column]).stream().mapToInt(TextWidth::of).max().orElse(0);
  }

  private int widest() {
    int widest = 0;
    for (int column = 1; column < widths.length; column++) {
      widest = widths[column] > widths[widest] ? column : widest;
    }
    return widest;
  }

  /** Whatever is left makes the tallest column wider, until none is tall. */
  private void grow(List<List<Cell>> rows, int spare) {
    int[] heights = new int[widths.length];
    Arrays.setAll(heights, column -> height(rows, column));
    for (int left = spare; left > 0; left--) {
      int tallest = 0;
      for (int column = 1; column < heights.length; column++) {
        tallest = heights[column] > heights[tallest] ? column : tallest;
      }
      if (heights.length == 0 || heights[tallest] == 1) {
        return;
      }
      widths[tallest]++;
      heights[tallest] = height(rows, tallest);
    }
  }

  private int height(List<List<Cell>> rows, int column) {
    return rows.stream()
        .mapToInt(row -> Wrapping.cell(row.get(column).text(), widths[column]).size())
        .max()
        .orElse(0);
  }

  /** The height of the tallest of the first rows, in lines. */
  int height(List<List<Cell>> rows) {
    List<List<Cell>> tried = rows.subList(0, Math.min(TRIED, rows.size()));
    int height = 0;
    for (int column = 0; column < widths.length; column++) {
      height = Math.max(height, height(tried, column));
    }
    return height;
  }

  /** The width of all of them, gaps included. */
  int total() {
    return Arrays.stream(widths).sum() + Math.max(0, widths.length - 1) * GAP.length();
  }

  /** Prints a row, in as many lines as its tallest cell takes. */
  void print(List<Cell> row, String indent, Screen screen) {
    List<List<String>> cells = new ArrayList<>();
    int height = 0;
    for (int column = 0; column < widths.length; column++) {
      cells.add(Wrapping.cell(row.get(column).text(), widths[column]));
      height = Math.max(height, cells.get(column).size());
    }
    for (int line = 0; line < height; line++) {
      StringBuilder shown = new StringBuilder(indent);
      for (int column = 0; column < widths.length; column++) {
        List<String> cell = cells.get(column);
        String text = line < cell.size() ? cell.get(line) : "";
        shown.append(row.get(column).tone().on(text, screen.terminal()));
        shown.append(" ".repeat(widths[column] - TextWidth.of(text))).append(GAP);
      }
      screen.out().println(shown.toString().stripTrailing());
    }
  }
}
