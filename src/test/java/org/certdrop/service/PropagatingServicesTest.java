package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.certdrop.home.Home;
import org.certdrop.home.StartException;
import org.certdrop.inbox.InboxListing;
import org.certdrop.inbox.RecentVerdicts;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two whole services that are each other's targets. */
class PropagatingServicesTest {
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);

  @TempDir Path directory;
  private Home first;
  private Home second;

  @BeforeEach
  void makeHomes() throws IOException {
    first = ServiceTest.makeHome(directory.resolve("first"));
    second = ServiceTest.makeHome(directory.resolve("second"));
    set(first, "certdrop.propagate=../second/inbox");
    set(second, "certdrop.propagate=../first/inbox");
  }

  private static void set(Home home, String line) throws IOException {
    Files.writeString(home.properties(), line + "\n", StandardOpenOption.APPEND);
  }

  private static void drop(Home home, String stem, TestCertificate certificate, String party)
      throws IOException {
    drop(home, stem, certificate, party, 14001);
  }

  private static void drop(
      Home home, String stem, TestCertificate certificate, String party, int port)
      throws IOException {
    Files.writeString(home.inbox().resolve(stem + ".pem"), certificate.pem());
    Files.writeString(
        home.inbox().resolve(stem + ".json"),
        "{\"party_id\": \"" + party + "\", \"ip\": \"10.9.0.1\", \"port\": " + port + "}");
  }

  private static int port(Home home) throws IOException {
    return RegistryReader.read(RegistryStore.of(home.var()))
        .active()
        .get(0)
        .endpoint()
        .orElseThrow()
        .port();
  }

  private static boolean once(Home home) throws Exception {
    try (Service service = Service.start(home, CLOCK)) {
      return service.handleWaiting();
    }
  }

  private static List<String> outcomes(Home home) throws IOException {
    List<String> outcomes = new ArrayList<>();
    for (Path folder : RecentVerdicts.folders(home, 50)) {
      JsonNode verdict = RecentVerdicts.read(folder);
      outcomes.add(verdict.path("outcome").asText());
    }
    return outcomes;
  }

  private static List<String> registered(Home home) throws IOException {
    return RegistryReader.read(RegistryStore.of(home.var())).active().stream()
        .map(entry -> entry.party().value())
        .toList();
  }

  private static Map<String, Path> waiting(Home home) throws IOException {
    Map<String, Path> waiting = new TreeMap<>();
    InboxListing.of(home.inbox())
        .candidates()
        .keySet()
        .forEach(name -> waiting.put(name, home.inbox().resolve(name)));
    return waiting;
  }

  @Test
  void whatOneAcceptsTheOtherRegistersAndSendsNothingBack() throws Exception {
    drop(first, "a", TestCertificate.of("node_a"), "node_a");
    assertThat(once(first)).isTrue();
    assertThat(once(second)).isTrue();
    assertThat(once(first)).isTrue();
    assertThat(registered(second)).containsExactly("node_a");
    assertThat(outcomes(first)).containsExactly("registered");
    assertThat(outcomes(second)).containsExactly("registered");
  }

  @Test
  void twoThatRunAtOnceEndAsWell() throws Exception {
    drop(first, "a", TestCertificate.of("node_a"), "node_a");
    drop(second, "b", TestCertificate.of("node_b"), "node_b");
    try (Service one = Service.start(first, CLOCK);
        Service two = Service.start(second, CLOCK)) {
      while (!(registered(first).size() == 2 && registered(second).size() == 2)) {
        assertThat(one.handleWaiting()).isTrue();
        assertThat(two.handleWaiting()).isTrue();
      }
      assertThat(one.handleWaiting()).isTrue();
      assertThat(two.handleWaiting()).isTrue();
    }
    assertThat(outcomes(first)).containsExactly("registered", "registered");
    assertThat(outcomes(second)).containsExactly("registered", "registered");
    assertThat(waiting(first)).isEmpty();
    assertThat(waiting(second)).isEmpty();
  }

  @Test
  void twoAddressesOfOnePartyDoNotGoBackAndForth() throws Exception {
    TestCertificate party = TestCertificate.of("node_a");
    drop(first, "a", party, "node_a", 14001);
    drop(second, "a", party, "node_a", 14002);
    for (int runs = 0; runs < 4; runs++) {
      assertThat(once(first)).isTrue();
      assertThat(once(second)).isTrue();
    }

    assertThat(outcomes(first)).containsExactlyInAnyOrder("registered", "replaced");
    assertThat(outcomes(second)).containsExactlyInAnyOrder("registered", "replaced");
    assertThat(waiting(first)).isEmpty();
    assertThat(waiting(second)).isEmpty();
  }

  @Test
  void anAddressThatComesBackUnsignedIsNotCopiedAgain() throws Exception {
    TestCertificate party = TestCertificate.of("node_a");
    for (int port : new int[] {14001, 14002, 14001}) {
      drop(first, "a", party, "node_a", port);
      assertThat(once(first)).isTrue();
      assertThat(once(second)).isTrue();
    }

    assertThat(port(first)).isEqualTo(14001);
    assertThat(port(second)).isEqualTo(14002);
  }

  @Test
  void whatIsRefusedStaysHere() throws Exception {
    drop(first, "a", TestCertificate.of("node_a"), "node_b");
    assertThat(once(first)).isFalse();
    assertThat(waiting(second)).isEmpty();
  }

  @Test
  void aTargetThatIsMissingDelaysNoVerdictAndGetsAllLater() throws Exception {
    Path away = Files.move(second.inbox(), directory.resolve("away"));
    drop(first, "a", TestCertificate.of("node_a"), "node_a");
    assertThat(once(first)).as("a fault lasts").isFalse();
    assertThat(outcomes(first)).containsExactly("registered");
    Files.move(away, second.inbox());
    assertThat(once(first)).isTrue();
    assertThat(waiting(second)).containsOnlyKeys("a.pem", "a.json");
  }

  @Test
  void withoutTargetsNothingIsCopiedOrNoted() throws Exception {
    Home alone = ServiceTest.makeHome(directory.resolve("alone"));
    drop(alone, "a", TestCertificate.of("node_a"), "node_a");
    assertThat(once(alone)).isTrue();
    assertThat(alone.var().resolve("propagate")).doesNotExist();
  }

  @Test
  void aHomeWhoseRoutesAreOlderThanTheProgramSaysSo() throws Exception {
    Files.delete(first.routes().resolve("propagate.camel.yaml"));
    assertThatThrownBy(() -> once(first))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("certdrop.propagate is set")
        .hasMessageContaining("propagate.camel.yaml");
  }
}
