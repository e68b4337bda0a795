package org.certdrop.web;

import java.util.List;

/**
 * A table. The roles say again what the elements are, since browsers forget it where the style
 * shows each row as a block, on narrow screens.
 */
final class Grid {
  private final List<String> headings;
  private final Html rows = new Html();

  /** A table without rows yet. */
  Grid(String... headings) {
    this.headings = List.of(headings);
  }

  /** Adds a row, the first cell of which is its heading. */
  void add(Html... cells) {
    rows.open("tr", "role", "row");
    for (int column = 0; column < cells.length; column++) {
      String label = headings.get(column);
      if (column == 0) {
        rows.open("th", "scope", "row", "role", "rowheader", "data-label", label);
        rows.add(cells[column]).close("th");
      } else {
        rows.open("td", "role", "cell", "data-label", label);
        rows.add(cells[column]).close("td");
      }
    }
    rows.close("tr");
  }

  /** The table under a caption. */
  Html html(String caption) {
    Html html = new Html().open("table", "role", "table").element("caption", caption);
    html.open("thead", "role", "rowgroup").open("tr", "role", "row");
    for (String heading : headings) {
      html.element("th", heading, "scope", "col", "role", "columnheader");
    }
    html.close("tr").close("thead").open("tbody", "role", "rowgroup").add(rows);
    return html.close("tbody").close("table");
  }
}
