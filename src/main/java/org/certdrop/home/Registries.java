package org.certdrop.home;

import static org.certdrop.home.Setting.REGISTRY_NAME;
import static org.certdrop.home.Setting.REGISTRY_PASSWORD_FILE;
import static org.certdrop.home.Setting.REGISTRY_URL;
import static org.certdrop.home.Setting.REGISTRY_USER;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.certdrop.files.Exposed;
import org.certdrop.files.Owner;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.OwnParty;
import org.certdrop.registry.RegistryStore;
import org.certdrop.sql.Database;
import org.certdrop.sql.SqlStore;
import org.certdrop.text.Explained;
import org.certdrop.text.Printable;

/** Finds what holds the registry of a home: a file, or a database where one is set. */
public final class Registries {
  private static final Pattern URL = Pattern.compile("jdbc:postgresql://[^\\s]+");
  private static final Pattern SECRET = Pattern.compile("(?i)[?&](user|(ssl)?password)=|//[^/]*@");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** The URL itself must not be shown. */
  private static final String TELLS_A_SECRET =
      "The registry's URL holds a user or a password. Write the user as certdrop.registry.user, and"
          + " the password into a file that certdrop.registry.password-file names.";

  private Registries() {}

  /** Checks what is set, as far as that goes without a look at the home. */
  static void check(SettingValues values) throws SettingsException {
    String url = values.text(REGISTRY_URL);
    if (SECRET.matcher(url).find()) {
      throw new SettingsException(TELLS_A_SECRET);
    }
    if (!url.isEmpty() && !URL.matcher(url).matches()) {
      throw values.bad(
          REGISTRY_URL, "Write jdbc:postgresql://HOST/DATABASE, or nothing for a file.");
    }
    String name = values.text(REGISTRY_NAME);
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      throw values.bad(REGISTRY_NAME, "Write up to 100 letters, digits and . _ -");
    }
    values.path(REGISTRY_PASSWORD_FILE);
  }

  /**
   * What holds the registry, as the configuration says; nothing is opened.
   *
   * @throws IOException if the configuration cannot be read, or does not say it
   */
  public static RegistryStore of(Home home) throws IOException {
    if (!SettingsFile.isSet(home, REGISTRY_URL)) {
      return RegistryStore.of(home.var());
    }
    try {
      Settings settings = Settings.read(home);
      return new SqlStore(
          home.var(), database(home, settings, settings.placeholders().get(REGISTRY_URL.key())));
    } catch (SettingsException e) {
      throw new UnusableRegistryException((Explained) e);
    } catch (IdentityException e) {
      throw new UnusableRegistryException((Explained) e);
    }
  }

  /**
   * The registry of a home in a database.
   *
   * @param url the database's
   * @throws IdentityException if the registry is to be called as this party, and that is not known
   */
  public static Database database(Home home, Settings settings, String url)
      throws IdentityException, UnusableRegistryException {
    if (SECRET.matcher(url).find()) {
      throw new UnusableRegistryException(TELLS_A_SECRET);
    }
    Map<String, String> set = settings.placeholders();
    return new Database(
        url,
        filled(set.get(REGISTRY_USER.key())),
        filled(set.get(REGISTRY_PASSWORD_FILE.key())).map(home::resolve),
        name(home, settings));
  }

  private static String name(Home home, Settings settings)
      throws IdentityException, UnusableRegistryException {
    String set = settings.placeholders().get(REGISTRY_NAME.key());
    Optional<String> id = filled(set);
    if (id.isEmpty()) {
      id = settings.own().partyId().map(party -> party.value());
    }
    if (id.isEmpty()) {
      id = Identities.look(home, settings).map(OwnParty::id).map(party -> party.value());
    }
    return id.orElseThrow(
        () ->
            new UnusableRegistryException(
                home
                    + " has no certificate yet, after whose party its registry in the database is"
                    + " called: set certdrop.registry.name, or let ./certdrop run make the"
                    + " certificate."));
  }

  private static Optional<String> filled(String value) {
    return Optional.of(value).filter(text -> !text.isEmpty());
  }

  /** Says, in words fit to be shown, that others may read the password; nothing if not. */
  public static Optional<String> exposure(Home home, Settings settings) {
    Optional<Path> file =
        filled(settings.placeholders().get(REGISTRY_URL.key()))
            .flatMap(url -> filled(settings.placeholders().get(REGISTRY_PASSWORD_FILE.key())))
            .map(home::resolve);
    return file.flatMap(Registries::exposure);
  }

  private static Optional<String> exposure(Path file) {
    return Exposed.secret(file)
        .map(
            mode ->
                Printable.of(file.toString())
                    + ", the password of the registry's database, is open to others than its owner"
                    + " (mode "
                    + mode
                    + "). "
                    + Owner.closing(file, "600"));
  }
}
