package org.certdrop.home;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/** The values of settings, each read as what it should be, or said to be none. */
final class SettingValues {
  private final Home home;
  private final OwnKeys own;
  private final Map<String, String> milliseconds = new TreeMap<>();

  /**
   * Values.
   *
   * @param home the home, which relative paths begin at
   * @param own what is set, by the home or by Fed-BioMed
   */
  SettingValues(Home home, OwnKeys own) {
    this.home = home;
    this.own = own;
  }

  /** The durations that were read, by key, in milliseconds. */
  Map<String, String> milliseconds() {
    return milliseconds;
  }

  String text(Setting setting) {
    return own.text(setting);
  }

  <T> T good(Setting setting, Parsed<T> parsed) throws SettingsException {
    if (parsed instanceof Parsed.Bad<T> bad) {
      throw bad(setting, bad.problem() + " " + bad.hint());
    }
    return ((Parsed.Good<T>) parsed).value();
  }

  Duration duration(Setting setting) throws SettingsException {
    try {
      Duration duration = Duration.parse(text(setting));
      if (duration.isZero() || duration.isNegative() || duration.toDays() > 36_500) {
        throw bad(setting, "The duration must be more than nothing and under 100 years.");
      }
      milliseconds.put(setting.key(), Long.toString(Math.max(1, duration.toMillis())));
      return duration;
    } catch (DateTimeException e) {
      throw bad(setting, "Write an ISO-8601 duration such as PT10S, PT24H or P30D.");
    }
  }

  int number(Setting setting, int least, int most) throws SettingsException {
    String text = text(setting);
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw bad(setting, "Write a whole number from " + least + " to " + most + ".");
  }

  Optional<Path> path(Setting setting) throws SettingsException {
    try {
      return text(setting).isEmpty() ? Optional.empty() : Optional.of(home.resolve(text(setting)));
    } catch (InvalidPathException e) {
      throw bad(setting, "Write the path of a file.");
    }
  }

  boolean truth(Setting setting) throws SettingsException {
    return switch (text(setting)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw bad(setting, "Write true or false.");
    };
  }

  /** Directories, separated by commas; none of them empty. */
  List<String> folders(Setting setting) throws SettingsException {
    return list(setting, "directories");
  }

  /** Values, separated by commas; none of them empty. */
  List<String> list(Setting setting, String what) throws SettingsException {
    if (text(setting).isEmpty()) {
      return List.of();
    }
    List<String> all =
        Stream.of(text(setting).split(",", -1)).map(String::strip).distinct().toList();
    if (all.stream().anyMatch(one -> one.isEmpty() || one.indexOf('\0') >= 0)) {
      throw bad(setting, "Write " + what + ", separated by commas, or nothing.");
    }
    return all;
  }

  <E extends Enum<E>> E choice(Setting setting, Class<E> type) throws SettingsException {
    StringBuilder choices = new StringBuilder();
    for (E choice : type.getEnumConstants()) {
      String word = choice.name().toLowerCase(Locale.ROOT);
      if (word.equals(text(setting))) {
        return choice;
      }
      choices.append(choices.isEmpty() ? "" : " or ").append(word);
    }
    throw bad(setting, "Write " + choices + ".");
  }

  SettingsException bad(Setting setting, String why) {
    String where =
        own.standIn(setting)
            .map(entry -> own.place() + ": " + entry.name())
            .orElseGet(() -> home.properties() + ": " + setting.key());
    return new SettingsException(
        where
            + " is "
            + Printable.quoted(text(setting))
            + ". "
            + why
            + (own.standIn(setting).isEmpty()
                ? ""
                : " Or set " + setting.key() + " in " + home.properties() + "."));
  }
}
