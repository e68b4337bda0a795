package org.certdrop.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Offer;
import org.certdrop.registration.Recorded;
import org.certdrop.registry.Audit;
import org.certdrop.registry.Registry;
import org.certdrop.registry.RegistryCorruptedException;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.SharedStatements;
import org.certdrop.service.LoggedLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server with a real standby, which takes its place. */
@Timeout(300)
class StandbyTest {
  private static final PartyId US = new PartyId("researcher_me");

  private static final String WAITING = " from pg_stat_activity where wait_event = 'SyncRep'";

  @TempDir static Path common;
  private static OwnPostgres pattern;

  @TempDir Path folder;
  private OwnPostgres primary;
  private OwnPostgres standby;
  private CuttingProxy between;
  private SqlStore store;

  @BeforeAll
  static void prepare() throws Exception {
    pattern = OwnPostgres.prepared(common.resolve("pattern"));
  }

  @BeforeEach
  void aServerAndItsStandby() throws Exception {
    primary = pattern.copy(folder.resolve("primary")).start();
    between = new CuttingProxy(primary.url());
    standby = pattern.copy(folder.resolve("standby")).follow(between.port()).start();
    store =
        new SqlStore(
            folder.resolve("home"), PostgresServer.database(primary.urlWith(standby), "r"));
    primary.await("select state from pg_stat_replication", "streaming");
  }

  @AfterEach
  void stop() throws Exception {
    between.close();
    standby.close();
    primary.close();
  }

  private static Registry open(SqlStore store) throws IOException {
    return Registry.open(store, US, () -> AdmissionPolicy.AUTOMATIC, Clock.systemUTC());
  }

  private static void register(Registry registry, String party) throws IOException {
    assertThat(registry.decide(Offer.of(party).by("by-" + party)))
        .isInstanceOf(Decision.Accepted.class);
  }

