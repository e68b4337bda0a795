package org.certdrop.home;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of {@code etc/certdrop.properties} for a new home: as it is shipped, but for the values
 * that are given. The installation may itself be a home: what its own file was set to is left out.
 */
final class ShippedProperties {
  private static final Pattern LINE = Pattern.compile("#?(?<key>certdrop\\.[a-z.-]+)=(?<value>.*)");

  private final Map<Setting, String> missing;

  private ShippedProperties(Map<Setting, String> values) {
    this.missing = new LinkedHashMap<>(values);
  }

  /**
   * Sets values.
   *
   * @param installed the text of the installation's file
   * @param values what to set
   */
  static String with(String installed, Map<Setting, String> values) {
    ShippedProperties text = new ShippedProperties(values);
    String lines = installed.lines().map(text::line).collect(Collectors.joining("\n", "", "\n"));
    // Of an edited file a line may be gone.
    return lines
        + text.missing.entrySet().stream()
            .map(rest -> assignment(rest.getKey(), rest.getValue()) + "\n")
            .collect(Collectors.joining());
  }

  private String line(String line) {
    Matcher matcher = LINE.matcher(line);
    Optional<Setting> setting =
        matcher.matches() ? Setting.of(matcher.group("key")) : Optional.empty();
    if (setting.isEmpty()) {
      return line;
    }
    String value = missing.remove(setting.get());
    if (value != null) {
      return assignment(setting.get(), value);
    }
    String shipped = setting.get().defaultValue();
    return line.startsWith("#") || matcher.group("value").equals(shipped)
        ? line
        : "#" + assignment(setting.get(), shipped);
  }

  /** One line, whatever is in the value. */
  private static String assignment(Setting setting, String value) {
    String escaped =
        value
            .replace("\\", "\\\\")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\f", "\\f")
            .replace("\t", "\\t");
    return setting.key() + "=" + escaped;
  }
}
