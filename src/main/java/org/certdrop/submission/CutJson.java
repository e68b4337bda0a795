package org.certdrop.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.Optional;

/** Tells a text that only lacks its rest from one that is broken before its end. */
final class CutJson {
  /** What people end an object with, rightly or not. */
  private static final String CLOSERS = "}])>";

  private static final String BETWEEN = ",:{}[]\" \t\r\n";

  private CutJson() {}

  /**
   * Whether more text could mend it: the parser came to the end, or stopped in the last word there.
   * A zero octet stands where a copy is not written yet.
   *
   * @param broken what the parser said
   * @param text what it had read
   */
  static boolean mayBeCut(JsonProcessingException broken, String text) {
    String written = text.stripTrailing();
    if (written.isEmpty() || text.indexOf('\0') >= 0) {
      return true;
    }
    char last = written.charAt(written.length() - 1);
    if (broken instanceof JsonEOFException) {
      return last != '}' || openQuote(text) < 0;
    }
    return broken.getLocation().getCharOffset() >= lastWord(written) && CLOSERS.indexOf(last) < 0;
  }

  /** Where the last word begins, or the sign that stands there instead. */
  private static int lastWord(String written) {
    int start = written.length() - 1;
    while (start > 0 && BETWEEN.indexOf(written.charAt(start - 1)) < 0) {
      start--;
    }
    return start;
  }

  /** Where a text begins whose closing quotation mark is missing, in words, if one is. */
  static Optional<String> unclosed(JsonProcessingException broken, String text) {
    int open = broken instanceof JsonEOFException ? openQuote(text) : -1;
    if (open < 0) {
      return Optional.empty();
    }
    String before = text.substring(0, open);
    return Optional.of(
        "line "
            + (before.chars().filter(c -> c == '\n').count() + 1)
            + ", column "
            + (open - before.lastIndexOf('\n'))
            + ": a text begins there, and its closing quotation mark is missing");
  }

  /** Where the text in quotation marks begins that has no end; -1 if each has one. */
  private static int openQuote(String text) {
    int open = -1;
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '"') {
        open = open < 0 ? at : -1;
      } else if (text.charAt(at) == '\\' && open >= 0) {
        at++;
      }
    }
    return open;
  }
}
