package org.certdrop.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.certdrop.files.Patience;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Draft;
import org.certdrop.registration.Effect;
import org.certdrop.registration.Fold;
import org.certdrop.registration.Offer;
import org.certdrop.registration.Proposal;
import org.certdrop.registry.Audit;
import org.certdrop.registry.Ledger;
import org.certdrop.registry.Registry;
import org.certdrop.registry.RegistryCorruptedException;
import org.certdrop.registry.RegistryReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the database's own: several homes, lost answers, lost lines, and what a role may do. */
@Timeout(120)
class SqlLedgerTest {
  private static final PartyId US = new PartyId("researcher_me");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:15:00.456Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private SqlStore store;
  private SqlStore other;

  @BeforeEach
  void twoHomesOfOneRegistry() {
    store = PostgresServer.store(folder.resolve("one"));
    other = new SqlStore(folder.resolve("two"), store.database());
  }

  private static Registry open(SqlStore store) throws IOException {
    return Registry.open(store, US, () -> AdmissionPolicy.AUTOMATIC, CLOCK);
  }

  private static Decision.Accepted accepted(Registry registry, Proposal proposal)
      throws IOException {
    return (Decision.Accepted) registry.decide(proposal);
  }

  /** In the journal of this test's registry. */
  private String here() {
    return " where registry = '" + store.database().registry() + "'";
  }

  @Test
  void aSubmissionThatIsProposedAgainGetsItsRecordedOutcomeWhateverCameAfterIt()
      throws IOException {
    Proposal first = Offer.of("node_a").at("10.0.0.1:14001").by("S1");
    Proposal move = Offer.of("node_a").at("10.0.0.2:14001").by("S2");
    try (Registry frozen = open(store);
        Registry runs = open(other)) {
      assertThat(accepted(frozen, first).outcome()).isEqualTo(Effect.REGISTERED);
      assertThat(accepted(runs, move).outcome()).isEqualTo(Effect.REPLACED);

      Decision.Accepted again = accepted(frozen, first);
      assertThat(again.outcome()).isEqualTo(Effect.REGISTERED);
      assertThat(again.seq()).isEqualTo(OptionalLong.of(1));
      assertThat(frozen.find(new PartyId("node_a")).orElseThrow().endpoint())
          .isEqualTo(move.registrant().endpoint());
      assertThat(frozen.seq()).isEqualTo(2);

      // In the same group as others, which are not kept from their own outcome.
      CompletableFuture<Decision> second = frozen.propose(first);
      CompletableFuture<Decision> new1 = frozen.propose(Offer.of("node_b").by("S3"));
      assertThat(((Decision.Accepted) second.join()).seq()).isEqualTo(OptionalLong.of(1));
      assertThat(((Decision.Accepted) new1.join()).outcome()).isEqualTo(Effect.REGISTERED);
    }
    assertThat(Audit.of(store, Optional.of(US))).isInstanceOf(Audit.Sound.class);
  }

