package org.certdrop.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows under headings, each column as wide as its widest cell.
 *
 * <p>On a terminal that is too narrow for that, cells are continued in further lines. The first
 * column, which says what a row is about and is what one copies, stays whole: if need be it stands
 * in a line of its own, above the others. Nothing is cut off.
 */
public final class Table {
  private static final String INDENT = "  ";

  private final List<List<Cell>> rows = new ArrayList<>();

  public Table(String... headings) {
    rows.add(Arrays.stream(headings).map(Cell::of).toList());
  }

  public void add(String... cells) {
    rows.add(Arrays.stream(cells).map(Cell::of).toList());
  }

  public void add(Cell... cells) {
    rows.add(List.of(cells));
  }

  public void print(Screen screen) {
    int available = screen.terminal().columns();
    Columns columns = Columns.natural(rows);
    if (columns.total() > available) {
      columns = Columns.besideFirst(rows, available);
      Columns below = Columns.fit(others(), available - INDENT.length());
      // A line for the first column alone is well spent where it saves more than that line.
      if (columns.total() > available || columns.height(rows) > below.height(others()) + 1) {
        printBelow(below, screen);
        return;
      }
    }
    for (List<Cell> row : rows) {
      columns.print(row, "", screen);
    }
  }

  private void printBelow(Columns below, Screen screen) {
    Columns first = Columns.one(screen.terminal().columns());
    for (List<Cell> row : rows) {
      first.print(row.subList(0, 1), "", screen);
      below.print(row.subList(1, row.size()), INDENT, screen);
    }
  }

  private List<List<Cell>> others() {
    return rows.stream().map(row -> row.subList(1, row.size())).toList();
  }
}
