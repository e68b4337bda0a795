package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheck;
import org.certdrop.home.Home;
import org.certdrop.home.Registries;
import org.certdrop.home.Settings;
import org.certdrop.registry.RegistryReader;
import org.certdrop.sql.CuttingProxy;
import org.certdrop.sql.PostgresServer;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service whose registry lies in a database that comes and goes. */
@Timeout(180)
class DatabaseServiceTest {
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);

  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void makeHome() throws Exception {
    home = ServiceTest.makeHome(directory.resolve("home"));
  }

  private void keepTheRegistryAt(String url) throws Exception {
    Files.writeString(
        home.properties(),
        "certdrop.registry.url="
            + url
            + "\ncertdrop.registry.user="
            + PostgresServer.ROLE
            + "\ncertdrop.registry.name=service_"
            + System.nanoTime()
            + "\n",
        StandardOpenOption.APPEND);
  }

  private void drop(String party) throws Exception {
    Files.writeString(
        home.inbox().resolve(party + ".json"),
        "{\"party_id\": \"" + party + "\", \"ip\": \"10.9.0.1\", \"port\": 14001}");
    Files.writeString(home.inbox().resolve(party + ".pem"), TestCertificate.of(party).pem());
  }

  private int accepted() throws Exception {
    try (Stream<Path> all = Files.list(home.accepted())) {
      return (int) all.count();
    }
  }

  @Test
  void whileTheDatabaseIsAwayDropsWaitAndThenTheyAreRegistered() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(PostgresServer.url())) {
      keepTheRegistryAt(proxy.url());
      try (Service service = Service.start(home, CLOCK)) {
        drop("node_a");
        Eventually.holds(() -> accepted() == 1);
        proxy.goAway();
        drop("node_b");
        Eventually.holds(
            () ->
                service.faults().stream()
                    .anyMatch(
                        fault ->
                            fault.message().contains("the database of the registry service_")));
        assertThat(accepted()).isOne();
        assertThat(home.refused()).isEmptyDirectory();
        proxy.comeBack();
        Eventually.holds(() -> accepted() == 2 && service.faults().isEmpty());
      }
      assertThat(RegistryReader.read(Registries.of(home)).active()).hasSize(2);
      assertThat(home.var().resolve("journal.jsonl")).doesNotExist();
    }
  }

  @Test
  void withoutItsDatabaseAServiceIsNotReady() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(PostgresServer.url())) {
      keepTheRegistryAt(proxy.url());
      try (Beans beans = Beans.of(home, Settings.read(home), CLOCK, System::nanoTime, Front.NONE)) {
        HealthCheck check = HealthChecks.of(home, beans, CLOCK).get("certdrop-registry");
        assertThat(check.isReadiness()).isTrue();
        assertThat(check.isLiveness()).isFalse();
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
        proxy.goAway();
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        proxy.comeBack();
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
      }
    }
  }

  @Test
  void aPasswordThatOthersMayReadIsToldOf() throws Exception {
    keepTheRegistryAt(PostgresServer.url());
    Path file = Files.writeString(home.directory().resolve("etc/password"), "secret");
    Files.writeString(
        home.properties(),
        "certdrop.registry.password-file=etc/password\n",
        StandardOpenOption.APPEND);
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r-----"));
    assertThat(Registries.exposure(home, Settings.read(home)).orElseThrow())
        .contains("rw-r-----")
        .contains("chmod 600")
        .doesNotContain("secret");
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    assertThat(Registries.exposure(home, Settings.read(home))).isEmpty();
  }
}
