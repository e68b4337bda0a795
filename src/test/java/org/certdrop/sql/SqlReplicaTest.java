package org.certdrop.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Effect;
import org.certdrop.registration.Offer;
import org.certdrop.registry.Registry;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.Replica;
import org.certdrop.registry.SharedStatements;
import org.certdrop.registry.ThoughtDeadException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What replicas tell one another by the database; the tests let its time go by. */
@Timeout(120)
class SqlReplicaTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:15:00.456Z"), ZoneOffset.UTC);
  private static final Replica.Alike ALIKE = new Replica.Alike("cert", "roster", "distrusted");
  private static final Set<String> OUTBOX = Set.of("outbox");

  @TempDir Path folder;
  private final Set<String> lost = new HashSet<>();
  private final List<Replica> all = new ArrayList<>();
  private String registry;
  private Replica one;
  private Replica two;

  @BeforeEach
  void twoReplicas() throws IOException {
    registry = PostgresServer.store(folder).database().registry();
    one = replica("one");
    two = replica("two");
  }

  @AfterEach
  void end() throws IOException {
    for (Replica replica : all) {
      replica.close();
    }
  }

  private Replica replica(String home) throws IOException {
    Path var = Files.createDirectories(folder.resolve(home).resolve("var"));
    Replica replica =
        new SqlStore(var, PostgresServer.database(PostgresServer.url(), registry))
            .replica(lost::contains);
    all.add(replica);
    return replica;
  }

  private void joined() throws IOException {
    one.join(ALIKE, OUTBOX);
    two.join(ALIKE, OUTBOX);
  }

  /** A minute goes by in which a replica is silent. */
  private void silent(String home) throws SQLException, IOException {
    PostgresServer.asOwner(
        "update certdrop.replica set seen = seen - interval '60 seconds' where replica = '"
            + ReplicaName.of(folder.resolve(home).resolve("var"))
            + "'");
  }

  /** A minute goes by since claims were noticed. */
  private void aMinuteLater() throws SQLException {
    PostgresServer.asOwner(
        "update certdrop.claim set since = since - interval '60 seconds' where registry = '"
            + registry
            + "'");
  }

  private static Replica.Standing beat(Replica replica, String... held) throws IOException {
    return replica.beat(ALIKE, Optional.of(Set.of(held)), OUTBOX);
  }

  @Test
  void whatALivingReplicaHasInHandIsItsOwn() throws Exception {
    joined();
    beat(one, "S1");
    assertThat(two.takeUp(Set.of("S1"))).isEmpty();
    aMinuteLater();
    assertThat(two.takeUp(Set.of("S1"))).isEmpty();
  }

  @Test
  void whatALivingReplicaHasJustClaimedIsItsOwnBeforeItHasSaidSo() throws Exception {
    joined();
    assertThat(two.takeUp(Set.of("S1"))).isEmpty();
    beat(one, "S1");
    aMinuteLater();
    assertThat(two.takeUp(Set.of("S1"))).isEmpty();
  }

  @Test
  void whatNobodySaysThatItHoldsIsAnybodysAfterAMinute() throws Exception {
    joined();
    assertThat(two.takeUp(Set.of("S1"))).isEmpty();
    aMinuteLater();
    assertThat(two.takeUp(Set.of("S1"))).containsExactly("S1");
    assertThat(one.takeUp(Set.of("S1"))).isEmpty();
  }

  @Test
  void theOnlyReplicaTakesUpEverythingAtOnce() throws Exception {
    one.join(ALIKE, OUTBOX);
    assertThat(one.takeUp(Set.of("S1", "S2"))).containsExactlyInAnyOrder("S1", "S2");
  }

  @Test
  void aReplicaTakesItsOwnUpAgainWhenItsServiceStarts() throws Exception {
    joined();
    beat(one, "S1");
    Replica again = replica("one");
    again.join(ALIKE, OUTBOX);
    assertThat(again.takeUp(Set.of("S1"))).containsExactly("S1");
    assertThatThrownBy(() -> beat(one, "S1")).hasMessageContaining("home is a copy of this one");
  }

  /** An asynchronous standby that takes over may know nothing of it. */
  @Test
  void aReplicaOfWhichTheDatabaseLostThatItBeganJoinsAgainAndLetsGoOfWhatItHad() throws Exception {
    joined();
    beat(one, "S1");
    try (Registry began = open(one)) {
      PostgresServer.asOwner(
          "delete from certdrop.claim where registry = '"
              + registry
              + "'; delete from certdrop.replica where replica = '"
              + ReplicaName.of(folder.resolve("one").resolve("var"))
              + "'");
      assertThatThrownBy(() -> began.decide(Offer.of("node_a").by("S1")))
          .isInstanceOf(ThoughtDeadException.class);
      assertThat(beat(one, "S1").thoughtDead()).isTrue();
      lost.add("S1");
      one.revive();
      assertThatThrownBy(() -> began.decide(Offer.of("node_a").by("S1")))
          .isInstanceOf(ThoughtDeadException.class);
      assertThat(accepted(began, "node_b", "S2").outcome()).isEqualTo(Effect.REGISTERED);
      assertThat(beat(one, "S2").thoughtDead()).isFalse();
      assertThat(two.takeUp(Set.of("S2"))).isEmpty();
    }
  }

  /** Whatever number the database goes back to, none is used twice by one service. */
  @Test
  void aReplicaLetsGoThoughTheDatabaseWentBackToTheNumberThatItHas() throws Exception {
    joined();
    beat(one, "S1");
    String row = " where replica = '" + ReplicaName.of(folder.resolve("one").resolve("var")) + "'";
    silent("one");
    two.takeUp(Set.of("S1"));
    assertThat(beat(one, "S1").thoughtDead()).isTrue();
    one.revive();
    PostgresServer.asOwner(
        "update certdrop.replica set epoch = 1, seen = seen - interval '60 seconds'" + row);
    two.takeUp(Set.of("S2"));
    try (Registry began = open(one)) {
      assertThatThrownBy(() -> began.decide(Offer.of("node_a").by("S2")))
          .isInstanceOf(ThoughtDeadException.class);
    }
    assertThat(beat(one, "S2").thoughtDead()).isTrue();
    assertThat(beat(one, "S2").thoughtDead()).as("until it goes on").isTrue();
    one.revive();
    assertThat(beat(one, "S3").thoughtDead()).isFalse();
  }

  /** The answer to its joining was lost, say. */
  @Test
  void aReplicaThatHasNotGoneOnYetIsThoughtDeadAgain() throws Exception {
    joined();
    beat(one, "S1");
    PostgresServer.asOwner(
        "delete from certdrop.replica where replica = '"
            + ReplicaName.of(folder.resolve("one").resolve("var"))
            + "'");
    assertThat(beat(one, "S1").thoughtDead()).isTrue();
    assertThat(beat(one, "S1").thoughtDead()).isTrue();
  }

  @Test
  void aReplicaWhoseCopyFallsSilentJoinsAgain() throws Exception {
    one.join(ALIKE, OUTBOX);
    Replica copy = replica("one");
    copy.join(ALIKE, OUTBOX);
    beat(copy, "S1");
    silent("one");
    assertThat(beat(one).thoughtDead()).isTrue();
    assertThatThrownBy(() -> beat(copy, "S1")).hasMessageContaining("home is a copy of this one");
    try (Registry frozen = open(copy)) {
      assertThatThrownBy(() -> frozen.decide(Offer.of("node_a").by("S1")))
          .isInstanceOf(ThoughtDeadException.class);
    }
  }

  @Test
  void aSilentReplicaIsThoughtDeadAndAppendsNothingUntilItGoesOn() throws Exception {
    joined();
    beat(one, "S1");
    try (Registry frozen = open(one);
        Registry runs = open(two)) {
      silent("one");
      assertThat(two.takeUp(Set.of("S1"))).containsExactly("S1");
      assertThatThrownBy(() -> frozen.decide(Offer.of("node_a").by("S1")))
          .isInstanceOf(ThoughtDeadException.class);
      assertThat(runs.seq()).isZero();
      assertThat(accepted(runs, "node_a", "S1").outcome()).isEqualTo(Effect.REGISTERED);

      assertThat(beat(one, "S1").thoughtDead()).isTrue();
      lost.add("S1");
      one.revive();
      assertThatThrownBy(() -> frozen.decide(Offer.of("node_b").by("S1")))
          .isInstanceOf(ThoughtDeadException.class);
      assertThat(accepted(frozen, "node_b", "S2").outcome()).isEqualTo(Effect.REGISTERED);
      assertThat(beat(one, "S2").thoughtDead()).isFalse();
      assertThat(two.takeUp(Set.of("S1", "S2"))).containsExactly("S1");
    }
  }

  @Test
  void anAppendWaitsForTheOneThatThinksItsReplicaDeadAndFails() throws Exception {
    joined();
    try (Registry frozen = open(one);
        Connection other = DriverManager.getConnection(PostgresServer.ownersUrl());
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(
          "update certdrop.replica set epoch = epoch + 1 where replica = '"
              + ReplicaName.of(folder.resolve("one").resolve("var"))
              + "'");
      CompletableFuture<Decision> proposed = frozen.propose(Offer.of("node_a").by("S1"));
      while (!isAnyWaitingForALock(statement)) {
        assertThat(proposed).isNotDone();
      }
      other.commit();
      assertThatThrownBy(proposed::join).hasCauseInstanceOf(ThoughtDeadException.class);
      assertThat(frozen.refresh().seq()).isZero();
    }
  }

  private static boolean isAnyWaitingForALock(Statement statement) throws SQLException {
    try (ResultSet waiting =
        statement.executeQuery(
            "select from pg_locks join pg_stat_activity using (pid) where not granted and usename = '"
                + PostgresServer.ROLE
                + "'")) {
      return waiting.next();
    }
  }

  private static Decision.Accepted accepted(Registry registry, String party, String submission)
      throws IOException {
    return (Decision.Accepted) registry.decide(Offer.of(party).by(submission));
  }

  private static Registry open(Replica replica) throws IOException {
    return Registry.open(
        replica.store(), new PartyId("researcher_me"), () -> AdmissionPolicy.AUTOMATIC, CLOCK);
  }

  /** S1 registers, S2 moves the address, a thawed replica proposes S1 again. */
  @Test
  void aThawedReplicaDoesNotBringAFormerAddressBack() throws Exception {
    joined();
    try (Registry frozen = open(one);
        Registry runs = open(two)) {
      frozen.decide(Offer.of("node_a").at("10.0.0.1:14001").by("S1"));
      runs.decide(Offer.of("node_a").at("10.0.0.2:14001").by("S2"));
      Decision.Accepted again =
          (Decision.Accepted) frozen.decide(Offer.of("node_a").at("10.0.0.1:14001").by("S1"));
      assertThat(again.seq()).hasValue(1);
      assertThat(RegistryReader.read(two.store()).seq()).isEqualTo(2);
    }
  }

  @Test
  void whatAReplicaThatHasEndedHadInHandIsTakenUpAtOnce() throws Exception {
    joined();
    beat(one, "S1");
    one.close();
    assertThat(two.takeUp(Set.of("S1"))).containsExactly("S1");
    assertThat(beat(two).leases()).isEqualTo(OUTBOX);
  }

  @Test
  void whatIsConcludedIsHeldByNobody() throws Exception {
    joined();
    beat(one, "S1");
    beat(one);
    PostgresServer.asOwner(
        "do $$ begin assert not exists (select from certdrop.claim where registry = '"
            + registry
            + "'); end $$");
  }

  @Test
  void oneHasTheLeaseAndTheNextTakesItOverAfterAMinuteOfSilence() throws Exception {
    joined();
    assertThat(beat(one).leases()).isEqualTo(OUTBOX);
    assertThat(beat(two).leases()).isEmpty();
    assertThat(beat(one).leases()).isEqualTo(OUTBOX);
    silent("one");
    assertThat(beat(two).leases()).isEqualTo(OUTBOX);
    assertThat(beat(one).leases()).isEmpty();
    assertThat(two.beat(ALIKE, Optional.empty(), Set.of()).leases()).isEmpty();
  }

  @Test
  void aReplicaOfAnotherPartyIsRefused() throws Exception {
    one.join(ALIKE, OUTBOX);
    assertThatThrownBy(() -> two.join(new Replica.Alike("another", "roster", "distrusted"), OUTBOX))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining(":" + folder.resolve("one"))
        .hasMessageContaining("give them the same etc/identity");
    silent("one");
    two.join(new Replica.Alike("another", "roster", "distrusted"), OUTBOX);
  }

  @Test
  void whatReplicasHaveNotInCommonIsTold() throws Exception {
    joined();
    assertThat(beat(one).difference()).isEmpty();
    two.beat(new Replica.Alike("cert", "roster", "longer"), Optional.of(Set.of()), OUTBOX);
    assertThat(beat(one).difference().orElseThrow())
        .contains("etc/distrusted.txt here is not that of the replica")
        .contains(folder.resolve("two").toString());
    two.beat(new Replica.Alike("cert", "longer", "distrusted"), Optional.of(Set.of()), OUTBOX);
    assertThat(beat(one).difference().orElseThrow()).contains("etc/roster.json here");
    two.beat(new Replica.Alike("renewed", "roster", "distrusted"), Optional.of(Set.of()), OUTBOX);
    assertThat(beat(one).difference().orElseThrow()).contains("the own certificate here");
    two.beat(ALIKE, Optional.of(Set.of()), OUTBOX);
    assertThat(beat(one).difference()).isEmpty();
  }

  @Test
  void repliesAreLeftToTheReplicaThatWritesThem() throws Exception {
    joined();
    Replica.Owed reply = new Replica.Owed("node_a", "registered");
    two.owe(List.of(reply, reply, new Replica.Owed("node_b", "replaced")));
    assertThat(one.owed()).hasSize(2);
    one.noted(List.of(reply));
    assertThat(one.owed()).containsExactly(new Replica.Owed("node_b", "replaced"));
  }

  @Test
  void statementsAreReplacedByTheOneThatReadThemLast() throws Exception {
    SharedStatements statements = one.store().statements().orElseThrow();
    assertThat(statements.read()).isEmpty();
    assertThat(statements.replace(Optional.empty(), "first")).isTrue();
    assertThat(statements.replace(Optional.empty(), "rival")).isFalse();
    assertThat(statements.replace(Optional.of("first"), "second")).isTrue();
    assertThat(statements.replace(Optional.of("first"), "rival")).isFalse();
    assertThat(statements.read()).hasValue("second");
  }

  @Test
  void aConnectionThatBreaksIsMadeAgain() throws Exception {
    joined();
    PostgresServer.asOwner(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = '"
            + PostgresServer.ROLE
            + "'");
    assertThat(beat(one).leases()).isEqualTo(OUTBOX);
  }

  @Test
  void aReplicaThatIsToldToDoLessGivesBackWhatItDoesNotDoAnyMore() throws Exception {
    Set<String> more = Set.of("outbox", "export");
    one.join(ALIKE, more);
    assertThat(two.join(ALIKE, Set.of("export")).leases()).isEmpty();
    assertThat(one.join(ALIKE, OUTBOX).leases()).isEqualTo(OUTBOX);
    assertThat(two.beat(ALIKE, Optional.empty(), Set.of("export")).leases())
        .containsExactly("export");
    assertThat(beat(one).leases()).isEqualTo(OUTBOX);
  }

  @Test
  void aServiceAsksForTheOwnStatementsOverTheConnectionThatItHas() throws IOException {
    Path var = Files.createDirectories(folder.resolve("three/var"));
    try (CuttingProxy proxy = new CuttingProxy(PostgresServer.url());
        Replica three =
            new SqlStore(var, PostgresServer.database(proxy.url(), registry))
                .replica(lost::contains)) {
      three.join(ALIKE, OUTBOX);
      SharedStatements said = three.store().statements().orElseThrow();
      assertThat(said.replace(Optional.empty(), "said")).isTrue();
      assertThat(said.read()).contains("said");
      assertThat(three.store().statements().orElseThrow().read()).contains("said");
      assertThat(proxy.connections()).isEqualTo(1);
    }
  }
}
