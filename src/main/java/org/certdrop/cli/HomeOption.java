package org.certdrop.cli;

import java.nio.file.Path;
import org.certdrop.service.Home;
import picocli.CommandLine.Option;

/** Where a command works. */
final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "The home: the directory of etc/, routes/, inbox/, outbox/ and var/. Default:"
              + " $CERTDROP_HOME, else the launcher's directory.")
  private Path directory;

  /** The home that is meant: by the option, else by the environment, else the launcher's own. */
  Home home() {
    if (directory != null) {
      return new Home(directory);
    }
    String environment = System.getenv("CERTDROP_HOME");
    return new Home(
        Path.of(
            environment != null && !environment.isEmpty()
                ? environment
                : System.getProperty("certdrop.root", "")));
  }
}
