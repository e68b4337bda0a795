package org.certdrop.home;

import static org.certdrop.home.Setting.BATCH;
import static org.certdrop.home.Setting.CLOCK_CHECK;
import static org.certdrop.home.Setting.EXPORT_FEDBIOMED_DB;
import static org.certdrop.home.Setting.FED_BIOMED_CONFIG;
import static org.certdrop.home.Setting.INBOX_KEEP;
import static org.certdrop.home.Setting.INSTRUCTIONS_INTERVAL;
import static org.certdrop.home.Setting.PAIR_TIMEOUT;
import static org.certdrop.home.Setting.POLICY_EXPIRY_WARNING;
import static org.certdrop.home.Setting.POLICY_FIRST;
import static org.certdrop.home.Setting.POLICY_ISSUERS;
import static org.certdrop.home.Setting.POLICY_ROTATION;
import static org.certdrop.home.Setting.POLL_INTERVAL;
import static org.certdrop.home.Setting.PROPAGATE;
import static org.certdrop.home.Setting.RETRY_DELAY;
import static org.certdrop.home.Setting.RETRY_MAX_DELAY;
import static org.certdrop.home.Setting.SETTLE_TIME;
import static org.certdrop.home.Setting.THREADS;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.certdrop.identity.FedbiomedConfig;
import org.certdrop.identity.IdentityException;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.RotationPolicy;
import org.certdrop.text.Explained;
import org.certdrop.text.Printable;

/** Reads {@code etc/certdrop.properties} into {@link Settings}, or says what is wrong with it. */
final class SettingsFile {
  /** For the route of the automatic export: whether there is a database to export into. */
  private static final String EXPORT_FEDBIOMED_ON = "certdrop.export.fedbiomed.on";

  /** For the routes alone: whether accepted submissions are propagated. */
  private static final String PROPAGATES = "certdrop.propagate.on";

  private final Home home;
  private final Path file;
  private final Map<Setting, String> set = new EnumMap<>(Setting.class);
  private final Map<String, String> others = new TreeMap<>();

  /** Those of Fed-BioMed count from when its configuration is read. */
  private SettingValues values;

  /** What the route of a source by SFTP reads. */
  private Map<String, String> sftp = Map.of();

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
    try {
      return of(home, Files.readString(home.properties(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return of(home, "");
    }
  }

  /**
   * Checks what would be a home's configuration.
   *
   * @param text what the file would hold
   * @throws SettingsException if a key is unknown or a value is bad
   */
  static Settings of(Home home, String text) throws SettingsException {
    SettingsFile file = new SettingsFile(home);
    for (Map.Entry<Object, Object> property : file.load(text).entrySet()) {
      file.put((String) property.getKey(), ((String) property.getValue()).strip());
    }
    return file.settings();
  }

  /**
   * Whether a home's configuration sets something; the rest of it may be wrong.
   *
   * @throws IOException if that cannot be read
   */
  static boolean isSet(Home home, Setting setting) throws IOException {
    try {
      String text = Files.readString(home.properties(), StandardCharsets.UTF_8);
      return !new SettingsFile(home).load(text).getProperty(setting.key(), "").isBlank();
    } catch (NoSuchFileException e) {
      return false;
    } catch (SettingsException e) {
      throw new UnusableRegistryException((Explained) e);
    }
  }

  private Properties load(String text) throws SettingsException {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text.startsWith("\ufeff") ? text.substring(1) : text));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(file + " is no properties file: " + Printable.of(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory does not fail", e);
    }
    return properties;
  }

  private void put(String key, String value) throws SettingsException {
    Optional<Setting> setting = Setting.of(key);
    if (setting.isPresent()) {
      set.put(setting.get(), value);
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
    values = new SettingValues(home, new OwnKeys(set, Optional.empty()));
    OwnKeys own = new OwnKeys(set, fedbiomed());
    values = new SettingValues(home, own);
    OwnSettings ours = new OwnSettings(values, own);
    Federation federation = ours.federation();
    checkForRoutes();
    Registries.check(values);
    return new Settings(
        ours.party(federation),
        own.fedbiomed(),
        federation,
        new Settings.Watched(
            values.duration(SETTLE_TIME),
            values.duration(PAIR_TIMEOUT),
            values.text(INBOX_KEEP).isEmpty()
                ? Optional.empty()
                : Optional.of(values.duration(INBOX_KEEP)),
            values.number(BATCH, 1, 1_000_000)),
        policy(),
        new Backoff(values.duration(RETRY_DELAY), values.duration(RETRY_MAX_DELAY)),
        values.truth(CLOCK_CHECK),
        values.folders(PROPAGATE),
        PageSettings.of(values),
        placeholders());
  }

  /** What the routes alone read. */
  private void checkForRoutes() throws SettingsException {
    values.duration(POLL_INTERVAL);
    values.duration(INSTRUCTIONS_INTERVAL);
    values.number(THREADS, 1, 256);
    sftp = SftpSource.placeholders(values);
  }

  private Settings.Policy policy() throws SettingsException {
    return new Settings.Policy(
        values.choice(POLICY_FIRST, FirstContact.class),
        values.text(POLICY_ROTATION).isEmpty()
            ? Optional.empty()
            : Optional.of(values.choice(POLICY_ROTATION, RotationPolicy.class)),
        values.text(POLICY_ISSUERS),
        values.duration(POLICY_EXPIRY_WARNING));
  }

  private Optional<FedbiomedConfig> fedbiomed() throws SettingsException {
    if (values.text(FED_BIOMED_CONFIG).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          FedbiomedConfig.read(home.resolve(values.text(FED_BIOMED_CONFIG)).normalize()));
    } catch (InvalidPathException e) {
      throw values.bad(FED_BIOMED_CONFIG, "Write the path of a Fed-BioMed component's config.ini.");
    } catch (IdentityException e) {
      throw new SettingsException(e.getMessage() + " " + e.hint());
    }
  }

  private Map<String, String> placeholders() {
    Map<String, String> all = new TreeMap<>(others);
    for (Setting setting : Setting.values()) {
      all.put(setting.key(), values.text(setting));
    }
    all.put(EXPORT_FEDBIOMED_ON, Boolean.toString(!values.text(EXPORT_FEDBIOMED_DB).isEmpty()));
    // Camel 4.22 passes over fractions of ISO-8601 seconds without a word; milliseconds it takes.
    all.putAll(values.milliseconds());
    all.putAll(sftp);
    all.put(PROPAGATES, Boolean.toString(!values.text(PROPAGATE).isEmpty()));
    return all;
  }
}
