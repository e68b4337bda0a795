package org.certdrop.service;

import static org.certdrop.service.Setting.BATCH;
import static org.certdrop.service.Setting.CLOCK_CHECK;
import static org.certdrop.service.Setting.COMPONENT;
import static org.certdrop.service.Setting.EXPORT_FEDBIOMED_DB;
import static org.certdrop.service.Setting.EXPORT_REQUIRE;
import static org.certdrop.service.Setting.FED_BIOMED_CONFIG;
import static org.certdrop.service.Setting.HTTP_ADDRESS;
import static org.certdrop.service.Setting.INBOX_KEEP;
import static org.certdrop.service.Setting.INSTRUCTIONS_INTERVAL;
import static org.certdrop.service.Setting.IP;
import static org.certdrop.service.Setting.PAIR_TIMEOUT;
import static org.certdrop.service.Setting.PARTY_ID;
import static org.certdrop.service.Setting.POLICY_ENDPOINT;
import static org.certdrop.service.Setting.POLICY_EXPIRY_WARNING;
import static org.certdrop.service.Setting.POLICY_FIRST;
import static org.certdrop.service.Setting.POLICY_ISSUERS;
import static org.certdrop.service.Setting.POLICY_ROTATION;
import static org.certdrop.service.Setting.POLL_INTERVAL;
import static org.certdrop.service.Setting.PORT;
import static org.certdrop.service.Setting.PROPAGATE;
import static org.certdrop.service.Setting.RETRY_DELAY;
import static org.certdrop.service.Setting.RETRY_MAX_DELAY;
import static org.certdrop.service.Setting.SETTLE_TIME;
import static org.certdrop.service.Setting.THREADS;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.certdrop.export.ExportRequirement;
import org.certdrop.identity.ConfiguredParty;
import org.certdrop.identity.FedBiomedConfig;
import org.certdrop.identity.IdentityException;
import org.certdrop.intake.EndpointPolicy;
import org.certdrop.party.Component;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.registry.FirstContact;
import org.certdrop.registry.RotationPolicy;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/** Reads {@code etc/certdrop.properties} into {@link Settings}, or says what is wrong with it. */
final class SettingsFile {
  /** For the route of the automatic export: whether there is a database to export into. */
  private static final String EXPORT_FEDBIOMED_ON = "certdrop.export.fedbiomed.on";

  /** For the routes alone: whether accepted submissions are propagated. */
  private static final String PROPAGATES = "certdrop.propagate.on";

  private final Home home;
  private final Path file;
  private final Map<Setting, String> values = new EnumMap<>(Setting.class);
  private final Map<String, String> others = new TreeMap<>();
  private final Map<String, String> milliseconds = new TreeMap<>();

  /** Says nothing of Fed-BioMed until its configuration is read. */
  private OwnKeys own = new OwnKeys(values, Optional.empty());

  private SettingsFile(Home home) {
    this.home = home;
    this.file = home.properties();
  }

  /**
   * Reads and checks a home's configuration.
   *
   * @throws SettingsException if a key is unknown or a value is bad
   * @throws IOException if the file cannot be read
   */
  static Settings read(Home home) throws SettingsException, IOException {
    SettingsFile file = new SettingsFile(home);
    for (Map.Entry<Object, Object> property : load(home.properties()).entrySet()) {
      file.put((String) property.getKey(), ((String) property.getValue()).strip());
    }
    return file.settings();
  }

