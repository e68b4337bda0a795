package org.certdrop.service;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import org.certdrop.home.Home;
import org.certdrop.home.RoutesFolder;
import org.certdrop.home.Setting;
import org.certdrop.home.Settings;
import org.certdrop.home.SftpSource;
import org.certdrop.home.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Camel makes of the folder {@code routes/} of a home. */
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  private final Home home;
  private final RoutesFolder files;

  Routes(Home home, RoutesFolder files) {
    this.home = home;
    this.files = files;
  }

  /** Looks at them before anything is touched; see {@link RoutesFolder#demandUsable}. */
  void demandUsable() throws IOException, StartException {
    files.demandUsable();
    List<String> changed = files.changed();
    if (!changed.isEmpty()) {
      LOG.info(
          "{} takes the place of the installation's {}.",
          home.routes(),
          String.join(", ", changed));
    }
  }

  /** The beans that the routes call, by the names that stand there. */
  static Map<String, Object> named(Beans beans) {
    CamelGate gate = new CamelGate(beans.gate(), beans.watch()::polled);
    return Map.ofEntries(
        Map.entry("file", new NamedFiles()),
        Map.entry("inboxGate", gate),
        Map.entry("ingest", new Batches(gate, beans.ingest())),
        Map.entry("retries", beans.retries()),
        Map.entry("ownInstructions", beans.ownInstructions()),
        Map.entry("replies", beans.replies()),
        Map.entry("propagation", beans.propagation()),
        Map.entry("retention", beans.retention()),
        Map.entry("watch", beans.watch()),
        Map.entry("membership", beans.judges().membership()),
        Map.entry("fedbiomedDatabase", beans.fedbiomedDatabase()),
        Map.entry("expiry", beans.expiry()));
  }

  /** Where Camel finds them. */
  String pattern() throws IOException {
    return files.pattern();
  }

  /**
   * Starts Camel with the routes.
   *
   * @throws StartException if they do not load
   * @throws IOException if the disk does not tell what a route of a source fetched before
   */
  void load(Main main, Settings settings, Beans beans) throws IOException, StartException {
    if (files.has(SftpSource.ROUTE)) {
      SftpSource.demandSet(home, settings);
      SftpBeans.of(home, settings, beans.faults(), beans.replication().doing(ReplicaTask.SFTP))
          .forEach(main::bind);
    }
    try {
      main.start();
    } catch (Exception e) {
      LOG.debug("routes", e);
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw new StartException(
          "The routes do not load: "
              + e.getMessage()
              + (root == e ? "" : " Cause: " + root.getMessage().replaceAll("\\s+", " "))
              + " Correct the file, or take it out of "
              + home.routes()
              + ": then the installation's is used.");
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
                + " back by an hour. Take the file away, so that the installation's is used; a route of"
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
              + ". Take away "
              + file
              + " there, so that the installation's is used.");
    }
  }
}
