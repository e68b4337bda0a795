package org.certdrop.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * Which registry in which database.
 *
 * @param url as the driver takes it, without a password
 * @param user the role; empty for what the driver takes by itself
 * @param passwordFile the file that holds the role's password and nothing else; read again for each
 *     connection
 * @param registry the registry's name there
 */
public record Database(
    String url, Optional<String> user, Optional<Path> passwordFile, String registry) {
  /** Nothing may be null. */
  public Database {
    Objects.requireNonNull(url);
    Objects.requireNonNull(user);
    Objects.requireNonNull(passwordFile);
    Objects.requireNonNull(registry);
  }

  /** The database, fit to be shown: without what the URL says of the connection. */
  String shown() {
    return url.replaceFirst("[?].*", "");
  }

  /** The journal, fit to be shown. */
  String place() {
    return "registry " + registry + " in " + shown();
  }

  /**
   * What the driver is told; what the URL says counts more. A server that does not answer is given
   * up before those who wait give up.
   *
   * @param patience for how many seconds an answer is waited for
   */
  Properties properties(String patience) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "certdrop " + registry);
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("socketTimeout", patience);
    properties.setProperty("tcpKeepAlive", "true");
    user.ifPresent(name -> properties.setProperty("user", name));
    if (passwordFile.isPresent()) {
      properties.setProperty("password", Files.readString(passwordFile.get()).strip());
    }
    return properties;
  }
}
