package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.ExchangeException;
import org.apache.camel.component.file.OptimizedFileFilter;
import org.apache.camel.component.scheduler.SchedulerEndpoint;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.certdrop.files.Folders;
import org.certdrop.home.Home;
import org.certdrop.home.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped routes, with beans that note what the flow does to them. */
class RoutesTest extends CamelTestSupport {
  // Static: the context is made before the fields of the instance are.
  @TempDir static Path inbox;

  private static final List<String> STEPS = Collections.synchronizedList(new ArrayList<>());
  private static final Queue<Object> HELD = new ConcurrentLinkedQueue<>();
  private static volatile String failingStep = "";
  private static volatile CountDownLatch concluded = new CountDownLatch(1);

  /** Lets every name through that is not hidden. */
  public static final class OpenGate extends DefaultPollingConsumerPollStrategy
      implements OptimizedFileFilter {
    @Override
    public Boolean accept(String name) {
      return !name.startsWith(".");
    }
  }

  /** The steps of the ingest, each of which may fail once with a fault of disk or system. */
  public static final class NotedIngest {
    /** Takes the file away, like the real one. */
    public List<String> claim(@Body File file) throws IOException {
      Files.move(file.toPath(), inbox.resolve("." + file.getName()));
      List<String> batch = List.of(file.getName(), "friend of " + file.getName());
      note("claim", batch);
      return file.getName().startsWith("gone") ? null : batch;
    }

    public List<String> assess(List<String> batch) throws IOException {
      return step("assess", batch);
    }

    public CompletionStage<List<String>> register(List<String> batch) throws IOException {
      return CompletableFuture.completedFuture(step("register", batch));
    }

    public List<String> acknowledge(List<String> batch) throws IOException {
      return step("acknowledge", batch);
    }

    public void conclude(List<String> batch) throws IOException {
      step("conclude", batch);
      concluded.countDown();
    }

    public void hold(@Body List<String> batch, @ExchangeException Throwable cause) {
      STEPS.add("hold " + batch.get(0) + " and its friend: " + cause.getMessage());
      batch.forEach(one -> HELD.add(List.of(one)));
    }

    private static List<String> step(String name, List<String> batch) throws IOException {
      note(name, batch);
      if (name.equals(failingStep)) {
        failingStep = "";
        throw new IOException("interrupted");
      }
      return batch;
    }

    private static void note(String step, List<String> batch) {
      STEPS.add(step + " " + String.join(", ", batch));
    }
  }

  /** What other parties are told after the verdicts. */
  public static final class NotedReplies {
    static final CountDownLatch SETTLED = new CountDownLatch(1);

    public void settle() {
      SETTLED.countDown();
    }
  }

  /** Gives back what is held. */
  public static final class NotedRetries {
    public List<Object> due() {
      List<Object> due = new ArrayList<>();
      for (Object held = HELD.poll(); held != null; held = HELD.poll()) {
        due.add(held);
      }
      return due;
    }
  }

  /** Counts nothing; the route only has to find it. */
  public static final class NotedInstructions {
    static final CountDownLatch REFRESHED = new CountDownLatch(1);

    public void refresh() {
      REFRESHED.countDown();
    }
  }

  /** Finds nothing. */
  public static final class NotedWatch {
    static final CountDownLatch LOOKED = new CountDownLatch(1);

    public void look() {
      LOOKED.countDown();
    }
  }

  /** Notes that it was called. */
  public static final class NotedPropagation {
    static final CountDownLatch PASSED = new CountDownLatch(1);

    public void pass() {
      PASSED.countDown();
    }
  }

  /** Lets everybody in. */
  public static final class NotedMembership {
    static final CountDownLatch LOOKED = new CountDownLatch(1);

    public void look() {
      LOOKED.countDown();
    }
  }

  /** Counts nothing; the route only has to find it, once it is started. */
  public static final class NotedDatabase {
    static final CountDownLatch FOLLOWED = new CountDownLatch(1);

    public void follow() {
      FOLLOWED.countDown();
    }
  }

  /** Finds that nothing ends. */
  public static final class NotedExpiry {
    static final CountDownLatch LOOKED = new CountDownLatch(1);

    public void look() {
      LOOKED.countDown();
    }
  }

  /** Finds nothing that is old enough. */
  public static final class NotedRetention {
    static final CountDownLatch SWEPT = new CountDownLatch(1);

    public void sweep() {
      SWEPT.countDown();
    }
  }

  @BeforeEach
  void forget() {
    STEPS.clear();
    concluded = new CountDownLatch(1);
  }

