package org.certdrop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.certdrop.service.Home;
import org.certdrop.service.HomeSetup;
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
    Optional<Path> environment = fromEnvironment();
    return environment.isPresent()
        ? existing(environment.get(), "CERTDROP_HOME")
        : new Home(installation());
  }

  /** The home that CERTDROP_HOME names; empty if it names none. */
  static Optional<Path> fromEnvironment() {
    return Optional.ofNullable(System.getenv("CERTDROP_HOME"))
        .filter(named -> !named.isEmpty())
        .map(Path::of);
  }

  /** The launcher's directory, which is a home as well. */
  static Path installation() {
    return Path.of(System.getProperty("certdrop.root", ""));
  }

  private static Home existing(Path directory, String named) throws StartException, IOException {
    Home home = new Home(directory);
    try {
      if (!Files.readAttributes(home.directory(), BasicFileAttributes.class).isDirectory()) {
        throw new StartException(home + " is no home, but a file. Correct " + named + ".");
      }
    } catch (NoSuchFileException e) {
      throw new StartException(
          "There is no such home: "
              + home
              + ". Correct "
              + named
              + ", or make the home first: "
              + HomeSetup.command(home));
    }
    home.demandMade();
    return home;
  }
}
