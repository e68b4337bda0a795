package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.certdrop.home.Home;
import org.certdrop.home.Settings;
import org.certdrop.home.StartException;
import org.certdrop.operator.DevSetup;
import org.certdrop.party.PartyId;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.certdrop.rules.Code;
import org.certdrop.status.HomeReadiness;
import org.certdrop.status.StatusReport;
import org.certdrop.verdict.Outcome;
import org.certdrop.verdict.Verdict;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TestKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevSetupTest {
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);

  @TempDir Path directory;
  private int calls;
  private Home researcher;
  private Home one;
  private Home two;

  @BeforeEach
  void makeHomes() throws IOException {
    researcher = home("researcher_r", 14000);
    one = home("node_1", 14001);
    two = home("node_2", 14002);
  }

  private Home home(String id, int port) throws IOException {
    Home home = new Home(directory.resolve(id));
    Files.createDirectories(home.inbox());
    Files.createDirectories(home.identity());
    Files.writeString(
        home.properties(),
        "certdrop.component="
            + new PartyId(id).component()
            + "\ncertdrop.ip=10.9.0.1\ncertdrop.port="
            + port
            + "\n");
    use(home, TestCertificate.of(id));
    return home;
  }

  private static void use(Home home, TestCertificate own) throws IOException {
    Files.writeString(home.identity().resolve("component.pem"), own.pem());
    Files.writeString(
        home.identity().resolve("component.key"), PrivateKeys.pem(own.keyPair().getPrivate()));
  }

  /** Each call is a minute after the one before. */
  private DevSetup.Done setUp(Home... homes) throws Exception {
    Clock clock = Clock.offset(CLOCK, Duration.ofMinutes(calls++));
    return DevSetup.of(Stream.of(homes).map(Home::directory).toList(), clock).register();
  }

  private static List<Outcome> outcomes(DevSetup.Done done) {
    return done.registrations().stream().map(made -> made.verdict().outcome()).toList();
  }

  private static List<String> registered(Home home) throws IOException {
    return RegistryReader.read(RegistryStore.of(home.var())).active().stream()
        .map(entry -> entry.party().value())
        .toList();
  }

  @Test
  void eachPartyIsRegisteredInEveryOtherHome() throws Exception {
    DevSetup.Done done = setUp(researcher, one, two);
    assertThat(outcomes(done)).hasSize(6).containsOnly(Outcome.REGISTERED);
    assertThat(registered(researcher)).containsExactlyInAnyOrder("node_1", "node_2");
    assertThat(registered(one)).containsExactlyInAnyOrder("researcher_r", "node_2");
    assertThat(registered(two)).containsExactlyInAnyOrder("researcher_r", "node_1");
  }

  @Test
  void theEntriesHoldTheEndpoints_andTheVerdictsAreThoseOfTheCommandLine() throws Exception {
    DevSetup.Done done = setUp(researcher, one);
    assertThat(
            RegistryReader.read(RegistryStore.of(researcher.var()))
                .active()
                .get(0)
                .endpoint()
                .orElseThrow())
        .hasToString("10.9.0.1:14001");
    assertThat(done.registrations().get(0).verdict().submission()).startsWith("cli-");
  }

  @Test
  void twoHomesOfOneAddressAreWarnedOf() throws Exception {
    Home twin = home("node_3", 14001);
    DevSetup.Done done = setUp(one, twin);
    assertThat(outcomes(done)).containsOnly(Outcome.REGISTERED);
    assertThat(done.registrations())
        .allSatisfy(
            made ->
                assertThat(made.verdict().findings())
                    .singleElement()
                    .satisfies(
                        finding -> {
                          assertThat(finding.code()).isEqualTo(Code.DUPLICATE_ENDPOINT);
                          assertThat(finding.message()).contains("this party itself");
                        }));
  }

  @Test
  void whatAVerdictWarnedOfStaysInSightAsLongAsItIsTrue() throws Exception {
    Home twin = home("node_3", 14001);
    setUp(one, twin);
    assertThat(StatusReport.of(one, CLOCK).warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.where()).isEqualTo("node_3");
              assertThat(warning.message()).startsWith("duplicate-endpoint: node_1, this party");
            });
    assertThat(HomeReadiness.of(one, false, CLOCK).notices())
        .anyMatch(notice -> notice.message().startsWith("node_3, duplicate-endpoint: "));
    Files.writeString(
        one.properties(), "certdrop.component=NODE\ncertdrop.ip=10.9.0.1\ncertdrop.port=14009\n");
    assertThat(StatusReport.of(one, CLOCK).warnings()).isEmpty();
  }

  @Test
  void aSecondTimeChangesNothing() throws Exception {
    setUp(researcher, one, two);
    String journal = Files.readString(one.var().resolve("journal.jsonl"));
    assertThat(outcomes(setUp(researcher, one, two))).hasSize(6).containsOnly(Outcome.UNCHANGED);
    assertThat(Files.readString(one.var().resolve("journal.jsonl"))).isEqualTo(journal);
  }

  @Test
  void anotherHomeJoinsLater() throws Exception {
    setUp(researcher, one);
    assertThat(outcomes(setUp(researcher, one, two)))
        .containsExactly(
            Outcome.UNCHANGED,
            Outcome.REGISTERED,
            Outcome.UNCHANGED,
            Outcome.REGISTERED,
            Outcome.REGISTERED,
            Outcome.REGISTERED);
  }

  @Test
  void aMissingCertificateIsMadeAndTheOutboxFilled() throws Exception {
    Files.delete(two.identity().resolve("component.pem"));
    Files.delete(two.identity().resolve("component.key"));
    Files.writeString(two.properties(), "certdrop.party-id=node_new\n", StandardOpenOption.APPEND);
    setUp(one, two);
    assertThat(registered(one)).containsExactly("node_new");
    assertThat(two.identity().resolve("component.key")).exists();
    assertThat(two.registration().resolve("node_new.json")).exists();
    assertThat(one.registration().resolve("node_1.txt")).exists();
  }

  @Test
  void aRefusalKeepsNothingElseFromBeingRegistered() throws Exception {
    setUp(researcher, one, two);
    use(one, TestCertificate.builder("node_1").key(TestKeys.rsa(2048)).build());
    DevSetup.Done done = setUp(researcher, one, two);
    List<Verdict> refused =
        done.registrations().stream()
            .map(DevSetup.Registration::verdict)
            .filter(verdict -> verdict.outcome() == Outcome.REFUSED)
            .toList();
    assertThat(refused)
        .hasSize(2)
        .allSatisfy(verdict -> assertThat(verdict.code()).contains(Code.KEY_CHANGE));
    assertThat(outcomes(done)).filteredOn(Outcome.UNCHANGED::equals).hasSize(4);
  }

  @Test
  void aHomeWithoutAnAddressIsRefusedWhereOneIsWanted() throws Exception {
    Files.writeString(
        one.properties(),
        "certdrop.ip=\ncertdrop.port=\ncertdrop.policy.endpoint=optional\n",
        StandardOpenOption.APPEND);
    assertThat(setUp(one, two).registrations())
        .extracting(made -> made.verdict().outcome() + " " + made.home().directory().getFileName())
        .containsExactly("registered node_1", "refused node_2");
  }

  @Test
  void aDamagedRegistryKeepsNoOtherHomeFromBeingServed() throws Exception {
    setUp(researcher, one, two);
    Files.writeString(one.var().resolve("journal.jsonl"), "{}\n");
    DevSetup.Done done = setUp(researcher, one, two);
    assertThat(done.failures())
        .singleElement()
        .satisfies(failure -> assertThat(failure.home()).isEqualTo(one));
    assertThat(outcomes(done)).hasSize(4).containsOnly(Outcome.UNCHANGED);
  }

  @Test
  void aRunningServiceSeesWhatWasRegistered() throws Exception {
    Beans running = Beans.of(one, Settings.read(one), CLOCK, System::nanoTime, Front.NONE);
    try (running) {
      setUp(researcher, one);
      assertThat(running.registry().refresh().active())
          .extracting(entry -> entry.party().value())
          .containsExactly("researcher_r");
    }
  }

  @Test
  void theSameHomeTwiceIsRefused() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), one.directory());
    assertThatThrownBy(() -> setUp(one, two, new Home(link)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(link + " is named twice");
    assertThat(one.var()).doesNotExist();
  }

  @Test
  void aDirectoryThatIsNoHomeIsRefusedBeforeAnythingIsDone() throws Exception {
    Path no = Files.createDirectory(directory.resolve("no"));
    assertThatThrownBy(() -> setUp(one, new Home(no)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(no + " is no home");
    assertThat(one.registration()).doesNotExist();
  }
}