  @Override
  protected CamelContext createCamelContext() throws Exception {
    CamelContext context = super.createCamelContext();
    Properties placeholders = new Properties();
    placeholders.putAll(Settings.read(new Home(inbox.resolve(".no-home"))).placeholders());
    placeholders.setProperty("certdrop.inbox.directory", inbox.toString());
    placeholders.setProperty("certdrop.instructions.interval", "100");
    placeholders.setProperty("certdrop.propagate.on", "true");
    context.getPropertiesComponent().setInitialProperties(placeholders);
    context.getRegistry().bind("inboxGate", new OpenGate());
    context.getRegistry().bind("ingest", new NotedIngest());
    context.getRegistry().bind("replies", new NotedReplies());
    context.getRegistry().bind("retries", new NotedRetries());
    context.getRegistry().bind("ownInstructions", new NotedInstructions());
    context.getRegistry().bind("watch", new NotedWatch());
    context.getRegistry().bind("propagation", new NotedPropagation());
    context.getRegistry().bind("membership", new NotedMembership());
    context.getRegistry().bind("fedbiomedDatabase", new NotedDatabase());
    context.getRegistry().bind("expiry", new NotedExpiry());
    context.getRegistry().bind("retention", new NotedRetention());
    List<Resource> routes = new ArrayList<>();
    for (Path file : Folders.children(Path.of("routes"))) {
      routes.add(ResourceHelper.resolveMandatoryResource(context, "file:" + file));
    }
    PluginHelper.getRoutesLoader(context).loadRoutes(routes);
    return context;
  }

  private void drop(String name) throws Exception {
    Files.writeString(inbox.resolve(name), "content");
    assertThat(concluded.await(20, TimeUnit.SECONDS)).as("concluded").isTrue();
  }

  @Test
  void aBatchGoesThroughAllStepsInTheirOrder() throws Exception {
    drop("a.pem");
    assertThat(STEPS)
        .containsExactly(
            "claim a.pem, friend of a.pem",
            "assess a.pem, friend of a.pem",
            "register a.pem, friend of a.pem",
            "acknowledge a.pem, friend of a.pem",
            "conclude a.pem, friend of a.pem");
  }

  @Test
  void whatWasNotClaimedGoesNoFurther() throws Exception {
    Files.writeString(inbox.resolve("gone.pem"), "content");
    drop("b.pem");
    assertThat(STEPS)
        .contains("claim gone.pem, friend of gone.pem", "conclude b.pem, friend of b.pem")
        .doesNotContain("assess gone.pem, friend of gone.pem");
  }

  @Test
  void aBatchThatMeetsAFaultIsHeldAndResumedFromTheBeginningOneByOne() throws Exception {
    failingStep = "register";
    concluded = new CountDownLatch(2);
    drop("c.pem");
    assertThat(STEPS)
        .startsWith(
            "claim c.pem, friend of c.pem",
            "assess c.pem, friend of c.pem",
            "register c.pem, friend of c.pem",
            "hold c.pem and its friend: interrupted")
        .containsSubsequence(
            "assess c.pem", "register c.pem", "acknowledge c.pem", "conclude c.pem")
        .containsSubsequence("assess friend of c.pem", "conclude friend of c.pem")
        .hasSize(12);
  }

  @Test
  void theInstructionsAreRefreshedByAScheduler() throws Exception {
    assertThat(NotedInstructions.REFRESHED.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theWatchIsLookedAfterByAScheduler() throws Exception {
    assertThat(NotedWatch.LOOKED.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatWasAcceptedIsPropagatedByAScheduler() throws Exception {
    assertThat(NotedPropagation.PASSED.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void repliesAreWrittenByAScheduler() throws Exception {
    assertThat(NotedReplies.SETTLED.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theListsOfWhoMayRegisterAreLookedAfterByAScheduler() throws Exception {
    assertThat(NotedMembership.LOOKED.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatIsOldIsLookedForAtTheStartAndOnceAnHour() throws Exception {
    assertThat(NotedRetention.SWEPT.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(scheduler("retention").getDelay()).isEqualTo(Duration.ofHours(1).toMillis());
  }

  @Test
  void theExportIsOffUntilThereIsADatabaseAndThenDrivenByAScheduler() throws Exception {
    assertThat(context().getRouteController().getRouteStatus("export-fedbiomed").isStarted())
        .isFalse();
    assertThat(NotedDatabase.FOLLOWED.getCount()).isOne();

    context().getRouteController().startRoute("export-fedbiomed");
    assertThat(NotedDatabase.FOLLOWED.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void certificatesThatEndAreLookedForOnceADay() throws Exception {
    assertThat(scheduler("expiry").getInitialDelay()).isEqualTo(Duration.ofDays(1).toMillis());
    assertThat(scheduler("expiry").getDelay()).isEqualTo(Duration.ofDays(1).toMillis());
    context().getRoute("expiry").getProcessor().process(new DefaultExchange(context()));
    assertThat(NotedExpiry.LOOKED.getCount()).isZero();
  }

  private SchedulerEndpoint scheduler(String route) {
    return (SchedulerEndpoint) context().getRoute(route).getEndpoint();
  }

  /** Camel's {@code timer:} waits by the time of day, and stands still when that is set back. */
  @Test
  void noRouteWaitsByTheTimeOfDay() {
    assertThat(context().getRoutes())
        .extracting(route -> route.getEndpoint().getEndpointUri())
        .hasSizeGreaterThan(10)
        .allMatch(uri -> uri.matches("(scheduler|file|seda|direct):.*"));
  }
}
