package org.certdrop.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder {@code routes/} of a home, and what Camel makes of it. */
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  private static final Pattern SPECIAL = Pattern.compile("[?,\\\\]|%[0-9A-Fa-f]{2}|\\{\\{|\\$\\{");

  /** What the names of routes end with. */
  static final String SUFFIX = ".camel.yaml";

  private final Home home;

  Routes(Home home) {
    this.home = home;
  }

  /** Camel finds nothing in a folder that is reached through a link, and says nothing of it. */
  String pattern() throws IOException {
    return "file:" + home.routes().toRealPath() + "/*" + SUFFIX;
  }

  /**
   * Without routes Camel would start, and do nothing; in some paths it would read expressions.
   *
   * @throws StartException if there are none, or none that Camel would find
   */
  void demandUsable() throws IOException, StartException {
    demandPlainHome();
    if (!Files.isDirectory(home.routes())
        || SubmissionFolders.children(home.routes()).stream()
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

  /**
   * Starts Camel with the routes.
   *
   * @throws StartException if they do not load
   */
  void load(Main main) throws StartException {
    try {
      main.start();
    } catch (Exception e) {
      LOG.debug("routes", e);
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw new StartException(
          "The routes in "
              + home.routes()
              + " do not load: "
              + e.getMessage()
              + (root == e ? "" : " Cause: " + root.getMessage().replaceAll("\\s+", " "))
              + " Correct the file, or copy it anew from the installation.");
    }
  }

  /**
   * A home's routes may be older than the program.
   *
   * @throws StartException if one lacks that is needed
   */
  void demandNew(Main main, Beans beans) throws StartException {
    demandRoute(main, "replies", "Replies are written", "ingest.camel.yaml");
    if (beans.propagation().isOn()) {
      demandRoute(main, "propagate", Setting.PROPAGATE.key() + " is set", "propagate.camel.yaml");
    }
    if (beans.retention().isOn()) {
      demandRoute(main, "retention", Setting.INBOX_KEEP.key() + " is set", "retention.camel.yaml");
    }
  }

  /**
   * A home's own copy may still wait by the time of day, as Camel's {@code timer:} does. It goes on
   * working; but after the clock is set back it does nothing until that time has come once more.
   */
  void warnOfTimers(Main main) {
    for (Route route : main.getCamelContext().getRoutes()) {
      if (route.getEndpoint().getEndpointUri().startsWith("timer:")) {
        LOG.warn(
            "The route {} in {} begins with timer:, and does nothing for an hour after the clock is set"
                + " back by an hour. Copy the files from the routes/ of the installation; a route of"
                + " your own may begin with scheduler: instead.",
            route.getId(),
            home.routes());
      }
    }
  }

  private void demandRoute(Main main, String route, String why, String file) throws StartException {
    if (main.getCamelContext().getRoute(route) == null) {
      throw new StartException(
          why
              + ", and "
              + home.routes()
              + " has no route of the name "
              + route
              + ". Copy "
              + file
              + " from the routes/ of the installation.");
    }
  }
}
