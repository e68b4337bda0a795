package org.certdrop.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.text.Printable;

/** Says in words what keeps a text from being JSON; the parser speaks to programmers. */
final class BrokenJson {
  private static final Pattern UNEXPECTED =
      Pattern.compile("(?s)Unexpected character \\('.*?' \\(code (\\d+).*");
  private static final Pattern TOKEN = Pattern.compile("(?s)Unrecognized token '(.*?)'.*");
  private static final Pattern TWICE = Pattern.compile("(?s)Duplicate field '(.*)'.*");

  private static final String SINGLE_QUOTES = "\u2018\u2019\u201a\u201b";
  private static final String DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb";

  /** Of the parser's words, in characters: they may quote the content. */
  private static final int LONGEST = 160;

  private BrokenJson() {}

  /**
   * What is wrong, and where.
   *
   * @param broken what the parser said
   * @return a clause without a full stop, fit to be shown
   */
  static String reason(JsonProcessingException broken) {
    return "line "
        + broken.getLocation().getLineNr()
        + ", column "
        + broken.getLocation().getColumnNr()
        + ": "
        + words(broken.getOriginalMessage());
  }

  private static String words(String said) {
    Matcher unexpected = UNEXPECTED.matcher(said);
    if (unexpected.matches()) {
      return unexpected(Integer.parseInt(unexpected.group(1)), said);
    }
    Matcher token = TOKEN.matcher(said);
    if (token.matches()) {
      return Printable.quoted(shortened(token.group(1))) + " is a text without quotation marks";
    }
    Matcher twice = TWICE.matcher(said);
    return twice.matches()
        ? "the field " + Printable.quoted(twice.group(1)) + " is there twice"
        : Printable.excerpt(said, LONGEST);
  }

  private static String unexpected(int point, String said) {
    String character = Character.toString(point);
    if (point == '/' || point == '#') {
      return "JSON has no comments, and one begins with " + Printable.quoted(character);
    }
    if ((point == '}' || point == ']') && said.contains("field name")) {
      return "a comma stands before the closing brace";
    }
    if (point == ']') {
      return "a comma stands before the closing bracket";
    }
    if (point == '\'' || SINGLE_QUOTES.contains(character)) {
      return "a text stands in single quotation marks, and JSON wants \"double\" ones";
    }
    if (DOUBLE_QUOTES.contains(character)) {
      return "a text stands in the quotation marks of a word processor, "
          + character
          + ", and JSON wants plain \" ones";
    }
    if (said.contains("to separate")) {
      return "a comma or colon is missing before " + Printable.quoted(character);
    }
    return said.contains("field name")
        ? "a field's name must stand in quotation marks, not begin with "
            + Printable.quoted(character)
        : Printable.quoted(character)
            + String.format(Locale.ROOT, " (U+%04X) does not belong there", point);
  }

  /** What the parser takes for a token may be the part of a key between two signs. */
  private static String shortened(String token) {
    return token.length() > 12 ? token.substring(0, 12) + "..." : token;
  }
}
