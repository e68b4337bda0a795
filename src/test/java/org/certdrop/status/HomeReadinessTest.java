package org.certdrop.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.certdrop.home.Home;
import org.certdrop.trust.Readiness;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeReadinessTest {
  private static final Clock PAST = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  @TempDir Path directory;
  private Home home;

  /** A federation of one, the certificate of which was valid even then. */
  @BeforeEach
  void makeHome() throws Exception {
    home = new Home(directory);
    Files.createDirectories(home.inbox());
    Files.createDirectories(home.identity());
    Files.writeString(
        home.identity().resolve("component.pem"),
        TestCertificate.builder("node_us")
            .notBefore(Instant.EPOCH.minusSeconds(1))
            .notAfter(TestCertificate.FAR_FUTURE)
            .build()
            .pem());
    Files.writeString(
        home.resolve("etc/roster.json"),
        "{\"federation\": \"f\", \"parties\": [{\"party_id\": \"node_us\"}]}");
  }

  @Test
  void byAClockFromBeforeTheBuildNobodyIsReady() throws Exception {
    assertThat(HomeReadiness.of(home, false, Clock.systemUTC()).isReady()).isTrue();
    Readiness readiness = HomeReadiness.of(home, false, PAST);
    assertThat(readiness.isReady()).isFalse();
    assertThat(readiness.shortcomings().get(0).message())
        .startsWith("This computer's clock is wrong")
        .contains("1970-01-01T00:00:00Z", "timedatectl");
  }

  @Test
  void whereTheClockIsNotCheckedItIsBelieved() throws Exception {
    Files.writeString(home.properties(), "certdrop.clock.check=false\n");
    assertThat(HomeReadiness.of(home, false, PAST).isReady()).isTrue();
  }
}
