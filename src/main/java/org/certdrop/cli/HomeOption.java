package org.certdrop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.certdrop.service.Home;
import org.certdrop.service.StartException;
import picocli.CommandLine.Option;

/** Where a command works. */
final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "The home: the directory of etc/, routes/, inbox/, outbox/ and var/; it must exist."
              + " Default: $CERTDROP_HOME, else the launcher's directory.")
  private Path directory;

  /**
   * The home that is meant: by the option, else by the environment, else the launcher's own.
   *
   * @throws StartException if there is no such directory: a mistyped one must not become a home
   * @throws IOException if it cannot be looked at
   */
  Home home() throws StartException, IOException {
    if (directory != null) {
      return existing(directory, "--home");
    }
    String environment = System.getenv("CERTDROP_HOME");
    return environment != null && !environment.isEmpty()
        ? existing(Path.of(environment), "CERTDROP_HOME")
        : new Home(Path.of(System.getProperty("certdrop.root", "")));
  }

  private static Home existing(Path directory, String named) throws StartException, IOException {
    Home home = new Home(directory);
    try {
      if (Files.readAttributes(home.directory(), BasicFileAttributes.class).isDirectory()) {
        return home;
      }
    } catch (NoSuchFileException e) {
      throw new StartException(
          "There is no such home: "
              + home
              + ". Correct "
              + named
              + ", or make the directory first, with the etc and routes of the installation and an"
              + " empty inbox.");
    }
    throw new StartException(home + " is no home, but a file. Correct " + named + ".");
  }
}
