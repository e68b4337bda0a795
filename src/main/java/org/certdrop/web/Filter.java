package org.certdrop.web;

import java.util.Locale;

/**
 * Which rows are shown: those that contain a text.
 *
 * @param text the text, in any letter case; empty for all rows
 */
record Filter(String text) {
  static final Filter NONE = new Filter("");

  private static final int MOST = 100;
  private static final String NAME = "filter";

  /** Cuts what is longer than any value on the page. */
  Filter {
    text = text.strip();
    text = text.substring(0, Math.min(text.length(), MOST));
  }

  /** What a form asks for: the query of a URL, as it came; null if there is none. */
  static Filter ofQuery(String query) {
    return Query.field(query, NAME).map(Filter::new).orElse(NONE);
  }

  boolean isOn() {
    return !text.isEmpty();
  }

  /** Whether a row of these cells is shown. */
  boolean shows(String... cells) {
    if (!isOn()) {
      return true;
    }
    String wanted = text.toLowerCase(Locale.ROOT);
    for (String cell : cells) {
      if (cell.toLowerCase(Locale.ROOT).contains(wanted)) {
        return true;
      }
    }
    return false;
  }
}
