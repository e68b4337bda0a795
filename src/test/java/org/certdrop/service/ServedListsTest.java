package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.certdrop.files.Folders;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.TestHomes;
import org.certdrop.home.UnusableListException;
import org.certdrop.inbox.RecentVerdicts;
import org.certdrop.operator.LoginName;
import org.certdrop.operator.Operator;
import org.certdrop.operator.RegisterRequest;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.certdrop.status.StatusReport;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole service with a roster and a list of the distrusted. */
class ServedListsTest {
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);
  private static final TestCertificate A = TestCertificate.of("node_a");
  private static final TestCertificate B = TestCertificate.of("node_b");

  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void makeHome() throws IOException {
    home = new Home(directory.resolve("home"));
    Files.createDirectories(home.inbox());
    Files.createDirectories(home.identity());
    TestHomes.copyRoutes(home.directory());
    Files.writeString(
        home.identity().resolve("component.pem"), TestCertificate.of("researcher_us").pem());
    Files.writeString(
        home.properties(),
        "certdrop.component=RESEARCHER\ncertdrop.ip=10.9.9.9\n"
            + "certdrop.retry.delay=PT0.05S\ncertdrop.retry.max-delay=PT0.1S\n");
  }

  private void list(String name, String content) throws IOException {
    Files.writeString(home.resolve("etc").resolve(name), content);
  }

  private void enroll(String party) throws IOException {
    list(
        "roster.json", "{\"federation\": \"f\", \"parties\": [{\"party_id\": \"" + party + "\"}]}");
  }

  private void drop(String stem, TestCertificate certificate, String party) throws IOException {
    Files.writeString(home.inbox().resolve(stem + ".pem"), certificate.pem());
    Files.writeString(
        home.inbox().resolve(stem + ".json"),
        "{\"party_id\": \"" + party + "\", \"ip\": \"10.9.0.1\", \"port\": 14001}");
  }

  private boolean once() throws Exception {
    try (Service service = Service.start(home, CLOCK)) {
      return service.handleWaiting();
    }
  }

  private List<String> verdicts() throws IOException {
    List<String> verdicts = new ArrayList<>();
    for (Path folder : RecentVerdicts.folders(home, 50)) {
      JsonNode verdict = RecentVerdicts.read(folder);
      verdicts.add(verdict.path("party_id").asText() + " " + verdict.path("code").asText());
    }
    return verdicts;
  }

  private List<String> registered() throws IOException {
    return RegistryReader.read(RegistryStore.of(home.var())).active().stream()
        .map(entry -> entry.party().value())
        .toList();
  }

  @Test
  void aPartyOffTheRosterIsRefused() throws Exception {
    enroll("node_a");
    drop("a", A, "node_a");
    drop("b", B, "node_b");
    assertThat(once()).isFalse();
    assertThat(registered()).containsExactly("node_a");
    assertThat(verdicts()).contains("node_b not-on-roster");
  }

  @Test
  void aDistrustedPartyIsRemovedBeforeWaitingDropsAreHandled() throws Exception {
    drop("a", A, "node_a");
    assertThat(once()).isTrue();
    list("distrusted.txt", "node_a # stolen\n");
    drop("again", A, "node_a");
    assertThat(once()).isFalse();
    assertThat(registered()).isEmpty();
    assertThat(verdicts()).contains("node_a distrusted");
    assertThat(RegistryReader.read(RegistryStore.of(home.var())).removed())
        .extracting(Entry::sha256)
        .containsExactly(A.certificate().fingerprint());
  }

  @Test
  void aListThatDoesNotParseStopsTheStartAndLetsTheHomeGo() throws Exception {
    list("distrusted.txt", "hospital\n");
    assertThatThrownBy(this::once)
        .isInstanceOf(UnusableListException.class)
        .hasMessageContaining("distrusted.txt")
        .hasMessageContaining("\"hospital\"");
    list("distrusted.txt", "");
    assertThat(once()).isTrue();
  }

  @Test
  @Timeout(60)
  void registrationsPauseWhileAListDoesNotParse() throws Exception {
    enroll("node_a");
    try (Service service = Service.start(home, CLOCK)) {
      list("roster.json", "{\"federation\"");
      drop("a", A, "node_a");
      drop("b", B, "node_b");
      assertThat(service.handleWaiting()).isFalse();
      assertThat(verdicts()).as("neither accepted nor refused").isEmpty();
      assertThat(Folders.children(home.work())).hasSize(2);
      assertThat(StatusReport.of(home, CLOCK).faults())
          .extracting(Faults.Fault::where)
          .contains("etc/roster.json");
      enroll("node_a");
      while (service.handleWaiting() || verdicts().size() < 2) {
        Thread.onSpinWait(); // until the held submissions are due again
      }
    }
    assertThat(registered()).containsExactly("node_a");
    assertThat(verdicts()).contains("node_b not-on-roster");
  }

  @Test
  @Timeout(60)
  void aPartyDistrustedWhileTheServiceRunsIsRemovedWithoutADrop() throws Exception {
    drop("a", A, "node_a");
    try (Service service = Service.start(home, CLOCK)) {
      assertThat(service.handleWaiting()).isTrue();
      list("distrusted.txt", "node_a\n");
      Eventually.holds(() -> registered().isEmpty());
    }
  }

  @Test
  void statusNamesAListThatDoesNotParseWithoutAService() throws Exception {
    assertThat(once()).isTrue();
    list("roster.json", "[]");
    assertThat(StatusReport.of(home, CLOCK).faults())
        .filteredOn(fault -> fault.where().equals("etc/roster.json"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.message()).contains("not an object"));
  }

  @Test
  void commandsObeyTheListsOrSayThatTheyCannotBeRead() throws Exception {
    enroll("node_b");
    Path file = Files.writeString(directory.resolve("a.pem"), A.pem());
    RegisterRequest request =
        new RegisterRequest(
            file,
            java.util.Optional.of("node_a"),
            java.util.Optional.of("10.9.0.1"),
            java.util.Optional.of(1L),
            true);
    try (Operator operator = Operator.of(home, CLOCK)) {
      assertThat(operator.register(request).code().orElseThrow().toString())
          .isEqualTo("not-on-roster");
      list("roster.json", "");
      assertThatThrownBy(() -> operator.register(request))
          .isInstanceOf(UnusableListException.class);
    }
  }

  @Test
  void aPartyCanBeDeletedAlthoughAListDoesNotParse() throws Exception {
    drop("a", A, "node_a");
    assertThat(once()).isTrue();
    list("roster.json", "");
    try (Operator operator = Operator.of(home, CLOCK)) {
      assertThat(operator.delete(new PartyId("node_a"), new LoginName("ana"))).isPresent();
    }
  }
}
