package org.certdrop.web;

import org.certdrop.text.Printable;

/**
 * A piece of HTML. Whatever is put into it as text or as the value of an attribute stays text: it
 * is escaped, and made printable.
 */
final class Html {
  private final StringBuilder markup = new StringBuilder();

  /**
   * Opens an element.
   *
   * @param attributes name, value, name, value, ...
   */
  Html open(String element, String... attributes) {
    markup.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      markup.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      markup.append('"');
    }
    markup.append('>');
    return this;
  }

  /** Closes an element. */
  Html close(String element) {
    markup.append("</").append(element).append(">\n");
    return this;
  }

  /** Closes an element that stands within a line. */
  Html end(String element) {
    markup.append("</").append(element).append('>');
    return this;
  }

  /** Adds text. */
  Html text(String text) {
    escape(text);
    return this;
  }

  /** Adds an element that holds text alone. */
  Html element(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close(element);
  }

  /** Adds an element within a line, that holds text alone. */
  Html inline(String element, String text, String... attributes) {
    return open(element, attributes).text(text).end(element);
  }

  /** Adds what another piece holds. */
  Html add(Html other) {
    markup.append(other.markup);
    return this;
  }

  private void escape(String text) {
    String printable = Printable.of(text);
    for (int i = 0; i < printable.length(); i++) {
      char character = printable.charAt(i);
      switch (character) {
        case '&' -> markup.append("&amp;");
        case '<' -> markup.append("&lt;");
        case '>' -> markup.append("&gt;");
        case '"' -> markup.append("&quot;");
        case '\'' -> markup.append("&#39;");
        default -> markup.append(character);
      }
    }
  }

  /** The markup. */
  @Override
  public String toString() {
    return markup.toString();
  }
}
