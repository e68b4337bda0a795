package org.certdrop.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.certdrop.text.Printable;

/**
 * Verdicts as they lie in the inbox, where everybody who may drop files may have changed them: no
 * field need be there, or short.
 */
final class VerdictFields {
  private static final int MOST_LETTERS = 600;
  private static final int MOST_ENTRIES = 8;

  private VerdictFields() {}

  /** A name from outside, at most so long, that may have been pasted by mistake. */
  static String cut(String text, int most) {
    return Printable.excerpt(text, most);
  }

  /** A field's text, not long; empty if there is none. What certdrop wrote names no secret. */
  static String text(JsonNode verdict, String field) {
    JsonNode value = verdict.path(field);
    String text = value.isTextual() ? value.asText() : "";
    return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS) + "...";
  }

  /** The first elements of an array. */
  static List<JsonNode> elements(JsonNode verdict, String field) {
    List<JsonNode> elements = new ArrayList<>();
    for (JsonNode element : verdict.path(field)) {
      if (elements.size() < MOST_ENTRIES) {
        elements.add(element);
      }
    }
    return elements;
  }

  /** When it was decided. */
  static Html decided(JsonNode verdict) {
    String text = text(verdict, "decided_at");
    try {
      return Times.at(Instant.parse(text));
    } catch (DateTimeException e) {
      return new Html().text(text);
    }
  }
}
