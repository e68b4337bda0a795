package org.certdrop.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.certdrop.files.DurableFiles;
import org.certdrop.identity.FedbiomedCommands;
import org.certdrop.identity.FedbiomedConfig;
import org.certdrop.identity.FedbiomedFolder;
import org.certdrop.identity.IdentityException;

/**
 * Makes homes. All that was given is checked before anything is made. The configuration is there
 * first under a name that says that the home is unfinished, and gets its own name when all else is
 * made: what a kill or a full disk leaves is no home ({@link Home#isMade()}), and another set-up
 * completes it.
 */
public final class HomeSetup {
  private static final String NOTHING = "Nothing was made. ";

  private final Home installation;
  private final DurableFiles files;

  /**
   * Set-up from an installation.
   *
   * @param installation the directory of its {@code etc} and {@code routes}
   */
  public HomeSetup(Path installation) {
    this(installation, new DurableFiles());
  }

  HomeSetup(Path installation, DurableFiles files) {
    this.installation = new Home(installation);
    this.files = files;
  }

  /**
   * What was made.
   *
   * @param home the home
   * @param set what its configuration sets
   * @param settings its configuration, read and checked
   */
  public record Made(Home home, Map<Setting, String> set, Settings settings) {
    /** The map is copied; nothing may be null. */
    public Made {
      Objects.requireNonNull(home);
      set = Collections.unmodifiableMap(new TreeMap<>(set));
      Objects.requireNonNull(settings);
    }
  }

  /** The command that makes a home. */
  public static String command(Home home) {
    return "./certdrop setup --home " + FedbiomedCommands.quoted(home.toString());
  }

  /**
   * Makes a home.
   *
   * @param home where; a directory that is absent is made, and what lies in it is not touched
   * @param given the values to set, not yet checked
   * @param fedbiomed the folder or the configuration of its Fed-BioMed component, if it has one
   * @throws StartException if there is a home already, or none can be there
   * @throws IdentityException if Fed-BioMed's configuration cannot be found or read
   * @throws SettingsException if a value is bad
   * @throws IOException if the operating system refuses; the same call may be made again
   */
  public Made make(Home home, Map<Setting, String> given, Optional<Path> fedbiomed)
      throws StartException, IdentityException, SettingsException, IOException {
    demandFree(home);
    Map<Setting, String> values = new TreeMap<>(given);
    if (fedbiomed.isPresent()) {
      FedbiomedConfig config = FedbiomedConfig.read(FedbiomedFolder.configuration(fedbiomed.get()));
      values.put(Setting.FED_BIOMED_CONFIG, config.file().toString());
      if (config.deployment().database().isPresent()) {
        values.put(Setting.EXPORT_FEDBIOMED_DB, OwnSettings.AUTO);
      }
    }
    String text = ShippedProperties.with(shipped(), values);
    Settings settings = checked(home, text);
    demandSameComponent(settings);
    make(home, text);
    return new Made(home, values, settings);
  }

  private static void demandFree(Home home) throws StartException, IOException {
    if (Files.exists(home.directory()) && !Files.isDirectory(home.directory())) {
      throw new StartException(home + " is a file. Name a directory, or one that is to be made.");
    }
    if (home.isMade()) {
      throw new StartException(
          home
              + " is a home already, and was left alone. Change its etc/certdrop.properties, or name"
              + " another directory.");
    }
    RoutesFolder.demandPlainHome(home);
  }

  private String shipped() throws IOException {
    return Files.readString(installation.properties(), StandardCharsets.UTF_8);
  }

  private static Settings checked(Home home, String text) throws SettingsException {
    try {
      return SettingsFile.of(home, text);
    } catch (SettingsException e) {
      throw new SettingsException(NOTHING + e.getMessage());
    }
  }

  /** The certificate is Fed-BioMed's, and names what its configuration says. */
  private static void demandSameComponent(Settings settings) throws StartException {
    Optional<FedbiomedConfig> config = settings.fedbiomed();
    if (config.isPresent() && config.get().role() != settings.own().component()) {
      throw new StartException(
          NOTHING
              + "--component is "
              + settings.own().component()
              + ", but "
              + config.get().shownFile()
              + " is the configuration of a "
              + config.get().role()
              + ". Leave --component out, or name the other component's folder.");
    }
  }

  private void make(Home home, String text) throws IOException {
    Files.createDirectories(home.properties().getParent());
    files.delete(home.unfinished());
    files.create(home.unfinished(), text.getBytes(StandardCharsets.UTF_8), DurableFiles.READABLE);
    files.sync(home.properties().getParent());
    for (Path folder : List.of(home.routes(), home.inbox(), home.outbox())) {
      Files.createDirectories(folder);
    }
    Var.prepare(home);
    files.sync(home.directory());
    files.rename(home.unfinished(), home.properties());
    files.sync(home.properties().getParent());
  }
}
