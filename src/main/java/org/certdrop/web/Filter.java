package org.certdrop.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which rows are shown: those that contain a text.
 *
 * @param text the text, in any letter case; empty for all rows
 */
record Filter(String text) {
  static final Filter NONE = new Filter("");

  private static final int MOST = 100;
  private static final String NAME = "filter=";

  /** Cuts what is longer than any value on the page. */
  Filter {
    text = text.strip();
    text = text.substring(0, Math.min(text.length(), MOST));
  }

  /** What a form asks for: the query of a URL, as it came; null if there is none. */
  static Filter ofQuery(String query) {
    if (query == null) {
      return NONE;
    }
    try {
      return Stream.of(query.split("&"))
          .filter(field -> field.startsWith(NAME))
          .findFirst()
          .map(field -> new Filter(URLDecoder.decode(field.substring(NAME.length()), UTF_8)))
          .orElse(NONE);
    } catch (IllegalArgumentException e) {
      return NONE; // no percent code of a browser
    }
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