  /** Waits until the standby shows a line. */
  private void awaitAtStandby(long seq) throws IOException {
    SqlStore there =
        new SqlStore(folder.resolve("there"), PostgresServer.database(standby.url(), "r"));
    while (RegistryReader.read(there).seq() < seq) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  private void failOver() throws Exception {
    primary.crash();
    standby.promote();
  }

  @Test
  void linesThatTheStandbyLacksAreMissedAndNothingIsDecided() throws Exception {
    SqlStore other = new SqlStore(folder.resolve("other"), store.database());
    try (Registry registry = open(store)) {
      register(registry, "node_a");
      awaitAtStandby(1);
      between.goAway();
      register(registry, "node_b");
      register(registry, "node_c");
      failOver();
      assertThatThrownBy(() -> untilItIsReached(registry))
          .isInstanceOf(RegistryCorruptedException.class)
          .hasMessageContaining("has lost lines that certdrop knows: line 3")
          .hasMessageContaining("failover")
          .hasMessageContaining("certdrop repair");
    }
    demandNoStart("ahead of its journal");

    // The other home knows nothing of them, and goes on: the picture is not ahead any more.
    try (Registry registry = open(other)) {
      assertThat(registry.seq()).isOne();
      for (String party : List.of("node_d", "node_e", "node_f")) {
        register(registry, party);
      }
    }
    demandNoStart("registry.json");
    assertThat(Audit.of(store, Optional.of(US))).isInstanceOf(Audit.Unsound.class);
    assertThat(Audit.of(other, Optional.of(US))).isInstanceOf(Audit.Sound.class);

    // What docs/postgresql.md says: away with the picture, and the parties dropped again.
    Files.delete(store.folder().resolve("registry.json"));
    Files.deleteIfExists(store.folder().resolve("registry.checkpoint"));
    try (Registry registry = open(store)) {
      register(registry, "node_b");
      register(registry, "node_c");
      assertThat(registry.view().active()).hasSize(6);
    }
    assertThat(Audit.of(store, Optional.of(US))).isInstanceOf(Audit.Sound.class);
  }

  private void demandNoStart(String said) {
    assertThatThrownBy(() -> open(store))
        .isInstanceOf(RegistryCorruptedException.class)
        .hasMessageContaining(said)
        .hasMessageContaining("certdrop repair");
  }

  /** The driver finds the new primary only after a while; until then the database is away. */
  private static void untilItIsReached(Registry registry) throws IOException {
    while (true) {
      try {
        register(registry, "node_g");
        return;
      } catch (DatabaseException e) {
        LockSupport.parkNanos(50_000_000);
      }
    }
  }

  @Test
  void aStandbyThatIsNotWaitedForIsWarnedOf() throws Exception {
    assertThat(warnings()).hasSize(1);
    assertThat(warnings().get(0)).contains("standby").contains("LOSES").contains("postgresql.md");
    primary.waitForStandby();
    assertThat(warnings()).isEmpty();
    for (String less : List.of("local", "remote_write")) {
      primary.asOwner("alter role " + PostgresServer.ROLE + " set synchronous_commit = " + less);
      assertThat(warnings()).as("certdrop's own role does not wait for its disk").hasSize(1);
    }
  }

  private List<String> warnings() throws IOException {
    try (LoggedLines log = new LoggedLines(Connector.class)) {
      open(store).close();
      return log.lines().stream().filter(line -> line.startsWith("WARN")).toList();
    }
  }

  @Test
  void aLineThatTheServerStopsWaitingForIsNotConfirmedBeforeTheStandbyHasIt() throws Exception {
    primary.waitForStandby();
    try (Registry registry = open(store)) {
      register(registry, "node_a");
      between.goAway();
      CompletableFuture<Decision> waits = registry.propose(Offer.of("node_b").by("by-node_b"));
      for (String statement : List.of("with won%", "COMMIT")) {
        String backend = WAITING + " and query like '" + statement + "'";
        primary.await("select count(*)" + backend, "1");
        primary.asOwner("select pg_cancel_backend(pid)" + backend);
      }
      assertThat(waits)
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .withMessageContaining("canceling wait for synchronous replication");
      goOnWithTheStandby(registry);
    }
  }

  @Test
  void aStatementThatTheServerStopsWaitingForIsNotSaidBeforeTheStandbyHasIt() throws Exception {
    SharedStatements shared = store.statements().orElseThrow();
    assertThat(shared.replace(Optional.empty(), "first")).isTrue();
    primary.waitForStandby();
    between.goAway();
    CompletableFuture<Boolean> waits = replacing(shared, "first", "second");
    for (int commit = 0; commit < 2; commit++) {
      primary.await("select count(*)" + WAITING, "1");
      Instant before = Instant.now();
      primary.asOwner("select pg_cancel_backend(pid)" + WAITING);
      String still = WAITING + " and xact_start < '" + before + "'";
      primary.await("select count(*)" + still, "0");
    }
    assertThat(waits)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .withMessageContaining("canceling wait for synchronous replication");

    assertThat(shared.read()).contains("second");
    CompletableFuture<Boolean> again = replacing(shared, "second", "second");
    primary.await("select count(*)" + WAITING, "1");
    assertThat(again).isNotDone();
    between.comeBack();
    assertThat(again.get()).isTrue();
    failOver();
    SqlStore there =
        new SqlStore(folder.resolve("there"), PostgresServer.database(standby.url(), "r"));
    assertThat(there.statements().orElseThrow().read()).contains("second");
  }

  private static CompletableFuture<Boolean> replacing(
      SharedStatements shared, String before, String after) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return shared.replace(Optional.of(before), after);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void whatAServerShowsAfterACrashIsNotConfirmedBeforeTheStandbyHasIt() throws Exception {
    primary.waitForStandby();
    try (Registry registry = open(store)) {
      register(registry, "node_a");
      between.goAway();
      CompletableFuture<Decision> first = registry.propose(Offer.of("node_b").by("by-node_b"));
      primary.await("select count(*)" + WAITING, "1");
      primary.crash();
      assertThat(first).failsWithin(Duration.ofSeconds(30));
      primary.start();
      assertThat(RegistryReader.read(store).seq()).isEqualTo(2);
      goOnWithTheStandby(registry);
    }
  }

  @Test
  void whatBecameOfASubmissionIsNotSaidBeforeTheStandbyHasTheLine() throws Exception {
    primary.waitForStandby();
    try (Registry registry = open(store);
        Registry other = open(new SqlStore(folder.resolve("other"), store.database()))) {
      register(registry, "node_a");
      between.goAway();
      registry.propose(Offer.of("node_b").by("by-node_b"));
      primary.await("select count(*)" + WAITING, "1");
      primary.crash();
      primary.start();
      CompletableFuture<Map<String, Recorded>> recorded =
          CompletableFuture.supplyAsync(() -> recorded(other, "by-node_b"));
      primary.await("select count(*) >= 1" + WAITING, "t");
      assertThat(recorded).isNotDone();
      between.comeBack();
      assertThat(recorded.get()).containsOnlyKeys("by-node_b");
      failOver();
      untilItIsReached(other);
      assertThat(other.view().active()).hasSize(3);
    }
  }

  private static Map<String, Recorded> recorded(Registry registry, String submission) {
    try {
      return registry.recorded(Set.of(submission));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line of node_b is there, and so far the standby has not got it. */
  private void goOnWithTheStandby(Registry registry) throws Exception {
    CompletableFuture<Decision> again = registry.propose(Offer.of("node_b").by("by-node_b"));
    primary.await("select count(*)" + WAITING, "1");
    assertThat(again).isNotDone();
    between.comeBack();
    assertThat(((Decision.Accepted) again.get()).seq()).isEqualTo(OptionalLong.of(2));
    failOver();
    untilItIsReached(registry);
    assertThat(registry.view().active()).hasSize(3);
  }
}
