package org.certdrop.identity;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/**
 * An INI file as Python's {@code configparser.ConfigParser()} reads it, which is what Fed-BioMed
 * reads its configuration with: options in any letter case, {@code =} or {@code :}, whole lines of
 * comment, indented lines that continue a value, {@code %(option)s} for the value of another
 * option, a section {@code DEFAULT} for all others. A section or option that occurs twice is an
 * error, as it is there.
 */
final class IniFile {
  /** The section whose options all other sections have, too. */
  static final String DEFAULTS = "DEFAULT";

  private static final Pattern REFERENCE = Pattern.compile("%(?:(%)|\\(([^)]+)\\)s)?");

  /** As many as Python follows one within the other. */
  private static final int DEPTH = 10;

  /** What is longer than any configuration needs would only be there to waste memory. */
  private static final int MOST_REFERENCES = 100;

  private final Map<String, Map<String, String>> sections;

  private IniFile(Map<String, Map<String, String>> sections) {
    this.sections = sections;
  }

  /**
   * Reads a file.
   *
   * @param text its whole content; a byte order mark is passed over
   * @return the file, or what is wrong with it: a clause that begins with the line
   */
  static Parsed<IniFile> parse(String text) {
    Parsed<Map<String, Map<String, String>>> parsed =
        IniParser.parse(text.startsWith("\ufeff") ? text.substring(1) : text);
    if (parsed instanceof Parsed.Bad<Map<String, Map<String, String>>> bad) {
      return Parsed.bad(bad.problem(), bad.hint());
    }
    return Parsed.good(
        new IniFile(((Parsed.Good<Map<String, Map<String, String>>>) parsed).value()));
  }

  /** Whether there is a section of this name, letter case included. */
  boolean has(String section) {
    return sections.containsKey(section);
  }

  /**
   * The value of an option, with the values that it refers to.
   *
   * @param section the section's name, letter case included
   * @param option the option's name
   * @return nothing if there is none; else the value, or what is wrong with a reference in it
   */
  Optional<Parsed<String>> value(String section, String option) {
    if (!has(section)) {
      return Optional.empty();
    }
    Map<String, String> options = new HashMap<>(sections.getOrDefault(DEFAULTS, Map.of()));
    options.putAll(sections.get(section));
    return Optional.ofNullable(options.get(option.toLowerCase(Locale.ROOT)))
        .map(raw -> new Interpolation(options).of(raw));
  }

  /** Python's {@code BasicInterpolation}. */
  private static final class Interpolation {
    private final Map<String, String> options;
    private final StringBuilder value = new StringBuilder();
    private int references;

    Interpolation(Map<String, String> options) {
      this.options = options;
    }

    Parsed<String> of(String raw) {
      Optional<String> problem = append(raw, 1);
      return problem.isPresent()
          ? Parsed.bad(
              problem.get(), "Write %% for a percent sign: configparser takes one for a reference.")
          : Parsed.good(value.toString());
    }

    private Optional<String> append(String raw, int depth) {
      Matcher reference = REFERENCE.matcher(raw);
      int end = 0;
      while (reference.find()) {
        value.append(raw, end, reference.start());
        end = reference.end();
        Optional<String> problem = resolve(reference, depth);
        if (problem.isPresent()) {
          return problem;
        }
      }
      value.append(raw, end, raw.length());
      return Optional.empty();
    }

    private Optional<String> resolve(Matcher reference, int depth) {
      if (reference.group(1) != null) {
        value.append('%');
        return Optional.empty();
      }
      if (reference.group(2) == null) {
        return Optional.of("holds a percent sign that begins no %(option)s");
      }
      String referred = options.get(reference.group(2).toLowerCase(Locale.ROOT));
      if (referred == null) {
        return Optional.of(
            "refers to " + Printable.quoted(reference.group(2)) + ", which is not there");
      }
      if (depth >= DEPTH || ++references > MOST_REFERENCES) {
        return Optional.of("refers to other options without an end");
      }
      return append(referred, depth + 1);
    }
  }
}
