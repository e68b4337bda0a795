package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Settings;
import org.certdrop.identity.OwnParty;
import org.certdrop.outbox.OwnInstructions;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.CertificateFacts;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.Registrant;
import org.certdrop.registry.Registry;
import org.certdrop.registry.SharedStatements;
import org.certdrop.status.ExpiryReport;
import org.certdrop.status.ExpiryWatch;
import org.certdrop.status.StatusReport;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpiryWatchTest {
  private static final PartyId US = new PartyId("researcher_us");
  private static final Duration AHEAD = Duration.ofDays(30);

  @TempDir Path directory;
  private Home home;
  private Registry registry;
  private Instant now = TestCertificate.NOW;
  private OwnParty own = own(200);

  /** Goes as the test sets it. */
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @BeforeEach
  void openRegistry() throws IOException {
    home = new Home(directory);
    registry = Registry.open(home.var(), US, () -> AdmissionPolicy.AUTOMATIC, clock);
  }

  @AfterEach
  void closeRegistry() {
    registry.close();
  }

  /** A certificate that ends so many days from the beginning of the test. */
  private static TestCertificate certificate(String party, long days) {
    return TestCertificate.builder(party)
        .notBefore(TestCertificate.NOW.minus(Duration.ofDays(100)))
        .notAfter(TestCertificate.NOW.plus(Duration.ofDays(days)))
        .build();
  }

  private static OwnParty own(long days) {
    return new OwnParty(
        US, Optional.empty(), certificate(US.value(), days).certificate(), Optional.empty());
  }

  private void register(String party, long days) throws IOException {
    Certificate certificate = certificate(party, days).certificate();
    registry.decide(
        new Proposal(
            "by-" + party,
            new Registrant(new PartyId(party), Optional.empty(), CertificateFacts.of(certificate)),
            false));
  }

  private ExpiryWatch watch() {
    return new ExpiryWatch(registry, () -> own, AHEAD, clock, () -> true);
  }

  private List<String> logged() {
    try (LoggedLines log = new LoggedLines(ExpiryWatch.class)) {
      watch().look();
      return log.lines();
    }
  }

  @Test
  void certificatesThatLastAreNotMentioned() throws IOException {
    register("node_a", 200);
    assertThat(logged()).isEmpty();
    assertThat(watch().report()).isEqualTo(new ExpiryReport(List.of(), List.of()));
  }

  @Test
  void whatHasEndedAndWhatSoonWillIsLoggedWithWhatToDo() throws IOException {
    register("node_soon", 20);
    register("node_over", 10);
    now = TestCertificate.NOW.plus(Duration.ofDays(11));
    assertThat(logged())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "WARN certificate of node_over: It expired at 2026-12-03T00:00:00Z.")
                    .contains("./certdrop delete node_over"),
            line ->
                assertThat(line)
                    .startsWith("WARN certificate of node_soon: It expires at 2026-12-13"));
  }

  @Test
  void ofManyTheFirstTenAreNamedAndTheOthersCounted() throws IOException {
    for (int party = 10; party < 35; party++) {
      register("node_" + party, party - 9);
    }
    assertThat(logged())
        .hasSize(11)
        .first()
        .satisfies(line -> assertThat(line).contains("node_10"));
    assertThat(logged().get(10))
        .contains("certificates: 15 more expire soon; see ./certdrop list.");
  }

  @Test
  void theOwnCertificateIsReportedFirst() throws IOException {
    register("node_over", 1);
    own = own(1);
    now = TestCertificate.NOW.plus(Duration.ofDays(2));
    assertThat(watch().report().expired())
        .extracting(Faults.Fault::where)
        .containsExactly("own certificate", "certificate of node_over");
    assertThat(watch().report().expired().get(0).message()).contains("generate --force");
  }

  @Test
  void anOwnCertificateThatSoonEndsIsAWarningAndOneThatHasNotBegunIsNot() {
    own = own(12);
    assertThat(watch().report().expiring()).hasSize(1);
    assertThat(watch().report().expired()).isEmpty();
    now = TestCertificate.NOW.minus(Duration.ofDays(101));
    assertThat(watch().report().expired()).hasSize(1);
  }

  @Test
  void theHealthCheckIsDownWhenACertificateHasEnded() throws Exception {
    register("node_a", 20);
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.getRegistry().bind("certdropExpiry", HealthChecks.expiry(watch()::report));
      context.start();
      HealthCheck.Result soon = result(context);
      assertThat(soon.getState()).isEqualTo(HealthCheck.State.UP);
      assertThat(soon.getDetails().get("certificate of node_a").toString()).contains("expires at");
      now = TestCertificate.NOW.plus(Duration.ofDays(21));
      HealthCheck.Result over = result(context);
      assertThat(over.getState()).isEqualTo(HealthCheck.State.DOWN);
      assertThat(over.getDetails().get("certificate of node_a").toString()).contains("expired at");
      assertThat(over.getCheck().isLiveness()).isFalse();
    }
  }

  private static HealthCheck.Result result(DefaultCamelContext context) {
    return HealthCheckHelper.invoke(context).stream()
        .filter(result -> result.getCheck().getId().equals("certdrop-expiry"))
        .findAny()
        .orElseThrow();
  }

  /** The last one is that it has no key. */
  @Test
  void statusCallsWhatHasEndedAFaultAndWhatSoonWillAWarning() throws IOException {
    Files.createDirectories(home.identity());
    Files.writeString(home.identity().resolve("component.pem"), certificate(US.value(), 15).pem());
    Files.writeString(home.properties(), "certdrop.component=RESEARCHER\ncertdrop.ip=10.9.9.9\n");
    register("node_over", 1);
    register("node_soon", 20);
    now = TestCertificate.NOW.plus(Duration.ofDays(2));
    StatusReport status = StatusReport.of(home, clock);
    assertThat(status.faults())
        .extracting(Faults.Fault::where)
        .contains("certificate of node_over")
        .doesNotContain("certificate of node_soon", "own certificate");
    assertThat(status.warnings())
        .extracting(Faults.Fault::where)
        .containsExactly("own certificate", "certificate of node_soon", "own certificate");
    assertThat(status.toJson().path("warnings").path(1).path("message").asText())
        .contains("expires at");
  }

  @Test
  void theOwnCertificateIsWarnedAboutOnceADay() throws Exception {
    Files.createDirectories(home.identity());
    Files.writeString(home.identity().resolve("component.pem"), certificate(US.value(), 15).pem());
    Files.writeString(home.properties(), "certdrop.component=RESEARCHER\ncertdrop.ip=10.9.9.9\n");
    OwnInstructions instructions =
        OwnInstructions.of(
            home,
            Settings.read(home),
            () -> true,
            SharedStatements.Finder.NOWHERE,
            new Faults(clock),
            clock);
    try (LoggedLines log = new LoggedLines(OwnInstructions.class)) {
      instructions.refresh();
      now = TestCertificate.NOW.plus(Duration.ofHours(23));
      instructions.refresh();
      assertThat(log.lines()).filteredOn(line -> line.contains("expires at")).hasSize(1);
      now = TestCertificate.NOW.plus(Duration.ofHours(24));
      instructions.refresh();
      assertThat(log.lines()).filteredOn(line -> line.contains("expires at")).hasSize(2);
    }
  }
}
