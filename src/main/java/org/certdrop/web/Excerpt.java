package org.certdrop.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The first of many rows.
 *
 * @param rows those that are shown
 * @param more how many more would be, if there were room
 * @param all how many there are, the hidden ones included
 * @param <T> a row
 */
record Excerpt<T>(List<T> rows, int more, int all) {
  Excerpt {
    rows = List.copyOf(rows);
  }

  /**
   * Takes the first.
   *
   * @param most how many there is room for
   * @param wanted which are shown at all
   */
  static <T> Excerpt<T> of(List<T> all, int most, Predicate<T> wanted) {
    List<T> rows = new ArrayList<>();
    int more = 0;
    for (T row : all) {
      if (!wanted.test(row)) {
        continue;
      }
      if (rows.size() < most) {
        rows.add(row);
      } else {
        more++;
      }
    }
    return new Excerpt<>(rows, more, all.size());
  }

  /** A sentence about what is not shown; empty if all is. */
  Html rest() {
    Html html = new Html();
    int hidden = all - rows.size() - more;
    if (more > 0) {
      html.element(
          "p",
          "And " + more + " more, for which there is no room here: use the filter.",
          "class",
          "rest");
    }
    if (hidden > 0) {
      html.element(
          "p",
          hidden + (hidden == 1 ? " other does" : " others do") + " not match the filter.",
          "class",
          "rest");
    }
    return html;
  }
}
