package org.certdrop.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.certdrop.party.PartyId;
import org.certdrop.proof.Proof;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registry.Audit;
import org.certdrop.registry.Registry;
import org.certdrop.registry.RegistryReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that write one registry in a database, killed and frozen, and servers that crash. */
@Timeout(900)
class SqlProcessesTest {
  private static final PartyId US = new PartyId("researcher_me");

  @TempDir Path folder;
  private final List<OwnPostgres> servers = new ArrayList<>();
  private final List<Process> writers = new ArrayList<>();
  private final List<SqlStore> homes = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    writers.forEach(Process::destroyForcibly);
    for (OwnPostgres server : servers) {
      server.close();
    }
  }

  private SqlStore home(String url, String registry) {
    SqlStore home =
        new SqlStore(folder.resolve("home" + homes.size()), PostgresServer.database(url, registry));
    homes.add(home);
    return home;
  }

  private Process start(String url, String registry, Path end) throws IOException {
    SqlStore home = home(url, registry);
    Process writer = SqlWritingProcess.start(home, "w" + homes.size(), end);
    writers.add(writer);
    return writer;
  }

  /** Waits until the journal has so many more lines. */
  private static void goOn(SqlStore store, int lines) throws IOException {
    long from = RegistryReader.read(store).seq();
    while (RegistryReader.read(store).seq() < from + lines) {
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  private List<String> confirmed() throws IOException {
    List<String> parties = new ArrayList<>();
    for (SqlStore home : homes) {
      if (Files.exists(SqlWritingProcess.log(home))) {
        String log = Files.readString(SqlWritingProcess.log(home));
        log.substring(0, log.lastIndexOf('\n') + 1)
            .lines()
            .flatMap(line -> SqlWritingProcess.party(line).stream())
            .forEach(parties::add);
      }
    }
    return parties;
  }

  private void demandNothingLostOrDoubled(SqlStore store) throws IOException {
    List<String> registered =
        RegistryReader.read(store).active().stream().map(entry -> entry.party().value()).toList();
    Audit.Sound sound = (Audit.Sound) Audit.of(store, Optional.of(US));
    assertThat(sound.seq()).as("one line a party").isEqualTo(registered.size());
    assertThat(confirmed()).as("one winner a party").doesNotHaveDuplicates();
    assertThat(registered).as("none that was confirmed is lost").containsAll(confirmed());
    assertThat(confirmed()).isNotEmpty();
  }

  @Proof
  @Test
  void writersThatAreKilledLoseAndDoubleNothing() throws Exception {
    String registry = "killed_" + System.nanoTime();
    Path end = folder.resolve("end");
    SqlStore seen =
        new SqlStore(
            folder.resolve("seen"), PostgresServer.database(PostgresServer.url(), registry));
    List<Process> running = new ArrayList<>();
    for (int writer = 0; writer < 3; writer++) {
      running.add(start(PostgresServer.url(), registry, end));
    }
    goOn(seen, 20);
    for (int kill = 0; kill < Proof.Size.of(6, 1); kill++) {
      running.remove(0).destroyForcibly().waitFor();
      running.add(start(PostgresServer.url(), registry, end));
      goOn(seen, 20);
    }
    signal("STOP", running.get(0).pid());
    goOn(seen, Proof.Size.of(2000, 40));
    signal("CONT", running.get(0).pid());
    goOn(seen, 20);
    finish(running, end);
    demandNothingLostOrDoubled(seen);
  }

  private void finish(List<Process> running, Path end) throws Exception {
    Files.createFile(end);
    for (Process writer : running) {
      assertThat(writer.waitFor())
          .as(Files.readString(SqlWritingProcess.log(homes.get(writers.indexOf(writer)))))
          .isZero();
    }
  }

  @Proof
  @Test
  void aServerThatCrashesLosesNothingThatWasConfirmed() throws Exception {
    OwnPostgres server = server("data").start();
    PostgresServer.prepare(server.ownersUrl());
    Path end = folder.resolve("end");
    SqlStore seen = seen(server.url());
    List<Process> running = new ArrayList<>();
    for (int writer = 0; writer < 2; writer++) {
      running.add(start(server.url(), "r", end));
    }
    for (int crash = 0; crash < Proof.Size.of(2, 1); crash++) {
      goOn(seen, 30);
      server.crash();
      server.start();
    }
    goOn(seen, 30);
    finish(running, end);
    demandNothingLostOrDoubled(seen);
  }

  private OwnPostgres server(String name) {
    OwnPostgres server = new OwnPostgres(folder.resolve(name));
    servers.add(server);
    return server;
  }

  private SqlStore seen(String url) {
    return new SqlStore(folder.resolve("seen"), PostgresServer.database(url, "r"));
  }

  @Proof
  @Test
  void aFailoverToASynchronousStandbyLosesNothingThatWasConfirmed() throws Exception {
    OwnPostgres pattern = OwnPostgres.prepared(folder.resolve("pattern"));
    OwnPostgres primary = pattern.copy(folder.resolve("primary")).start();
    servers.add(primary);
    OwnPostgres standby = pattern.copy(folder.resolve("standby")).follow(primary.port()).start();
    servers.add(standby);
    primary.waitForStandby();
    String url = primary.urlWith(standby);
    Path end = folder.resolve("end");
    List<Process> running = new ArrayList<>();
    for (int writer = 0; writer < 2; writer++) {
      running.add(start(url, "r", end));
    }
    goOn(seen(primary.url()), Proof.Size.of(2000, 40));
    primary.crash();
    standby.promote();
    goOn(seen(standby.url()), Proof.Size.of(2000, 40));
    finish(running, end);
    demandNothingLostOrDoubled(seen(standby.url()));
  }

  @Test
  void aServerWithoutFsyncIsRefused() throws Exception {
    OwnPostgres server = server("data").with("fsync", "off").start();
    PostgresServer.prepare(server.ownersUrl());
    SqlStore store = home(server.url(), "r");
    assertThatThrownBy(
            () -> Registry.open(store, US, () -> AdmissionPolicy.AUTOMATIC, Clock.systemUTC()))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("runs with fsync off");
    assertThat(RegistryReader.read(store).seq()).isZero();
  }
}
