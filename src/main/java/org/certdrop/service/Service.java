package org.certdrop.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.RoutesFolder;
import org.certdrop.home.Settings;
import org.certdrop.text.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** certdrop at work on one home: everything composed, the routes running. */
public final class Service implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  /** How long open submissions are waited for at a stop; what is left is taken up again. */
  private static final int SHUTDOWN_SECONDS = 4;

  /** How often {@code --once} tries a submission that meets faults of disk or system. */
  private static final int TRIES_ONCE = 3;

  private static final long TICK_MILLIS = 10;
  private final Home home;
  private final Clock clock;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Front front;
  private final Routes routes;
  private Beans beans;

  private Service(Home home, Path installation, Clock clock, Front front) {
    this.home = home;
    this.clock = clock;
    this.front = front;
    this.routes = new Routes(home, new RoutesFolder(home, installation));
  }

  /**
   * Starts to serve a home: writes the own instructions, takes up what was left, watches the inbox.
   *
   * @param installation the directory of the program, whose routes are used
   * @param front what shows the service where the configuration wants it; closed with the service,
   *     and if it does not start
   * @return the running service; to be closed
   * @throws Exception if the home cannot be served; the message says why and what to do
   */
  public static Service start(Home home, Path installation, Front front) throws Exception {
    return start(home, installation, Clock.systemUTC(), front);
  }

  /** Starts to serve a home that has all its routes, and shows it to nobody. */
  public static Service start(Home home) throws Exception {
    return start(home, Clock.systemUTC());
  }

  static Service start(Home home, Clock clock) throws Exception {
    return start(home, home.directory(), clock, Front.NONE);
  }

  private static Service start(Home home, Path installation, Clock clock, Front front)
      throws Exception {
    Service service = new Service(home, installation, clock, front);
    try {
      service.compose();
      return service;
    } catch (Exception | Error e) {
      service.close();
      throw e;
    }
  }

  private void compose() throws Exception {
    Settings settings = Settings.read(home);
    routes.demandUsable();
    Main main;
    try (SlowStart slow = SlowStart.of(home)) {
      beans = Beans.of(home, settings, clock, System::nanoTime, front);
      open.push(beans);
      slow.goesOn("Next, certdrop watches the inbox.");
      main = camel(settings);
      open.push(main::stop);
      routes.load(main, settings, beans);
      routes.demandNew(main, beans);
      routes.warnOfTimers(main);
    }
    LOG.info("certdrop serves {} on {}.", beans.ownInstructions().party().id(), home);
    front.show(
        new Insight(home, beans, main.getCamelContext(), clock), new Hands(home, beans, clock));
  }

  private Main camel(Settings settings) throws IOException {
    Main main = new Main();
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    main.setDefaultPropertyPlaceholderLocation("false");
    Properties placeholders = new Properties();
    placeholders.putAll(settings.placeholders());
    placeholders.setProperty("certdrop.inbox.directory", home.inbox().toString());
    main.setOverrideProperties(placeholders);
    main.configure()
        .withRoutesIncludePattern(routes.pattern())
        .withShutdownTimeout(SHUTDOWN_SECONDS)
        .withJmxEnabled(false)
        .withAutoConfigurationLogSummary(false);
    Routes.named(beans).forEach(main::bind);
    HealthChecks.of(home, beans, clock).forEach(main::bind);
    return main;
  }

  /**
   * Handles what is waiting: until nothing is ready, nothing will be ready once the settle time has
   * passed, and nothing is being handled.
   *
   * @param progress hears how many submissions of those seen are concluded
   * @return true if nothing was refused and nothing could not be handled
   */
  public boolean handleWaiting(Progress progress) throws InterruptedException {
    long enough = beans.gate().looks() + 2;
    while (!(isIdle(enough) && beans.replies().isQuiet()) && !hasGivenUp()) {
      tell(progress);
      if (isIdle(enough)) {
        beans.replies().settle(); // nobody else is kept waiting
      }
      if (stop.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    tell(progress);
    beans.fedbiomedDatabase().finish();
    LOG.info("{}", beans.ingest().tally().sentence());
    return beans.ingest().refused() == 0
        && beans.inFlight().count() == 0
        && beans.faults().current().isEmpty();
  }

  /** The same, with nobody to hear of its progress. */
  public boolean handleWaiting() throws InterruptedException {
    return handleWaiting(Progress.UNHEARD);
  }

  /** Things move meanwhile: what is just being claimed may be missing for a moment. */
  private void tell(Progress progress) {
    long open = (long) beans.gate().ahead() + beans.inFlight().count();
    long concluded = beans.ingest().concluded();
    progress.reached("submissions", concluded, open + concluded);
  }

  /** What does not work at the moment. */
  public List<Faults.Fault> faults() {
    return beans.faults().current();
  }

  private boolean isIdle(long looks) {
    // In this order: what the gate gives away is in flight before the gate is quiet.
    return beans.gate().looks() >= looks
        && beans.gate().isQuiet()
        && beans.inFlight().count() == 0
        && beans.gate().looks() >= beans.ingest().looksDue()
        && beans.propagation().isQuiet()
        && beans.retention().isQuiet();
  }

  private boolean hasGivenUp() {
    return beans.retries().failing() > 0
        && beans.retries().failing() == beans.inFlight().count()
        && beans.retries().fewestFailures() >= TRIES_ONCE;
  }

  /** Waits until {@link #stop()} is called. */
  public void awaitStop() throws InterruptedException {
    stop.await();
  }

  /** Asks the service to end, and waits until it is closed; for the shutdown hook. */
  public void stop() {
    stop.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the routes, lets open submissions finish, and brings registry.json up to date. */
  @Override
  public void close() throws Exception {
    try {
      front.close();
    } finally {
      end();
    }
  }

  private void end() throws Exception {
    try {
      if (beans != null) {
        beans.hurry();
      }
      boolean served = !open.isEmpty();
      while (!open.isEmpty()) {
        open.pop().close();
      }
      if (served) {
        LOG.info("certdrop has stopped.");
      }
    } finally {
      closed.countDown();
    }
  }
}
