package org.certdrop.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.certdrop.files.Folders;

/** The folder {@code routes/} of a home. */
public final class RoutesFolder {
  private static final Pattern SPECIAL = Pattern.compile("[?,\\\\]|%[0-9A-Fa-f]{2}|\\{\\{|\\$\\{");

  /** What the names of routes end with. */
  static final String SUFFIX = ".camel.yaml";

  private final Home home;

  public RoutesFolder(Home home) {
    this.home = home;
  }

  /** Camel finds nothing in a folder that is reached through a link, and says nothing of it. */
  public String pattern() throws IOException {
    return "file:" + home.routes().toRealPath() + "/*" + SUFFIX;
  }

  /**
   * Without routes Camel would start, and do nothing; in some paths it would read expressions.
   *
   * @throws StartException if there are none, or none that Camel would find
   */
  public void demandUsable() throws IOException, StartException {
    demandPlainHome();
    if (!Files.isDirectory(home.routes())
        || Folders.children(home.routes()).stream()
            .noneMatch(file -> file.toString().endsWith(SUFFIX))) {
      throw new StartException(
          "There are no routes in "
              + home.routes()
              + ". Copy the folder routes/ of the installation into the home.");
    }
    demandPlain("The path of the routes ", home.routes().toRealPath());
  }

  /**
   * Refuses a home whose path means something to Camel.
   *
   * @throws StartException if it does
   */
  void demandPlainHome() throws StartException {
    demandPlain("The home's path ", home.directory());
  }

  private static void demandPlain(String what, Path path) throws StartException {
    if (SPECIAL.matcher(path.toString()).find()) {
      throw new StartException(
          what
              + path
              + " holds one of ? , \\ {{ ${ or a percent code, which mean something to Camel. Give the"
              + " directory another name.");
    }
  }
}