  private static Properties load(Path file) throws IOException, SettingsException {
    Properties properties = new Properties();
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      properties.load(new StringReader(text.startsWith("\ufeff") ? text.substring(1) : text));
    } catch (NoSuchFileException e) {
      return properties;
    } catch (IllegalArgumentException e) {
      throw new SettingsException(file + " is no properties file: " + Printable.of(e.getMessage()));
    }
    return properties;
  }

  private void put(String key, String value) throws SettingsException {
    Optional<Setting> setting = Setting.of(key);
    if (setting.isPresent()) {
      values.put(setting.get(), value);
    } else if (key.startsWith(Setting.PREFIX)) {
      throw new SettingsException(
          file
              + " sets "
              + Printable.quoted(key)
              + ", which certdrop does not know; correct the name or remove the line.");
    } else {
      others.put(key, value);
    }
  }

  private Settings settings() throws SettingsException {
    own = new OwnKeys(values, fedBiomed());
    EndpointPolicy endpointPolicy = choice(POLICY_ENDPOINT, EndpointPolicy.class);
    return new Settings(
        new ConfiguredParty(
            good(COMPONENT, Component.parse(text(COMPONENT))),
            partyId(),
            endpoint(endpointPolicy),
            own.names()),
        own.fedBiomed(),
        duration(SETTLE_TIME),
        duration(PAIR_TIMEOUT),
        text(INBOX_KEEP).isEmpty() ? Optional.empty() : Optional.of(duration(INBOX_KEEP)),
        duration(POLL_INTERVAL),
        number(BATCH, 1, 1_000_000),
        number(THREADS, 1, 256),
        duration(RETRY_DELAY),
        duration(RETRY_MAX_DELAY),
        duration(INSTRUCTIONS_INTERVAL),
        truth(CLOCK_CHECK),
        endpointPolicy,
        choice(POLICY_FIRST, FirstContact.class),
        text(POLICY_ROTATION).isEmpty()
            ? Optional.empty()
            : Optional.of(choice(POLICY_ROTATION, RotationPolicy.class)),
        text(POLICY_ISSUERS),
        duration(POLICY_EXPIRY_WARNING),
        choice(EXPORT_REQUIRE, ExportRequirement.class),
        path(EXPORT_FEDBIOMED_DB),
        folders(PROPAGATE),
        httpAddress(),
        placeholders());
  }

  private Optional<FedBiomedConfig> fedBiomed() throws SettingsException {
    if (text(FED_BIOMED_CONFIG).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(FedBiomedConfig.read(home.resolve(text(FED_BIOMED_CONFIG)).normalize()));
    } catch (InvalidPathException e) {
      throw bad(FED_BIOMED_CONFIG, "Write the path of a Fed-BioMed component's config.ini.");
    } catch (IdentityException e) {
      throw new SettingsException(e.getMessage() + " " + e.hint());
    }
  }

  private Optional<HttpAddress> httpAddress() throws SettingsException {
    return text(HTTP_ADDRESS).isEmpty()
        ? Optional.empty()
        : Optional.of(good(HTTP_ADDRESS, HttpAddress.parse(text(HTTP_ADDRESS))));
  }

  private Optional<PartyId> partyId() throws SettingsException {
    return text(PARTY_ID).isEmpty()
        ? Optional.empty()
        : Optional.of(good(PARTY_ID, PartyId.parse(text(PARTY_ID))));
  }

  private Optional<Endpoint> endpoint(EndpointPolicy policy) throws SettingsException {
    if (policy == EndpointPolicy.OPTIONAL && own.isLeftOpen(IP) && own.isLeftOpen(PORT)) {
      return Optional.empty();
    }
    Parsed<IpAddress> ip = IpAddress.parse(text(IP));
    if (ip instanceof Parsed.Bad<IpAddress> bad) {
      throw bad(
          IP,
          bad.problem()
              + " Write the IPv4 or IPv6 address at which the other parties reach this one, such as"
              + " 10.221.0.2.");
    }
    return Optional.of(
        new Endpoint(((Parsed.Good<IpAddress>) ip).value(), number(PORT, 1, 65_535)));
  }

  private Map<String, String> placeholders() {
    Map<String, String> all = new TreeMap<>(others);
    for (Setting setting : Setting.values()) {
      all.put(setting.key(), text(setting));
    }
    all.put(EXPORT_FEDBIOMED_ON, Boolean.toString(!text(EXPORT_FEDBIOMED_DB).isEmpty()));
    // Camel 4.22 passes over fractions of ISO-8601 seconds without a word; milliseconds it takes.
    all.putAll(milliseconds);
    all.put(PROPAGATES, Boolean.toString(!text(PROPAGATE).isEmpty()));
    return all;
  }

  private String text(Setting setting) {
    return own.text(setting);
  }

  private <T> T good(Setting setting, Parsed<T> parsed) throws SettingsException {
    if (parsed instanceof Parsed.Bad<T> bad) {
      throw bad(setting, bad.problem() + " " + bad.hint());
    }
    return ((Parsed.Good<T>) parsed).value();
  }

  private Duration duration(Setting setting) throws SettingsException {
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

  private int number(Setting setting, int least, int most) throws SettingsException {
    String text = text(setting);
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw bad(setting, "Write a whole number from " + least + " to " + most + ".");
  }

  private Optional<Path> path(Setting setting) throws SettingsException {
    try {
      return text(setting).isEmpty() ? Optional.empty() : Optional.of(home.resolve(text(setting)));
    } catch (InvalidPathException e) {
      throw bad(setting, "Write the path of a file.");
    }
  }

  private boolean truth(Setting setting) throws SettingsException {
    return switch (text(setting)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw bad(setting, "Write true or false.");
    };
  }

  /** Paths, separated by commas; none of them empty. */
  private List<String> folders(Setting setting) throws SettingsException {
    if (text(setting).isEmpty()) {
      return List.of();
    }
    List<String> folders =
        Stream.of(text(setting).split(",", -1)).map(String::strip).distinct().toList();
    if (folders.stream().anyMatch(folder -> folder.isEmpty() || folder.indexOf('\0') >= 0)) {
      throw bad(setting, "Write directories, separated by commas, or nothing.");
    }
    return folders;
  }

  private <E extends Enum<E>> E choice(Setting setting, Class<E> type) throws SettingsException {
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

  private SettingsException bad(Setting setting, String why) {
    String where =
        own.standIn(setting)
            .map(entry -> own.place() + ": " + entry.name())
            .orElseGet(() -> file + ": " + setting.key());
    return new SettingsException(
        where
            + " is "
            + Printable.quoted(text(setting))
            + ". "
            + why
            + (own.standIn(setting).isEmpty()
                ? ""
                : " Or set " + setting.key() + " in " + file + "."));
  }
}
