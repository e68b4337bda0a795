package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.certdrop.disk.Disk;
import org.certdrop.disk.Disk.Fate;
import org.certdrop.sql.CuttingProxy;
import org.certdrop.sql.CuttingProxy.Cut;
import org.certdrop.sql.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * The story of {@link NothingLostTest} over a database: every request to it is noted; then, at a
 * sample of them, the process is killed, or its connection cut, just before or after. The end must
 * be the same each time.
 */
@Timeout(7200)
class CutStatementsTest {
  /** How many requests in a row a cut concerns: what follows meets it as well. */
  private static final int CUTS = 4;

  /** How many of the same statement are disturbed: what comes later comes in the same state. */
  private static final int ALIKE = Integer.getInteger("proofs.alike", 2);

  /** How large the sample is: one of so many. */
  private static final int EVERY = Integer.getInteger("proofs.every", 29);

  /** In the protocol: P, a length, no name, the statement. */
  private static final Pattern STATEMENT = Pattern.compile("P[\\x00-\\xff]{4}\\x00([ -~]+)\\x00");

  @TempDir static Path directory;
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("org.certdrop");
  private static final Level LEVEL = LOG.getLevel();
  private static final List<Request> REQUESTS = new ArrayList<>();
  private static List<String> undisturbed;

  /**
   * A request.
   *
   * @param statement what is asked
   * @param occurrence which one of these
   */
  private record Request(String statement, int occurrence) {}

  /** Numbers what comes. */
  private static final class Counter {
    private final Map<String, Integer> occurrences = new HashMap<>();

    synchronized Request next(String octets) {
      String statement =
          STATEMENT
              .matcher(octets)
              .results()
              .map(found -> found.group(1))
              .collect(Collectors.joining("; "));
      return new Request(statement, occurrences.merge(statement, 1, Integer::sum));
    }
  }

  @BeforeAll
  static void playUndisturbed() throws Exception {
    LOG.setLevel(Level.OFF);
    Counter counter = new Counter();
    play(
        (home, proxy) -> {
          proxy.follow(
              octets -> {
                synchronized (REQUESTS) {
                  REQUESTS.add(counter.next(octets));
                }
                return Cut.NOT;
              });
          assertThat(home.play(new Disk(operation -> Fate.DONE))).isTrue();
          undisturbed = home.outcome();
        });
  }

  @AfterAll
  static void logAgain() {
    LOG.setLevel(LEVEL);
  }

  private interface Play {
    void with(ScriptedHome home, CuttingProxy proxy) throws Exception;
  }

  private static void play(Play play) throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(PostgresServer.url())) {
      // Each request says what it asks.
      String url = proxy.url() + "?prepareThreshold=0";
      play.with(
          new ScriptedHome(
              Files.createTempDirectory(directory, "home"),
              NothingLostInDatabaseTest.settings(url)),
          proxy);
    }
  }

  /**
   * Some of the first of each kind; each has a home of its own, so that all processors may play.
   */
  private static void forEach(int first, Trial trial) {
    List<Request> kinds =
        REQUESTS.stream().filter(request -> request.occurrence() <= ALIKE).toList();
    List<Request> chosen =
        IntStream.range(0, kinds.size())
            .filter(i -> i % EVERY == first % EVERY)
            .mapToObj(kinds::get)
            .toList();
    IntStream.range(0, chosen.size())
        .parallel()
        .forEach(
            number -> {
              try {
                play((home, proxy) -> trial.at(chosen.get(number), home, proxy));
              } catch (Exception e) {
                throw new IllegalStateException("at " + chosen.get(number), e);
              }
            });
  }

  private interface Trial {
    void at(Request fatal, ScriptedHome home, CuttingProxy proxy) throws Exception;
  }

  @Test
  void theStoryAsksEverythingThatCertdropAsks() {
    assertThat(REQUESTS.stream().map(Request::statement).collect(Collectors.joining("\n")))
        .contains("insert into certdrop.journal", "from certdrop.journal", "from certdrop.head")
        .contains("certdrop.replica", "certdrop.claim", "certdrop.lease", "certdrop.statements")
        .contains("current_setting('fsync')", "COMMIT");
  }

  @Test
  void aKillBeforeAnyRequestLosesNothing() {
    forEach(0, (fatal, home, proxy) -> killAt(fatal, Cut.BEFORE, home, proxy));
  }

  @Test
  void aKillWhileAnyRequestIsAnsweredLosesNothing() {
    forEach(4, (fatal, home, proxy) -> killAt(fatal, Cut.AFTER, home, proxy));
  }

  private static void killAt(Request fatal, Cut cut, ScriptedHome home, CuttingProxy proxy)
      throws Exception {
    Disk disk = new Disk(operation -> Fate.DONE);
    Counter counter = new Counter();
    proxy.follow(
        octets -> {
          if (disk.isDead()) {
            return Cut.BEFORE;
          }
          if (counter.next(octets).equals(fatal)) {
            disk.kill();
            return cut;
          }
          return Cut.NOT;
        });
    boolean ended = home.play(disk);
    assertThat(proxy.cuts()).as("it came to %s", fatal).isPositive();
    proxy.follow(octets -> Cut.NOT);
    if (!ended) {
      assertThat(home.copies()).as("after a kill at %s", fatal).isEqualTo(home.expectedCopies());
      assertThat(home.play(new Disk(operation -> Fate.DONE))).isTrue();
    }
    assertThat(home.outcome()).as("after a kill at %s", fatal).isEqualTo(undisturbed);
  }

  @Test
  void aConnectionCutBeforeAnyRequestsLosesNothing() {
    forEach(8, (faulty, home, proxy) -> cutAt(faulty, Cut.BEFORE, home, proxy));
  }

  @Test
  void answersThatAreCutOffLoseNothing() {
    forEach(12, (faulty, home, proxy) -> cutAt(faulty, Cut.AFTER, home, proxy));
  }

  private static void cutAt(Request first, Cut cut, ScriptedHome home, CuttingProxy proxy)
      throws Exception {
    Counter counter = new Counter();
    int[] left = {CUTS};
    proxy.follow(
        octets -> {
          synchronized (left) {
            boolean begins = counter.next(octets).equals(first);
            if (left[0] > 0 && (begins || left[0] < CUTS)) {
              left[0]--;
              return cut;
            }
            return Cut.NOT;
          }
        });
    assertThat(home.play(new Disk(operation -> Fate.DONE))).as("with %s", first).isTrue();
    assertThat(proxy.cuts()).as("it came to %s", first).isPositive();
    proxy.follow(octets -> Cut.NOT); // near the end, fewer are left to be cut
    assertThat(home.outcome()).as("after cuts at %s", first).isEqualTo(undisturbed);
  }
}
