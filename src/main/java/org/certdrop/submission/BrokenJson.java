package org.certdrop.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.text.Printable;

/**
 * Says in words what keeps a text from being JSON. The parser speaks to programmers: of what it
 * says, the kind of fault is taken and none of the words.
 */
final class BrokenJson {
  private static final Pattern CHARACTER =
      Pattern.compile("(?s)(?:Unexpected|Illegal) .*?\\(.*?code (\\d+).*");
  private static final Pattern ESCAPE =
      Pattern.compile("(?s)Unrecognized character escape .*?code (\\d+).*");
  private static final Pattern TOKEN =
      Pattern.compile("(?s)(?:Unrecognized|Non-standard) token '(.*?)'.*");
  private static final Pattern TWICE = Pattern.compile("(?s)Duplicate field '(.*)'.*");
  private static final Pattern CLOSE =
      Pattern.compile("(?s)Unexpected close marker '(.)'(?:: expected '(.)')?.*");

  private static final String SINGLE_QUOTES = "\u2018\u2019\u201a\u201b";
  private static final String DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb";

  private final String said;
  private final String text;
  private final int at;

  private BrokenJson(JsonProcessingException broken, String text) {
    this.said = broken.getOriginalMessage();
    this.text = text;
    this.at = (int) Math.max(0, Math.min(broken.getLocation().getCharOffset(), text.length()));
  }

  /**
   * What is wrong, and where.
   *
   * @param broken what the parser said
   * @param text what it had read
   * @return a clause without a full stop, fit to be shown
   */
  static String reason(JsonProcessingException broken, String text) {
    return CutJson.unclosed(broken, text)
        .orElseGet(
            () ->
                "line "
                    + broken.getLocation().getLineNr()
                    + ", column "
                    + broken.getLocation().getColumnNr()
                    + ": "
                    + new BrokenJson(broken, text).words());
  }

  private String words() {
    if (SidecarSyntax.OWN_WORDS.contains(said)) {
      return said;
    }
    return BareAddress.at(text, at)
        .map(found -> "the address " + Printable.quoted(found) + " needs quotation marks around it")
        .or(this::named)
        .orElseGet(this::kind);
  }

  /** What the parser names. */
  private Optional<String> named() {
    Matcher token = TOKEN.matcher(said);
    if (token.matches()) {
      return Optional.of(
          Printable.quoted(shortened(token.group(1))) + " is a text without quotation marks");
    }
    Matcher twice = TWICE.matcher(said);
    if (twice.matches()) {
      return Optional.of("the field " + Printable.quoted(twice.group(1)) + " is there twice");
    }
    Matcher close = CLOSE.matcher(said);
    if (close.matches()) {
      return Optional.of(
          Printable.quoted(close.group(1))
              + (close.group(2) == null
                  ? " closes what was never opened"
                  : " stands where " + close.group(2) + " is to close"));
    }
    Matcher escape = ESCAPE.matcher(said);
    if (escape.matches()) {
      return Optional.of(
          "a backslash stands before "
              + shown(point(escape))
              + "; in JSON a backslash itself is written twice, \\\\");
    }
    Matcher character = CHARACTER.matcher(said);
    return character.matches() ? Optional.of(unexpected(point(character))) : Optional.empty();
  }

  /** What is known only by its kind. */
  private String kind() {
    if (said.contains("Leading zeroes")) {
      return "a number begins with a zero that does not belong there: write 14001, not 014001";
    }
    if (said.contains("numeric value")) {
      return "a number is not written as JSON wants it";
    }
    return said.startsWith("Unexpected end")
        ? "the text ends too early"
        : "what stands there is not JSON";
  }

  private String unexpected(int point) {
    String character = Character.toString(point);
    if (point < ' ') {
      return control(point);
    }
    if (said.contains("escape sequence")) {
      return "a backslash and a \"u\" want four hexadecimal digits behind them, as in \\u00e9";
    }
    if (said.contains("plus sign")) {
      return "a number begins with a plus sign, and JSON has none there";
    }
    if (said.contains("numeric value")) {
      return "a number is not finished before " + shown(point);
    }
    if (point == '/' || point == '#') {
      return "JSON has no comments, and one begins with " + Printable.quoted(character);
    }
    if (point == '}' || point == ']') {
      return closing(point);
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
      if (point == ')' || point == '>') {
        return Printable.quoted(character) + " stands where } or ] is to close";
      }
      if (followsSwallowedQuote(point)) {
        return "the quotation mark before "
            + Printable.quoted(character)
            + " closes a text whose own closing quotation mark is missing";
      }
      return "a comma or colon is missing before " + Printable.quoted(character);
    }
    return said.contains("field name")
        ? "a field's name must stand in quotation marks, not begin with "
            + Printable.quoted(character)
        : shown(point) + " does not belong there";
  }

  private String control(int point) {
    if (point == 0) {
      return "a zero octet stands there; the copy was probably not complete";
    }
    if (!said.contains("string value")) {
      return "the control character " + code(point) + " does not belong there";
    }
    return point == '\n' || point == '\r'
        ? "a text goes on behind the end of its line; it must stand on one line, or its closing"
            + " quotation mark is missing"
        : "a text holds the control character " + code(point);
  }

  private String closing(int point) {
    String closed = before(point);
    String name = point == '}' ? "brace" : "bracket";
    return closed.stripTrailing().endsWith(",")
        ? "a comma stands before the closing " + name
        : "a comma, colon or value is missing before the closing " + name;
  }

  /**
   * Whether a text just ended right before this character, and its last sign is one that stands
   * between texts: then its quotation mark is the opening one of the next text.
   */
  private boolean followsSwallowedQuote(int point) {
    String before = before(point);
    if (!before.endsWith("\"") || before.length() < 2) {
      return false;
    }
    String swallowed = before.substring(0, before.length() - 1).stripTrailing();
    return swallowed.endsWith(",") || swallowed.endsWith(":");
  }

  /** What stands before the character at the place. */
  private String before(int point) {
    String before = text.substring(0, Math.min(at, text.length())).stripTrailing();
    return before.endsWith(Character.toString(point))
        ? before.substring(0, before.length() - 1)
        : before;
  }

  private static int point(Matcher found) {
    return Integer.parseInt(found.group(1));
  }

  private static String shown(int point) {
    return point <= ' '
        ? code(point)
        : Printable.quoted(Character.toString(point)) + " (" + code(point) + ")";
  }

  private static String code(int point) {
    return String.format(Locale.ROOT, "U+%04X", point);
  }

  /** What the parser takes for a token may be the part of a key between two signs. */
  private static String shortened(String token) {
    return token.length() > 12 ? token.substring(0, 12) + "..." : token;
  }
}
