package org.certdrop.identity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/** Takes an INI file apart, one line after the other. */
final class IniParser {
  private static final String HINT =
      "Put it right, or take Fed-BioMed's own copy of the file: Fed-BioMed cannot read it either.";

  /** What follows the bracket on its line means nothing to Python. */
  private static final Pattern SECTION = Pattern.compile("\\[(.+)].*");

  private final Map<String, Map<String, List<String>>> sections = new LinkedHashMap<>();
  private final Set<String> begun = new HashSet<>();
  private Map<String, List<String>> section;
  private List<String> value;
  private int indentation;

  private IniParser() {}

  /** The options of each section in lower case and their values; or what is wrong, and where. */
  static Parsed<Map<String, Map<String, String>>> parse(String text) {
    IniParser parser = new IniParser();
    String[] lines = text.split("\r\n|\r|\n", -1);
    for (int i = 0; i < lines.length; i++) {
      Optional<String> problem = parser.take(lines[i]);
      if (problem.isPresent()) {
        return Parsed.bad("line " + (i + 1) + " " + problem.get() + ".", HINT);
      }
    }
    return Parsed.good(parser.joined());
  }

  private Optional<String> take(String line) {
    String content = line.strip();
    if (content.startsWith("#") || content.startsWith(";")) {
      return Optional.empty();
    }
    if (content.isEmpty()) {
      continueValue("");
      return Optional.empty();
    }
    int column = line.indexOf(content);
    if (value != null && column > indentation) {
      continueValue(content);
      return Optional.empty();
    }
    indentation = column;
    Matcher header = SECTION.matcher(content);
    return header.matches() ? begin(header.group(1)) : option(content);
  }

  private void continueValue(String content) {
    if (value != null) {
      value.add(content);
    }
  }

  private Optional<String> begin(String name) {
    if (!begun.add(name) && !name.equals(IniFile.DEFAULTS)) {
      return Optional.of("begins the section [" + Printable.of(name) + "] a second time");
    }
    section = sections.computeIfAbsent(name, absent -> new LinkedHashMap<>());
    value = null;
    return Optional.empty();
  }

  private Optional<String> option(String content) {
    if (section == null) {
      return Optional.of("stands before the first [section]");
    }
    int delimiter = delimiter(content);
    if (delimiter < 1) {
      return Optional.of("is neither a [section] nor an option = value");
    }
    String written = content.substring(0, delimiter).strip();
    String name = written.toLowerCase(Locale.ROOT);
    if (section.containsKey(name)) {
      return Optional.of("sets " + Printable.quoted(written) + " a second time");
    }
    value = new ArrayList<>(List.of(content.substring(delimiter + 1).strip()));
    section.put(name, value);
    return Optional.empty();
  }

  private static int delimiter(String content) {
    for (int i = 0; i < content.length(); i++) {
      if (content.charAt(i) == '=' || content.charAt(i) == ':') {
        return i;
      }
    }
    return -1;
  }

  private Map<String, Map<String, String>> joined() {
    Map<String, Map<String, String>> joined = new LinkedHashMap<>();
    sections.forEach(
        (name, options) -> {
          Map<String, String> values = new LinkedHashMap<>();
          options.forEach(
              (option, lines) -> values.put(option, String.join("\n", lines).stripTrailing()));
          joined.put(name, values);
        });
    return joined;
  }
}