  @Test
  void noLineCrossesRegistries() throws IOException {
    SqlStore stranger = PostgresServer.store(folder.resolve("stranger"));
    try (Registry ours = open(store);
        Registry theirs = open(stranger)) {
      ours.decide(Offer.of("node_a").by("S1"));
      theirs.decide(Offer.of("node_b").by("S1"));
      assertThat(ours.refresh().active()).hasSize(1);
      assertThat(theirs.refresh().find(new PartyId("node_a"))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update certdrop.journal set line = line",
        "delete from certdrop.journal",
        "truncate certdrop.journal",
        "drop table certdrop.journal",
        "update certdrop.version set version = 2"
      })
  void theRoleThatCertdropRunsAsCannotChangeTheJournal(String sql) throws Exception {
    try (Registry registry = open(store);
        Connection connection =
            DriverManager.getConnection(store.database().url(), store.database().properties("60"));
        Statement statement = connection.createStatement()) {
      registry.decide(Offer.of("node_a").by("S1"));
      assertThatThrownBy(() -> statement.execute(sql))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }
    assertThat(RegistryReader.read(store).active()).hasSize(1);
  }

  @Test
  void aServerThatDoesNotWaitForItsDiskIsNotWrittenTo() throws Exception {
    String role = PostgresServer.ROLE + "_hasty";
    PostgresServer.asOwner(
        "create role "
            + role
            + " login in role "
            + PostgresServer.ROLE
            + "; alter role "
            + role
            + " set synchronous_commit = off");
    Database hasty =
        new Database(store.database().url(), Optional.of(role), Optional.empty(), "registry_hasty");
    assertThatThrownBy(() -> open(new SqlStore(folder, hasty)))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("synchronous_commit off")
        .hasMessageContaining("Nothing is written");
  }

  @Test
  void aServerThatMayTearItsPagesIsNotWrittenTo() throws Exception {
    PostgresServer.configure("full_page_writes", "off");
    try {
      assertThatThrownBy(() -> open(store)).hasMessageContaining("runs with full_page_writes off");
    } finally {
      PostgresServer.configure("full_page_writes", "on");
    }
    open(store).close();
  }

  @Test
  void aConnectionThatTheServerEndsIsMadeAgain() throws Exception {
    try (Registry registry = open(store)) {
      registry.decide(Offer.of("node_a").by("S1"));
      endConnections();
      assertThat(accepted(registry, Offer.of("node_b").by("S2")).seq())
          .isEqualTo(OptionalLong.of(2));
    }
    try (Registry empty = open(PostgresServer.store(folder.resolve("empty")))) {
      endConnections();
      assertThat(accepted(empty, Offer.of("node_b").by("S2")).seq()).isEqualTo(OptionalLong.of(1));
    }
  }

  private static void endConnections() throws SQLException {
    PostgresServer.asOwner(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = '"
            + PostgresServer.ROLE
            + "'");
  }

  @Test
  void aCommitWhoseAnswerIsLostIsFoundInTheJournal() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(store.database().url());
        Registry registry = open(through(proxy))) {
      registry.decide(Offer.of("node_a").by("S1"));
      proxy.cutAfter("insert into certdrop.journal");
      assertThat(accepted(registry, Offer.of("node_b").by("S2")).seq())
          .isEqualTo(OptionalLong.of(2));
      assertThat(proxy.cuts()).isOne();
      assertThat(accepted(registry, Offer.of("node_c").by("S3")).seq())
          .isEqualTo(OptionalLong.of(3));
    }
    assertThat(RegistryReader.read(store).active()).hasSize(3);
  }

  @Test
  void aStatementThatNeverArrivedIsSentAgain() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(store.database().url());
        Registry registry = open(through(proxy))) {
      registry.decide(Offer.of("node_a").by("S1"));
      proxy.cutBefore("insert into certdrop.journal");
      assertThat(accepted(registry, Offer.of("node_b").by("S2")).seq())
          .isEqualTo(OptionalLong.of(2));
      assertThat(proxy.cuts()).isOne();
    }
    assertThat(RegistryReader.read(store).active()).hasSize(2);
  }

  @Test
  void aDatabaseThatIsAwayIsAFaultAndTheSameIsDecidedOnceItIsBack() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(store.database().url());
        Registry registry = open(through(proxy))) {
      registry.decide(Offer.of("node_a").by("S1"));
      proxy.goAway();
      assertThatThrownBy(() -> registry.decide(Offer.of("node_b").by("S2")))
          .isInstanceOf(DatabaseException.class);
      assertThatThrownBy(registry::refresh).isInstanceOf(DatabaseException.class);
      assertThat(registry.find(new PartyId("node_a"))).isPresent();
      proxy.comeBack();
      assertThat(accepted(registry, Offer.of("node_b").by("S2")).seq())
          .isEqualTo(OptionalLong.of(2));
    }
  }

  private SqlStore through(CuttingProxy proxy) {
    return new SqlStore(
        store.folder(),
        new Database(
            proxy.url(), store.database().user(), Optional.empty(), store.database().registry()));
  }

  @Test
  void linesThatAFailoverLostStopDecisions() throws Exception {
    try (Registry registry = open(store)) {
      registry.decide(Offer.of("node_a").by("S1"));
      registry.decide(Offer.of("node_b").by("S2"));
      PostgresServer.asOwner("delete from certdrop.journal" + here() + " and seq = 2");
      for (int time = 0; time < 2; time++) {
        assertThatThrownBy(() -> registry.decide(Offer.of("node_c").by("S3")))
            .isInstanceOf(RegistryCorruptedException.class)
            .hasMessageContaining("has lost lines")
            .hasMessageContaining("certdrop repair");
      }
    }
    assertThatThrownBy(() -> open(store))
        .isInstanceOf(RegistryCorruptedException.class)
        .hasMessageContaining("ahead of its journal")
        .hasMessageContaining("Lines of the database were lost");
  }

  @Test
  void aHeadThatIsNotTheLastLineStopsDecisions() throws Exception {
    try (Registry registry = open(store)) {
      registry.decide(Offer.of("node_a").by("S1"));
      PostgresServer.asOwner("update certdrop.head set seq = 7" + here());
      assertThatThrownBy(() -> registry.decide(Offer.of("node_b").by("S2")))
          .isInstanceOf(RegistryCorruptedException.class)
          .hasMessageContaining("head row says 7");
    }
  }

  @Test
  void aPlaceThatIsTakenStopsDecisions() throws Exception {
    try (Registry registry = open(store)) {
      registry.decide(Offer.of("node_a").by("S1"));
      PostgresServer.asOwner(
          "insert into certdrop.journal (registry, seq, line) select registry, 2, line from"
              + " certdrop.journal"
              + here());
      assertThatThrownBy(() -> registry.decide(Offer.of("node_b").by("S2")))
          .isInstanceOf(RegistryCorruptedException.class)
          .hasMessageContaining("the line does not fit");
    }
  }

  @Test
  void aChangedLineIsFoundByAnAudit() throws Exception {
    try (Registry registry = open(store)) {
      registry.decide(Offer.of("node_a").by("S1"));
      registry.decide(Offer.of("node_b").by("S2"));
    }
    PostgresServer.asOwner(
        "update certdrop.journal set line = overlay(line placing '\\x62'::bytea from 60 for 1)"
            + here()
            + " and seq = 1");
    assertThat(Audit.of(store, Optional.of(US)))
        .isInstanceOfSatisfying(
            Audit.Unsound.class,
            found -> assertThat(found.damage().file()).isEqualTo(store.place()));
  }

  @Test
  void aRegistryThatWasMovedTakesNothing() throws Exception {
    try (Registry registry = open(store)) {
      registry.decide(Offer.of("node_a").by("S1"));
      PostgresServer.asOwner("update certdrop.head set moved_to = 'a file'" + here());
      assertThatThrownBy(() -> registry.decide(Offer.of("node_b").by("S2")))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("was moved to a file");
      PostgresServer.asOwner("update certdrop.head set moved_to = null" + here());
      assertThat(accepted(registry, Offer.of("node_b").by("S2")).seq())
          .isEqualTo(OptionalLong.of(2));
    }
  }

  @Test
  void oneThatLosesThreeTimesKeepsTheOthersWaiting() throws Exception {
    try (Registry rival = open(other);
        Ledger ledger = store.ledger();
        Ledger.Turn turn = ledger.turn(new Patience())) {
      for (int loss = 1; loss <= 3; loss++) {
        Draft draft = draft(turn, "node_a");
        rival.decide(Offer.of("node_rival" + loss).by("rival" + loss));
        assertThat(turn.append(draft)).as("after loss %d", loss).isFalse();
      }
      Draft draft = draft(turn, "node_a");
      CompletableFuture<Decision> waits = rival.propose(Offer.of("node_b").by("S2"));
      assertThat(turn.append(draft)).isTrue();
      turn.close();
      assertThat(((Decision.Accepted) waits.get()).seq()).isEqualTo(OptionalLong.of(5));
    }
    assertThat(Audit.of(store, Optional.of(US))).isInstanceOf(Audit.Sound.class);
  }

  private static Draft draft(Ledger.Turn turn, String party) throws IOException {
    Draft draft = new Draft(new Fold(), CLOCK, turn.recorded());
    turn.catchUp(draft.fold());
    new org.certdrop.registration.Admission(() -> AdmissionPolicy.AUTOMATIC)
        .decide(Offer.of(party).by("by-" + party), draft);
    return draft;
  }

  @Test
  void aRegistryClosesAlthoughAnotherProcessHoldsTheHead() throws Exception {
    Registry registry = open(store);
    try (Connection holder = DriverManager.getConnection(PostgresServer.ownersUrl());
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("select * from certdrop.head" + here() + " for update");
      CompletableFuture<Decision> decision = registry.propose(Offer.of("node_a").by("S1"));
      registry.close();
      assertThat(decision)
          .failsWithin(java.time.Duration.ofSeconds(30))
          .withThrowableThat()
          .withMessageContaining("another process has held registry");
      holder.rollback();
    }
    try (Registry again = open(store)) {
      assertThat(accepted(again, Offer.of("node_a").by("S1")).seq()).isEqualTo(OptionalLong.of(1));
    }
  }

  @Test
  void aPasswordIsReadFromItsFileAndShownNowhere() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "s3cret\n");
    Database database =
        new Database(
            "jdbc:postgresql://localhost:1/x?sslmode=verify-full",
            Optional.of("u"),
            Optional.of(file),
            "r");
    assertThat(database.properties("60")).containsEntry("password", "s3cret");
    assertThat(database.toString()).doesNotContain("s3cret");
    assertThatThrownBy(() -> new SqlStore(folder, database).source())
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("registry r in jdbc:postgresql://localhost:1/x")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aDatabaseWithoutTablesIsToldOf() throws Exception {
    PostgresServer.asOwner("create database bare");
    Database bare =
        new Database(
            store.database().url().replace("/postgres", "/bare"),
            store.database().user(),
            Optional.empty(),
            "r");
    assertThatThrownBy(() -> open(new SqlStore(folder, bare)))
        .hasMessageContaining("certdrop registry schema");
  }
}
