package org.certdrop.web;

import java.util.Locale;

/** How good a word is, shown by a sign and a colour beside it; the word alone says all. */
enum Badge {
  /** As it should be. */
  GOOD("\u2713"),
  /** Somebody should do something, some time. */
  FAIR("\u25b2"),
  /** Something is missing. */
  BAD("\u2715"),
  /** Neither. */
  NONE("");

  private final String sign;

  Badge(String sign) {
    this.sign = sign;
  }

  /** The word with its sign. */
  Html on(String word) {
    Html html = new Html();
    if (this == NONE) {
      return html.text(word);
    }
    return html.open("span", "class", "word " + style())
        .inline("span", sign, "class", "sign", "aria-hidden", "true")
        .text(" " + word)
        .end("span");
  }

  /** Its name in the style sheet. */
  String style() {
    return name().toLowerCase(Locale.ROOT);
  }
}
