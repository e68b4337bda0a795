package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.certdrop.export.TestParties;
import org.certdrop.files.Folders;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Settings;
import org.certdrop.home.StartException;
import org.certdrop.home.TestHomes;
import org.certdrop.identity.IdentityException;
import org.certdrop.inbox.Inbox;
import org.certdrop.inbox.RecentVerdicts;
import org.certdrop.operator.Operator;
import org.certdrop.outbox.OwnInstructions;
import org.certdrop.outbox.Publications;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registry.Audit;
import org.certdrop.registry.LockingProcess;
import org.certdrop.registry.Registry;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.certdrop.registry.SharedStatements;
import org.certdrop.status.StatusReport;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole service with the shipped routes, in homes of its own. */
class ServiceTest {
  private static final String US = "researcher_us";

  /** The certificates of the test builder are valid then. */
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);

  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void makeHome() throws IOException {
    home = makeHome(directory.resolve("home"));
  }

  /** A home that runs the shipped routes. */
  static Home makeHome(Path path) throws IOException {
    Home home = new Home(path);
    Files.createDirectories(home.inbox());
    Files.createDirectories(home.identity());
    TestHomes.copyRoutes(home.directory());
    TestCertificate own = TestCertificate.of(US);
    Files.writeString(home.identity().resolve("component.pem"), own.pem());
    Files.writeString(
        home.identity().resolve("component.key"), PrivateKeys.pem(own.keyPair().getPrivate()));
    Files.writeString(
        home.properties(),
        "certdrop.component=RESEARCHER\n"
            + "certdrop.ip=10.9.9.9\n"
            + "certdrop.inbox.settle-time=PT0.3S\n"
            + "certdrop.retry.delay=PT0.05S\n");
    return home;
  }

  private void put(String name, String content) throws IOException {
    Files.writeString(home.inbox().resolve(name), content);
  }

  private void putPair(String stem, TestCertificate certificate, String party) throws IOException {
    put(stem + ".pem", certificate.pem());
    put(stem + ".json", sidecar(party));
  }

  private static String sidecar(String party) {
    return "{\"party_id\": \"" + party + "\", \"ip\": \"10.9.0.1\", \"port\": 14001}";
  }

  private boolean once() throws Exception {
    try (Service service = Service.start(home, CLOCK)) {
      return service.handleWaiting();
    }
  }

  private List<JsonNode> verdicts() throws IOException {
    List<JsonNode> verdicts = new ArrayList<>();
    for (Path folder : RecentVerdicts.folders(home, 50)) {
      verdicts.add(RecentVerdicts.read(folder));
    }
    return verdicts;
  }

  private List<String> registered() throws IOException {
    return RegistryReader.read(RegistryStore.of(home.var())).active().stream()
        .map(entry -> entry.party().value())
        .toList();
  }

  @Test
  void aPairIsRegisteredAndLiesInAccepted() throws Exception {
    putPair("a", TestCertificate.of("node_a"), "node_a");
    assertThat(once()).isTrue();
    assertThat(registered()).containsExactly("node_a");
    assertThat(verdicts())
        .singleElement()
        .extracting(v -> v.path("outcome").asText())
        .isEqualTo("registered");
    assertThat(Audit.of(home.var(), java.util.Optional.of(new PartyId(US))))
        .isInstanceOf(Audit.Sound.class);
  }

  @Test
  void aRefusalIsAWarningInTheLogAndNothingElseIs() throws Exception {
    putPair("a", TestCertificate.of("node_a"), "node_a");
    putPair("b", TestCertificate.of("node_b"), "node_c");
    try (LoggedLines log = new LoggedLines(Ingest.class)) {
      once();
      assertThat(log.lines())
          .hasSize(2)
          .anyMatch(line -> line.startsWith("INFO registered "))
          .anyMatch(line -> line.startsWith("WARN refused "));
    }
  }

  @Test
  void theOwnInstructionsAreOutAndNoPrivateKeyWithThem() throws Exception {
    assertThat(once()).isTrue();
    try (Stream<Path> files = Files.list(home.registration())) {
      List<Path> out = files.toList();
      assertThat(out)
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder(US + ".pem", US + ".json", US + ".json.p7s", US + ".txt");
      for (Path file : out) {
        assertThat(Files.readString(file)).doesNotContain("PRIVATE KEY");
      }
    }
  }

  @Test
  void whatIsRefusedIsSaidAndKept() throws Exception {
    putPair("a", TestCertificate.of("node_a"), "node_b");
    assertThat(once()).isFalse();
    assertThat(verdicts())
        .singleElement()
        .extracting(verdict -> verdict.path("code").asText())
        .isEqualTo("identity-mismatch");
    assertThat(registered()).isEmpty();
  }

  @Test
  void aHalfFileIsTruncatedAfterTheSettleTimeAndALoneFileStays() throws Exception {
    String pem = TestCertificate.of("node_a").pem();
    put("half.pem", pem.substring(0, 100));
    put("half.json", sidecar("node_a"));
    put("lone.pem", pem);
    assertThat(once()).isFalse();
    assertThat(verdicts())
        .singleElement()
        .extracting(verdict -> verdict.path("code").asText())
        .isEqualTo("truncated");
    assertThat(home.inbox().resolve("lone.pem")).exists();
  }

  @Test
  void aPrivateKeyAloneIsRefusedWithoutWaitingForASidecar() throws Exception {
    put("a.pem", PrivateKeys.pem(TestCertificate.of("node_a").keyPair().getPrivate()));
    assertThat(once()).isFalse();
    assertThat(verdicts())
        .singleElement()
        .extracting(verdict -> verdict.path("code").asText())
        .isEqualTo("private-key-present");
  }

  @Test
  void theDatabaseOfTheComponentHoldsWhatWasRegisteredBeforeTheServiceEnds() throws Exception {
    Files.writeString(home.resolve("db.json"), "{}");
    Files.writeString(
        home.properties(), "certdrop.export.fedbiomed.db=db.json\n", StandardOpenOption.APPEND);
    putPair("a", TestCertificate.of("node_a"), "node_a");
    assertThat(once()).isTrue();
    assertThat(home.resolve("db.json")).content().contains("\"party_id\":\"node_a\"");
  }

  @Test
  void aDatabaseThatIsNotThereKeepsNoDropFromItsVerdict() throws Exception {
    Files.writeString(
        home.properties(), "certdrop.export.fedbiomed.db=none.json\n", StandardOpenOption.APPEND);
    putPair("a", TestCertificate.of("node_a"), "node_a");
    assertThat(once()).isFalse();
    assertThat(registered()).containsExactly("node_a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-rf",
        "${date:now:yyyy}",
        "{{user.home}}",
        "a?noop=true",
        "line\nbreak",
        "RAW(a+b)&delete=true",
        "\u00e9\u540d",
        "a%2e%2e",
        "*"
      })
  void aNameIsNeverMoreThanAName(String stem) throws Exception {
    putPair(stem, TestCertificate.of("node_a"), "node_a");
    assertThat(once()).isTrue();
    assertThat(verdicts())
        .singleElement()
        .extracting(verdict -> verdict.path("files").path(0).asText())
        .isEqualTo(stem + ".pem");
    assertThat(registered()).containsExactly("node_a");
  }

  @Test
  void aHomeWithOddCharactersInItsPathIsServed() throws Exception {
    home = makeHome(directory.resolve("my home & co #1 100%+\u00f6 {x} RAW(y)"));
    putPair("a", TestCertificate.of("node_a"), "node_a");
    assertThat(once()).isTrue();
    assertThat(registered()).containsExactly("node_a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a?b", "{{x}}", "${date:now}", "a,b", "a%20b", "a\\b"})
  void aPathThatMeansSomethingToCamelIsRefusedInWords(String name) throws Exception {
    home = makeHome(directory.resolve(name));
    assertThatThrownBy(this::once).isInstanceOf(StartException.class).hasMessageContaining(name);
  }

  @Test
  void aSubmissionLeftBeforeItsJournalLineIsTakenUp() throws Exception {
    Inbox.prepare(home);
    Path left = Files.createDirectory(home.work().resolve("20261123T101500.123Z-a"));
    Files.writeString(left.resolve("a.pem"), TestCertificate.of("node_a").pem());
    put("a.json", sidecar("node_a"));
    assertThat(once()).isTrue();
    assertThat(home.accepted().resolve("20261123T101500.123Z-a")).isDirectory();
    assertThat(registered()).containsExactly("node_a");
  }

  @Test
  void aSubmissionLeftAfterItsJournalLineKeepsItsOutcome() throws Exception {
    TestCertificate certificate = TestCertificate.of("node_a");
    putPair("a", certificate, "node_a");
    once();
    JsonNode before = verdicts().get(0);
    Path folder = home.accepted().resolve(before.path("submission").asText());
    Files.move(folder, home.work().resolve(folder.getFileName()));
    assertThat(once()).isTrue();
    JsonNode after = verdicts().get(0);
    assertThat(after.path("outcome").asText()).isEqualTo("registered");
    assertThat(after.path("registry_seq")).isEqualTo(before.path("registry_seq"));
    assertThat(RegistryReader.read(RegistryStore.of(home.var())).seq()).isOne();
  }

  @Test
  void whatWasHandledStaysUntilItIsOlderThanIsSet() throws Exception {
    putPair("a", TestCertificate.of("node_a"), "node_a");
    put("b.pem", "no certificate");
    put("b.json", sidecar("node_b"));
    once();
    Instant later = TestCertificate.NOW.plus(Duration.ofDays(91));
    Clock inThreeMonths = Clock.fixed(later, ZoneOffset.UTC);
    Service.start(home, inThreeMonths).close();
    assertThat(verdicts()).hasSize(2);
    Files.writeString(home.properties(), "certdrop.inbox.keep=P90D\n", StandardOpenOption.APPEND);
    try (Service service = Service.start(home, inThreeMonths)) {
      assertThat(service.handleWaiting()).isTrue();
    }
    assertThat(verdicts()).isEmpty();
    assertThat(Folders.children(home.accepted())).isEmpty();
    assertThat(Folders.children(home.refused())).isEmpty();
    assertThat(registered()).containsExactly("node_a");
  }

  /** Those of a home that was made by an earlier version. */
  @Test
  void routesThatWaitByTheTimeOfDayGoOnWorkingAndAreWarnedAbout() throws Exception {
    for (Path route : Folders.children(home.routes())) {
      Files.writeString(
          route,
          Files.readString(route)
              .replaceAll(
                  "scheduler:(.*\\n +parameters:\\n +)initialDelay: (.*\\n +)delay: ",
                  "timer:$1delay: $2period: "));
    }
    putPair("a", TestCertificate.of("node_a"), "node_a");
    try (LoggedLines log = new LoggedLines(Routes.class)) {
      assertThat(once()).isTrue();
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("WARN The route "))
          .hasSizeGreaterThan(5)
          .anyMatch(line -> line.contains("The route membership in "));
    }
    assertThat(registered()).containsExactly("node_a");
  }

  @Test
  void routesMayBeReachedThroughALink() throws Exception {
    Path installation = directory.resolve("installation");
    Files.move(home.routes(), installation);
    Files.createSymbolicLink(home.routes(), installation);
    putPair("a", TestCertificate.of("node_a"), "node_a");
    assertThat(once()).isTrue();
    assertThat(registered()).containsExactly("node_a");
  }

  @Test
  void retentionWithoutItsRouteIsNotPassedOver() throws Exception {
    Files.delete(home.routes().resolve("retention.camel.yaml"));
    Service.start(home, CLOCK).close();
    Files.writeString(home.properties(), "certdrop.inbox.keep=P90D\n", StandardOpenOption.APPEND);
    assertThatThrownBy(this::once)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("certdrop.inbox.keep is set")
        .hasMessageContaining("retention.camel.yaml");
  }

  @Test
  void aVerdictThatIsWrittenAgainAfterAKillIsTheSame() throws Exception {
    putPair("a", TestCertificate.of("node_a"), "node_a");
    once();
    putPair("b", TestCertificate.of("node_b"), "node_b");
    once();
    JsonNode before = verdicts().get(0);
    assertThat(before.toString()).contains("duplicate-endpoint", "10.9.0.1:14001");
    Path folder = home.accepted().resolve(before.path("submission").asText());
    Files.move(folder, home.work().resolve(folder.getFileName()));
    putPair("c", TestCertificate.of("node_c"), "node_c");
    once();
    assertThat(RecentVerdicts.read(folder)).isEqualTo(before);
  }

  @Test
  void aFolderThatCannotBeWrittenToIsAFaultAndNoVerdict() throws Exception {
    try (Service service = Service.start(home, CLOCK)) {
      Files.delete(home.accepted());
      Files.createFile(home.accepted());
      putPair("a", TestCertificate.of("node_a"), "node_a");
      assertThat(service.handleWaiting()).isFalse();
      // Whether the drop was claimed before the inbox's watch saw the file is not said.
      assertThat(home.refused()).isEmptyDirectory();
      assertThat(StatusReport.of(home, CLOCK).faults()).isNotEmpty();
      Files.delete(home.accepted());
    }
    assertThat(once()).isTrue();
    assertThat(verdicts())
        .singleElement()
        .extracting(v -> v.path("outcome").asText())
        .isEqualTo("registered");
  }

  @Test
  void aSecondServiceOnOneHomeIsRefused() throws Exception {
    try (Service first = Service.start(home, CLOCK)) {
      assertThatThrownBy(this::once)
          .isInstanceOf(StartException.class)
          .hasMessageContaining("already runs");
      assertThat(first.handleWaiting()).isTrue();
    }
  }

  @Test
  void aMissingInboxIsNotMade() throws Exception {
    Files.delete(home.inbox());
    assertThatThrownBy(this::once)
        .isInstanceOf(StartException.class)
        .hasMessageContaining(home.inbox().toString());
    assertThat(home.inbox()).doesNotExist();
  }

  @Test
  void aWorkFolderThatIsALinkIsRefused() throws Exception {
    Files.createSymbolicLink(home.work(), Files.createDirectory(directory.resolve("elsewhere")));
    assertThatThrownBy(this::once)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("real directory");
  }

  @Test
  void routesThatDoNotLoadAreNamedAndTheHomeIsLetGo() throws Exception {
    Path broken = home.routes().resolve("broken.camel.yaml");
    Files.writeString(broken, "- route:\n    from: [\n");
    assertThatThrownBy(this::once)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("broken.camel.yaml");
    Files.delete(broken);
    assertThat(once()).isTrue();
  }

  @Test
  void aHomeWithoutRoutesIsRefused() throws Exception {
    for (Path route : Folders.children(home.routes())) {
      Files.delete(route);
    }
    assertThatThrownBy(this::once)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("no routes");
  }

  @Test
  void aHomeWithoutRoutesHasThoseOfTheInstallation() throws Exception {
    for (Path route : Folders.children(home.routes())) {
      Files.delete(route);
    }
    putPair("a", TestCertificate.of("node_a"), "node_a");
    try (Service service = Service.start(home, Path.of(""), Front.NONE)) {
      assertThat(service.handleWaiting()).isTrue();
    }
    assertThat(registered()).containsExactly("node_a");
  }

  /** After an upgrade the operator reads that this one stays. */
  @Test
  void aRouteOfTheHomesOwnTakesThePlaceOfTheInstallations() throws Exception {
    Path own = home.routes().resolve("expiry.camel.yaml");
    Files.writeString(own, Files.readString(own).replace("id: expiry", "id: ours"));
    try (LoggedLines log = new LoggedLines(Routes.class);
        Service service = Service.start(home, Path.of(""), Front.NONE)) {
      assertThat(log.lines())
          .containsExactly(
              "INFO "
                  + home.routes()
                  + " takes the place of the installation's expiry.camel.yaml.");
      assertThat(service.faults()).isEmpty();
    }
  }

  @Test
  void aLinkForRoutesThatLeadsNowhereIsNotTakenForNoRoutes() throws Exception {
    Path elsewhere = directory.resolve("elsewhere");
    Files.move(home.routes(), elsewhere);
    Files.createSymbolicLink(home.routes(), directory.resolve("unmounted"));
    assertThatThrownBy(() -> Service.start(home, Path.of(""), Front.NONE))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("leads to none");
  }

  @Test
  void theRegistryOfAnotherPartyStopsTheStart() throws Exception {
    Files.createDirectory(home.var());
    try (Registry other =
        Registry.open(
            home.var(), new PartyId("node_other"), () -> AdmissionPolicy.AUTOMATIC, CLOCK)) {
      other.decide(TestParties.proposal("node_a"));
    }
    assertThatThrownBy(this::once).hasMessageStartingWith("registry-corrupted: owner-changed");
  }

  @Test
  void aChangedPortIsPublishedAndALostCertificateIsAFaultUntilItIsBack() throws Exception {
    Faults faults = new Faults(CLOCK);
    OwnInstructions own =
        OwnInstructions.of(
            home, Settings.read(home), () -> true, SharedStatements.Finder.NOWHERE, faults, CLOCK);
    try (LoggedLines log = new LoggedLines(OwnInstructions.class)) {
      own.publish(Settings.read(home));
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("INFO"))
          .containsExactly(
              "INFO certdrop wrote our instructions for the other sites: 4 files, and the sheet to print.",
              "INFO Send what lies in " + home.registration() + " to every other site.");
    }
    Files.writeString(home.properties(), "certdrop.port=14555\n", StandardOpenOption.APPEND);
    try (LoggedLines log = new LoggedLines(OwnInstructions.class)) {
      own.refresh();
      assertThat(log.lines())
          .contains(
              "INFO certdrop wrote new instructions for the other sites: 3 files, and the sheet to print.");
    }
    assertThat(Files.readString(home.registration().resolve(US + ".json"))).contains("14555");
    Files.delete(home.registration().resolve(US + ".txt"));
    try (LoggedLines log = new LoggedLines(OwnInstructions.class)) {
      own.publish(Settings.read(home));
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("INFO"))
          .containsExactly(
              "INFO certdrop made files of "
                  + home.registration()
                  + " again that were gone or changed. They say the same as before: a site that has"
                  + " them needs nothing.");
    }
    Path pem = home.identity().resolve("component.pem");
    Path away = Files.move(pem, directory.resolve("away.pem"));
    own.refresh();
    assertThat(faults.current()).hasSize(1);
    Files.move(away, pem);
    own.refresh();
    assertThat(faults.current()).isEmpty();
  }

  /** Deletes a folder; first it leaves its place, in which the service may make another. */
  private void deleteTree(Path folder) throws IOException {
    Path gone = Files.move(folder, home.resolve("gone-" + folder.getFileName()));
    try (Stream<Path> files = Files.walk(gone)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void anInboxDeletedAndMadeAgainUnderTheServiceIsServedAgain() throws Exception {
    try (Service service = Service.start(home, CLOCK)) {
      assertThat(service.handleWaiting()).isTrue();
      deleteTree(home.inbox());
      assertThat(service.handleWaiting()).as("without an inbox").isFalse();
      Files.createDirectory(home.inbox());
      putPair("a", TestCertificate.of("node_a"), "node_a");
      assertThat(service.handleWaiting()).isTrue();
    }
    assertThat(registered()).containsExactly("node_a");
  }

  @Test
  void whatLiesInTheWorkFolderOfAnotherMountIsTakenUp() throws Exception {
    try (Service service = Service.start(home, CLOCK)) {
      assertThat(service.handleWaiting()).isTrue();
      Path mount = Files.createDirectory(directory.resolve("mount"));
      Path left = Files.createDirectories(mount.resolve(".work/20261123T101500.123Z-a"));
      Files.writeString(left.resolve("a.pem"), TestCertificate.of("node_a").pem());
      Files.writeString(mount.resolve("a.json"), sidecar("node_a"));
      Files.move(home.inbox(), directory.resolve("unmounted"));
      Files.move(mount, home.inbox());
      assertThat(service.handleWaiting()).isTrue();
    }
    assertThat(home.accepted().resolve("20261123T101500.123Z-a")).isDirectory();
    assertThat(registered()).containsExactly("node_a");
  }

  @Test
  void deletedFoldersOfCertdropsAreMadeAgain() throws Exception {
    try (Service service = Service.start(home, CLOCK)) {
      assertThat(service.handleWaiting()).isTrue();
      deleteTree(home.work());
      deleteTree(home.accepted());
      putPair("a", TestCertificate.of("node_a"), "node_a");
      assertThat(service.handleWaiting()).isTrue();
    }
    assertThat(registered()).containsExactly("node_a");
    assertThat(verdicts()).hasSize(1);
  }

  @Test
  @Timeout(60)
  void aFolderThatSomebodyTookOutOfWorkIsLetGo() throws Exception {
    TestCertificate certificate = TestCertificate.of("node_a");
    putPair("a", certificate, "node_a");
    assertThat(once()).isTrue();
    putPair("again", certificate, "node_a");
    Clock past = Clock.fixed(TestCertificate.NOW.minus(Duration.ofDays(700)), ZoneOffset.UTC);
    try (Service service = Service.start(home, past)) {
      assertThat(service.handleWaiting()).as("while the clock is in doubt").isFalse();
      deleteTree(Folders.children(home.work()).get(0));
      while (!service.handleWaiting()) {
        Thread.onSpinWait(); // until the held submission is due again
      }
    }
    assertThat(verdicts()).as("of the first drop alone").hasSize(1);
  }

  @Test
  @Timeout(60)
  void aServiceEndsAlthoughAnotherProcessHoldsTheRegistry() throws Exception {
    try (Service service = Service.start(home, CLOCK)) {
      Process holder = LockingProcess.start(home.var());
      putPair("waits", TestCertificate.of("node_a"), "node_a");
      Eventually.holds(() -> claimed() > 0);
      long began = System.nanoTime();
      service.close();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(9));
      assertThat(claimed()).isEqualTo(1);
      holder.destroyForcibly().waitFor();
    }
    assertThat(once()).isTrue();
    assertThat(registered()).containsExactly("node_a");
  }

  private long claimed() throws IOException {
    return Folders.children(home.work()).stream()
        .filter(folder -> folder.toString().endsWith("waits"))
        .count();
  }

  private boolean onceAt(Instant instant) throws Exception {
    try (Service service = Service.start(home, Clock.fixed(instant, ZoneOffset.UTC))) {
      return service.handleWaiting();
    }
  }

  @Test
  void aClockThatJumpedBackKeepsBackWhatItWouldDecideWrongly() throws Exception {
    Instant past = TestCertificate.NOW.minus(Duration.ofDays(700));
    TestCertificate certificate = TestCertificate.of("node_a");
    putPair("a", certificate, "node_a");
    assertThat(once()).isTrue();
    putPair("again", certificate, "node_a");
    assertThat(onceAt(past)).isFalse();
    assertThat(verdicts()).as("of the first drop alone").hasSize(1);
    assertThat(Folders.children(home.work())).hasSize(1);
    assertThat(once()).isTrue();
    assertThat(verdicts()).hasSize(2);
  }

  @Test
  void aClockThatJumpedBackDecidesWhatDoesNotDependOnIt() throws Exception {
    putPair("a", TestCertificate.of("node_a"), "node_a");
    assertThat(once()).isTrue();
    TestCertificate old = TestCertificate.builder("node_b").notBefore(Instant.EPOCH).build();
    putPair("other", old, "node_c");
    assertThat(onceAt(TestCertificate.NOW.minus(Duration.ofDays(700)))).isFalse();
    assertThat(verdicts().get(1).path("code").asText() + verdicts().get(0).path("code").asText())
        .contains("identity-mismatch");
  }

  /** As machines without a battery begin. */
  @Test
  void aClockBehindTheProgramsOwnBuildDecidesNothing() throws Exception {
    putPair("a", TestCertificate.of("node_a"), "node_a");
    TestCertificate old = TestCertificate.builder("node_b").notBefore(Instant.EPOCH).build();
    putPair("other", old, "node_c");
    assertThat(onceAt(Instant.EPOCH)).isFalse();
    assertThat(verdicts()).isEmpty();
    assertThat(Folders.children(home.work())).hasSize(2);
    assertThat(home.registration().resolve(US + ".json")).doesNotExist();
    once();
    assertThat(verdicts()).hasSize(2);
    assertThat(home.registration().resolve(US + ".json")).exists();
  }

  @Test
  void aClockBehindTheProgramsOwnBuildMakesAndSignsNothing() throws Exception {
    Clock past = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    assertThatThrownBy(() -> Publications.publish(home, past))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("1970-01-01T00:00:00Z");
    assertThatThrownBy(() -> Operator.of(home, past))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("certdrop.clock.check=false");
    Files.delete(home.identity().resolve("component.pem"));
    Files.delete(home.identity().resolve("component.key"));
    Files.writeString(
        home.properties(), "certdrop.party-id=" + US + "\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Operator.of(home, past))
        .hasMessageContaining("certdrop registers, confirms, rejects and deletes nothing until");
    assertThatThrownBy(() -> Service.start(home, past))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("1970-01-01T00:00:00Z", "timedatectl");
    assertThat(home.identity().resolve("component.pem")).doesNotExist();
    assertThat(StatusReport.of(home, past).faults())
        .anyMatch(fault -> fault.where().equals("clock"));
    assertThat(StatusReport.of(home, CLOCK).faults())
        .noneMatch(fault -> fault.where().equals("clock"));
  }

  @Test
  void aServiceThatIsFollowedByAWrongClockIsNotHealthy() throws Exception {
    try (Beans beans = Beans.of(home, Settings.read(home), CLOCK, System::nanoTime, Front.NONE)) {
      assertThat(beans.judges().clockCheck().doubt()).isEmpty();
    }
    Clock past = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    try (Beans beans = Beans.of(home, Settings.read(home), past, System::nanoTime, Front.NONE)) {
      assertThat(beans.judges().clockCheck().doubt())
          .hasValueSatisfying(why -> assertThat(why).contains("built"));
      assertThat(beans.faults().current()).anyMatch(fault -> fault.message().contains("built"));
      beans.ownInstructions().refresh();
      assertThat(beans.faults().current()).anyMatch(fault -> fault.message().contains("built"));
    }
    Files.writeString(home.properties(), "certdrop.clock.check=false\n", StandardOpenOption.APPEND);
    try (Beans beans = Beans.of(home, Settings.read(home), past, System::nanoTime, Front.NONE)) {
      assertThat(beans.judges().clockCheck().doubt()).isEmpty();
      assertThat(beans.faults().current()).isEmpty();
    }
  }

  @Test
  void theClocksCheckCanBeTurnedOff() throws Exception {
    putPair("a", TestCertificate.of("node_a"), "node_a");
    assertThat(once()).isTrue();
    Files.writeString(home.properties(), "certdrop.clock.check=false\n", StandardOpenOption.APPEND);
    putPair("again", TestCertificate.of("node_a"), "node_a");
    assertThat(onceAt(TestCertificate.NOW.minus(Duration.ofDays(700)))).isFalse();
    assertThat(verdicts()).hasSize(2);
  }

  @Test
  void howManySubmissionsOfThoseSeenAreConcludedIsTold() throws Exception {
    for (int i = 0; i < 20; i++) {
      putPair("p" + i, TestCertificate.of("node_" + i), "node_" + i);
    }
    put("lone.pem", TestCertificate.of("node_lone").pem());
    List<Long> concluded = new ArrayList<>();
    List<Long> seen = new ArrayList<>();
    try (Service service = Service.start(home, CLOCK)) {
      service.handleWaiting(
          (things, done, total) -> {
            assertThat(things).isEqualTo("submissions");
            concluded.add(done);
            seen.add(total);
          });
    }
    assertThat(concluded).isSorted().endsWith(20L);
    assertThat(seen).endsWith(20L);
    for (int i = 0; i < seen.size(); i++) {
      assertThat(concluded.get(i)).isLessThanOrEqualTo(seen.get(i));
    }
  }
}
