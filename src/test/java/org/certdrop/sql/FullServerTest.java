package org.certdrop.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Effect;
import org.certdrop.registration.Offer;
import org.certdrop.registry.Audit;
import org.certdrop.registry.Registry;
import org.certdrop.registry.RegistryReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server on a small disk of its own, which becomes full: only root can mount one. */
@Timeout(120)
class FullServerTest {
  private static final PartyId US = new PartyId("researcher_me");

  @TempDir static Path common;
  private static OwnPostgres pattern;

  @TempDir Path folder;
  private Path disk;
  private boolean mounted;
  private OwnPostgres server;
  private SqlStore store;
  private int registered;

  @BeforeAll
  static void prepare() throws Exception {
    pattern = OwnPostgres.prepared(common.resolve("pattern"));
  }

  @BeforeEach
  void aServerOnASmallDisk() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=120m", "tmpfs", disk.toString());
    assumeTrue(mounted, "only root can mount a small disk");
    server = pattern.copy(disk.resolve("data")).with("restart_after_crash", "off").start();
    store = new SqlStore(folder.resolve("home"), PostgresServer.database(server.url(), "r"));
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.close();
    }
    if (mounted) {
      assertThat(run("umount", "-l", disk.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  private Registry open() throws IOException {
    return Registry.open(store, US, () -> AdmissionPolicy.AUTOMATIC, Clock.systemUTC());
  }

  private void registerNext(Registry registry) throws IOException {
    Offer offer = Offer.of("node_" + registered);
    Decision.Accepted accepted =
        (Decision.Accepted) registry.decide(offer.by("by-node_" + registered));
    assertThat(accepted.outcome()).isEqualTo(Effect.REGISTERED);
    registered++;
  }

  /** Registers until that fails; what failed last is the next one. */
  private DatabaseException registerUntilItFails(Registry registry) {
    Throwable fault = null;
    while (fault == null) {
      fault = catchThrowable(() -> registerNext(registry));
    }
    assertThat(fault).isInstanceOf(DatabaseException.class);
    return (DatabaseException) fault;
  }

  /** Takes all the room that is left. */
  private void fill() throws IOException {
    byte[] some = new byte[4096];
    Throwable end = null;
    try (OutputStream ballast = Files.newOutputStream(disk.resolve("ballast"))) {
      while (end == null) {
        end = catchThrowable(() -> ballast.write(some));
      }
    }
    assertThat(end).hasMessageContaining("No space left on device");
  }

  private void demandAllOnce(Registry registry) throws IOException {
    registerNext(registry);
    assertThat(((Audit.Sound) Audit.of(store, Optional.of(US))).seq())
        .as("one line a party")
        .isEqualTo(registered);
    assertThat(RegistryReader.read(store).active()).hasSize(registered);
  }

  @Test
  void noRoomForAnotherLineIsAFaultUntilThereIsRoom() throws Exception {
    try (Registry registry = open()) {
      registerNext(registry);
      fill();
      assertThat(registerUntilItFails(registry)).hasMessageContaining("No space left on device");
      assertThat(registry.find(new PartyId("node_" + registered))).isEmpty();
      Files.delete(disk.resolve("ballast"));
      demandAllOnce(registry);
    }
  }

  @Test
  void aServerThatEndsForWantOfRoomIsAFaultUntilItIsStartedAgain() throws Exception {
    try (Registry registry = open()) {
      registerNext(registry);
      fill();
      server.asOwner("select pg_switch_wal()"); // its log needs another file, or it ends
      registerUntilItFails(registry);
      server.awaitEnd();
      registerUntilItFails(registry);
      Files.delete(disk.resolve("ballast"));
      server.start();
      demandAllOnce(registry);
    }
  }
}
