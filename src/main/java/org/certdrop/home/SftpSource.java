package org.certdrop.home;

import static org.certdrop.home.Setting.SFTP_DELAY;
import static org.certdrop.home.Setting.SFTP_FOLDER;
import static org.certdrop.home.Setting.SFTP_HOST;
import static org.certdrop.home.Setting.SFTP_KEY_FILE;
import static org.certdrop.home.Setting.SFTP_KNOWN_HOSTS_FILE;
import static org.certdrop.home.Setting.SFTP_MOVE_TO;
import static org.certdrop.home.Setting.SFTP_PORT;
import static org.certdrop.home.Setting.SFTP_USER;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The server from which a route of the operator's fetches drops: {@code certdrop.sftp.*}. */
public final class SftpSource {
  /** The name of the route's file, in {@code etc/extras} and in the home's {@code routes}. */
  public static final String ROUTE = "sftp.camel.yaml";

  /** For the route alone: whether files stay where they are on the server. */
  private static final String STAYS = "certdrop.sftp.stays";

  // What goes into an address is written so that it means nothing else there.
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@-]{0,63}");
  private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9._][A-Za-z0-9._/-]{0,999}");

  private SftpSource() {}

  /**
   * What stands for the settings in the route.
   *
   * @throws SettingsException if a value is bad; an empty one is no matter as long as there is no
   *     such route
   */
  static Map<String, String> placeholders(SettingValues values) throws SettingsException {
    demand(values, SFTP_HOST, HOST, "Write the server's name or its IPv4 address.");
    demand(
        values,
        SFTP_USER,
        USER,
        "Write the name of a user of the server, in letters, digits and . _ @ -");
    for (Setting folder : List.of(SFTP_FOLDER, SFTP_MOVE_TO)) {
      demand(
          values,
          folder,
          FOLDER,
          "Write the path of a folder from where the server lets the user in, in letters, digits and . _ / -");
    }
    values.number(SFTP_PORT, 1, 65_535);
    values.duration(SFTP_DELAY);
    Map<String, String> all = new TreeMap<>();
    for (Setting file : List.of(SFTP_KEY_FILE, SFTP_KNOWN_HOSTS_FILE)) {
      all.put(file.key(), values.path(file).map(Path::toString).orElse(""));
    }
    all.put(STAYS, Boolean.toString(values.text(SFTP_MOVE_TO).isEmpty()));
    return all;
  }

  private static void demand(SettingValues values, Setting setting, Pattern form, String why)
      throws SettingsException {
    String text = values.text(setting);
    if (!text.isEmpty() && !form.matcher(text).matches()) {
      throw values.bad(setting, why);
    }
  }

  /**
   * Refuses a route that has no server, or no key of it to be sure that it is the right one.
   *
   * @throws StartException if a setting is missing, or a file that one names
   */
  public static void demandSet(Home home, Settings settings) throws StartException {
    for (Setting needed : List.of(SFTP_HOST, SFTP_USER, SFTP_KEY_FILE, SFTP_KNOWN_HOSTS_FILE)) {
      if (settings.placeholders().get(needed.key()).isEmpty()) {
        throw new StartException(
            home.routes().resolve(ROUTE)
                + " needs "
                + needed.key()
                + ": set it in "
                + home.properties()
                + ".");
      }
    }
    for (Setting file : List.of(SFTP_KEY_FILE, SFTP_KNOWN_HOSTS_FILE)) {
      Path path = Path.of(settings.placeholders().get(file.key()));
      if (!Files.isReadable(path)) {
        throw new StartException(
            path
                + " is missing, or this user may not read it; "
                + file.key()
                + " in "
                + home.properties()
                + " names it. docs/sftp.md shows how to make it.");
      }
    }
  }
}
