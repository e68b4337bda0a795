package org.certdrop.x509;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a word processor made of a BEGIN or END line: it joins hyphens into dashes, and puts spaces
 * that do not break into it.
 *
 * @param line the number of the line, counted from 1
 * @param character the first character that does not belong there
 */
public record Typography(int line, int character) {
  /** A line that reads like a boundary: dashes of any kind, then the word. */
  private static final Pattern BOUNDARY =
      Pattern.compile(
          "[\\p{Pd}\\u2212\\s\\u00a0\\u202f]*[\\p{Pd}\\u2212][\\s\\u00a0\\u202f]*(?:BEGIN|END)\\b.*");

  /**
   * Looks for such a line.
   *
   * @param content all of a file
   * @return where the first one is; nothing if there is none
   */
  static Optional<Typography> find(byte[] content) {
    int number = 0;
    for (String line : new String(content, StandardCharsets.UTF_8).split("\\r\\n|[\\r\\n]", -1)) {
      number++;
      Matcher boundary = BOUNDARY.matcher(line.startsWith("\ufeff") ? line.substring(1) : line);
      if (boundary.matches()) {
        int at = number;
        Optional<Typography> foreign =
            boundary
                .group()
                .codePoints()
                .filter(point -> point > 0x7e)
                .mapToObj(point -> new Typography(at, point))
                .findFirst();
        if (foreign.isPresent()) {
          return foreign;
        }
      }
    }
    return Optional.empty();
  }

  /** The character by its code point and its name in Unicode: {@code U+2014 (em dash)}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "U+%04X (%s)",
        character,
        String.valueOf(Character.getName(character)).toLowerCase(Locale.ROOT));
  }
}
