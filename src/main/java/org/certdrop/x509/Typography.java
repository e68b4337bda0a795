package org.certdrop.x509;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.text.Encodings;

/**
 * What a word processor or a typing hand made of a BEGIN or END line, or of the base64 between: it
 * joins hyphens into dashes, puts spaces in that do not break, changes letter case.
 *
 * @param line the number of the line, counted from 1
 * @param problem what is wrong with it: a clause whose subject is the line, fit to be shown
 */
public record Typography(int line, String problem) {
  /** Spaces of any width, and characters that are not seen, such as the soft hyphen. */
  private static final String SPACES = "\\s\\p{Z}\\p{Cf}";

  private static final String DASHES = "\\p{Pd}\\u2212";

  /** What reads like a boundary: dashes of any kind, the word, a label in capital letters. */
  private static final Pattern BOUNDARY =
      Pattern.compile(
          "[@#]*+(?<=[#][@]{0,9})(?:(?:BEGIN|END)[@]+[A-Z0-9]{2,}|(?i:(?:BEGIN|END)[@]*CERTIFICATE))"
              .concat("\\b[@A-Z0-9]*[#]*")
              .replace("@", SPACES)
              .replace("#", DASHES));

  /** The parts of a certificate's boundary in ASCII. */
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*(-+)(\\s*)(BEGIN|END)(\\s*)(CERTIFICATE)(\\s*)(-*)", Pattern.CASE_INSENSITIVE);

  private static final Pattern BEGIN =
      Pattern.compile("\\s*-----BEGIN [^-]*(?i:CERTIFICATE)[^-]*-----");
  private static final String END = "-----END ";
  private static final int HYPHENS = 5;

  /**
   * Looks for such a line.
   *
   * @param content all of a file
   * @return where the first one is; nothing if there is none
   */
  static Optional<Typography> find(byte[] content) {
    String text = Encodings.decode(content);
    String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    List<String> lines = List.of(plain.split("\\r\\n|[\\r\\n]", -1));
    boolean inside = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher begin = BEGIN.matcher(line);
      boolean opens = begin.lookingAt();
      int from = opens ? begin.end() : inside ? 0 : line.length();
      int end = line.indexOf(END, from);
      String base64 = line.substring(from, end < 0 ? line.length() : end);
      Optional<String> problem =
          boundary(line, i == lines.size() - 1).or(() -> foreign(base64, "base64 belongs"));
      if (problem.isPresent()) {
        return Optional.of(new Typography(i + 1, problem.get()));
      }
      inside = (opens || inside) && end < 0;
    }
    return Optional.empty();
  }

  /** What is wrong with a line that reads like a boundary; the last line may be cut off. */
  private static Optional<String> boundary(String line, boolean last) {
    Matcher boundary = BOUNDARY.matcher(line);
    if (!boundary.lookingAt()) {
      return Optional.empty();
    }
    return foreign(boundary.group(), "only hyphens and plain spaces belong")
        .or(() -> misshapen(boundary.group(), last));
  }

  private static Optional<String> foreign(String part, String wanted) {
    return part.codePoints()
        .filter(point -> point > 0x7e)
        .mapToObj(point -> "has the character " + named(point) + " where " + wanted)
        .findFirst();
  }

  private static Optional<String> misshapen(String boundary, boolean last) {
    Matcher form = FORM.matcher(boundary);
    if (!form.matches()) {
      return Optional.empty();
    }
    String word = form.group(3).toUpperCase(Locale.ROOT);
    if (form.group(1).length() != HYPHENS) {
      return hyphens(form.group(1).length(), "before " + word);
    }
    if (!(form.group(3) + form.group(5)).equals(word + "CERTIFICATE")) {
      return Optional.of("does not have " + word + " CERTIFICATE in capital letters");
    }
    if (!form.group(4).equals(" ")) {
      return Optional.of("does not have exactly one space between " + word + " and CERTIFICATE");
    }
    int behind = form.group(7).length();
    if (!form.group(2).isEmpty() || (behind > 0 && !form.group(6).isEmpty())) {
      return Optional.of("has a space between its hyphens and its words");
    }
    boolean cut = last && behind < HYPHENS;
    return behind == HYPHENS || cut ? Optional.empty() : hyphens(behind, "behind CERTIFICATE");
  }

  private static Optional<String> hyphens(int number, String where) {
    String counted = number == 0 ? "no hyphens" : number == 1 ? "1 hyphen" : number + " hyphens";
    return Optional.of("has " + counted + " " + where + " where 5 belong");
  }

  /** A character by its code point and its name in Unicode: {@code U+2014 (em dash)}. */
  private static String named(int character) {
    return String.format(
        Locale.ROOT,
        "U+%04X (%s)",
        character,
        String.valueOf(Character.getName(character)).toLowerCase(Locale.ROOT));
  }

  /**
   * The line and what is wrong with it: {@code line 2 has 4 hyphens before BEGIN where 5 belong}.
   */
  @Override
  public String toString() {
    return "line " + line + " " + problem;
  }
}
