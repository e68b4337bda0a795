package org.certdrop.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.certdrop.disk.Disk;
import org.certdrop.files.Folders;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.RunLock;
import org.certdrop.home.ServiceFile;
import org.certdrop.home.Var;
import org.certdrop.inbox.Inbox;
import org.certdrop.inbox.Leftover;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registry.Registry;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusReportTest {
  private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);

  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void prepareHome() throws Exception {
    home = new Home(directory);
    Files.createDirectories(home.inbox());
    Files.createDirectories(home.registration());
    Var.prepare(home);
    Inbox.prepare(home);
  }

  private StatusReport status() {
    return StatusReport.of(home, CLOCK);
  }

  private void verdict(String id, String content) throws IOException {
    Path folder = Files.createDirectory(home.refused().resolve(id));
    Files.writeString(folder.resolve("verdict.json"), content);
  }

  @Test
  void aHomeAtRestHasNothingToReport() {
    StatusReport status = status();
    assertThat(status.waiting()).isEmpty();
    assertThat(status.unrecognised()).isEmpty();
    assertThat(status.verdicts()).isEmpty();
    assertThat(status.own()).isEmpty();
    assertThat(status.faults()).isEmpty();
    assertThat(status.toJson().path("own").isNull()).isTrue();
  }

  @Test
  void loneAndIncompleteFilesWaitEachForItsReason() throws IOException {
    Files.writeString(home.inbox().resolve("a.pem"), "no certificate, but a file");
    Files.writeString(home.inbox().resolve("b.json"), "{}");
    Files.writeString(home.inbox().resolve("c.json"), "{");
    Files.writeString(
        home.inbox().resolve("d.pem"),
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    Files.writeString(home.inbox().resolve("e.pem"), "\0".repeat(600));
    Files.writeString(home.inbox().resolve("e.json"), "{}");
    assertThat(status().waiting())
        .extracting(waiting -> waiting.files().get(0) + " " + waiting.reason())
        .containsExactlyInAnyOrder(
            "a.pem waits for its sidecar",
            "b.json waits for its certificate",
            "c.json is incomplete",
            "d.pem is about to be taken",
            "e.pem may still be written");
  }

  @Test
  void aClockThatIsWrongHoldsBackWhatWouldBeTaken() throws IOException {
    Files.writeString(home.inbox().resolve("a.pem"), "no certificate, but a file");
    Files.writeString(
        home.inbox().resolve("d.pem"),
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    Files.createDirectory(home.work().resolve("20261123T101500.123Z-e"));
    Clock past = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    String held = "waits until the clock of this computer is right";
    assertThat(StatusReport.of(home, past).waiting())
        .extracting(Waiting::reason)
        .containsExactlyInAnyOrder("waits for its sidecar", held, held);
    Files.createDirectories(home.properties().getParent());
    Files.writeString(home.properties(), "certdrop.clock.check=false\n");
    assertThat(StatusReport.of(home, past).waiting())
        .extracting(Waiting::reason)
        .doesNotContain(held);
  }

  @Test
  void whatIsInWorkIsBeingHandled() throws IOException {
    Path folder = Files.createDirectory(home.work().resolve("20261123T101500.123Z-a"));
    Files.writeString(folder.resolve("a.pem"), "x");
    assertThat(status().waiting())
        .singleElement()
        .satisfies(
            waiting -> {
              assertThat(waiting.files()).containsExactly("a.pem");
              assertThat(waiting.reason()).isEqualTo("is being handled");
            });
  }

  @Test
  void otherNamesAreUnrecognised() throws IOException {
    Files.writeString(home.inbox().resolve("a.docx"), "x");
    Files.createSymbolicLink(home.inbox().resolve("b.pem"), home.accepted());
    assertThat(status().unrecognised())
        .extracting(Leftover::name)
        .containsExactly("a.docx", "b.pem");
  }

  @Test
  void aPrivateKeyUnderAnotherNameIsAFaultAndStays() throws IOException {
    Path key = home.inbox().resolve("site.key");
    Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assertThat(status().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.where()).isEqualTo("inbox");
              assertThat(fault.message()).contains("\"site.key\" holds a private key");
              assertThat(fault.message()).doesNotContain("AAAA");
            });
    assertThat(key).exists();
  }

  @Test
  void twoHalvesThatCouldBelongTogetherNameEachOther() throws IOException {
    Files.writeString(home.inbox().resolve("site.pem"), "no certificate, but a file");
    Files.writeString(home.inbox().resolve("site (1).json"), "{}");
    Files.writeString(home.inbox().resolve("other.json"), "{}");
    assertThat(status().waiting())
        .extracting(Waiting::reason)
        .containsExactlyInAnyOrder(
            "waits for its sidecar; if that is \"site (1).json\", give both the same stem",
            "waits for its certificate; if that is \"site.pem\", give both the same stem",
            "waits for its certificate");
  }

  @Test
  void halvesOfOtherNamesAreToldByTheirContent() throws IOException {
    Files.writeString(home.inbox().resolve("a.pem"), TestCertificate.of("node_x").pem());
    Files.writeString(home.inbox().resolve("b.pem"), TestCertificate.of("node_y").pem());
    Files.writeString(home.inbox().resolve("mail.json"), "{\"party_id\": \"node_y\"}");
    assertThat(status().waiting())
        .extracting(Waiting::reason)
        .containsExactlyInAnyOrder(
            "waits for its sidecar",
            "waits for its sidecar; if that is \"mail.json\", give both the same stem",
            "waits for its certificate; if that is \"b.pem\", give both the same stem");
  }

  @Test
  void whatMayNotBeReadIsUnknownAndNotAbsent() throws IOException {
    Files.writeString(home.var().resolve("run.lock"), "");
    Disk others =
        new Disk(
            operation -> {
              if (operation.name().equals("run.lock") || operation.name().equals(".work")) {
                throw new AccessDeniedException(operation.name());
              }
              return Disk.Fate.DONE;
            });
    StatusReport status = StatusReport.of(new Home(others.see(directory)), CLOCK);
    assertThat(status.unseen().denied()).isTrue();
    assertThat(status.unseen().isAny(Unseen.SERVICE)).isTrue();
    assertThat(status.unseen().isAny(Unseen.WAITING)).isTrue();
    assertThat(status.unseen().isAny(Unseen.OWN, Unseen.REGISTRY, Unseen.INBOX)).isFalse();
    assertThat(status.toJson().path("unseen")).hasSize(2);
    assertThat(status().unseen()).isEqualTo(Unseen.NOTHING);
  }

  private StatusReport without(String... hidden) {
    Disk others =
        new Disk(
            operation -> {
              if (List.of(hidden).contains(operation.name())) {
                throw new AccessDeniedException(operation.name());
              }
              return Disk.Fate.DONE;
            });
    List.of(hidden).forEach(others::hide);
    return StatusReport.of(new Home(others.see(directory)), CLOCK);
  }

  @Test
  void withoutTheConfigurationTheOwnCertificateIsUnknown() throws IOException {
    Files.createDirectories(home.properties().getParent());
    Files.writeString(home.properties(), "");
    StatusReport status = without("certdrop.properties");
    assertThat(status.unseen().denied()).isTrue();
    assertThat(status.unseen().isAny(Unseen.OWN)).isTrue();
    assertThat(status.federation()).isEmpty();
    assertThat(status().unseen().isAny(Unseen.OWN)).isFalse();
  }

  @Test
  void whatLiesInAnInboxThatMayNotBeReadIsNull() {
    StatusReport status =
        without(home.inbox().getFileName().toString(), ".work", "accepted", "refused");
    for (String member : List.of("waiting", "unrecognised", "verdicts")) {
      assertThat(status.toJson().path(member).isNull()).as(member).isTrue();
      assertThat(status().toJson().path(member).isArray()).as(member).isTrue();
    }
    assertThat(status.faults())
        .extracting(Faults.Fault::message)
        .isNotEmpty()
        .anyMatch(message -> message.endsWith("permission denied"))
        .noneMatch(message -> message.contains("AccessDenied"));
  }

  @Test
  void verdictsOfWhichNoneMayBeReadAreUnknown() throws IOException {
    verdict("20261123T101500.123Z-a", "{}");
    verdict("20261123T101501.123Z-b", "{}");
    assertThat(without("verdict.json").unseen().isAny(Unseen.VERDICTS)).isTrue();
    assertThat(status().unseen()).isEqualTo(Unseen.NOTHING);
  }

  @Test
  void anEntryThatSomebodyClosedIsItsOwnFaultAndNotTheUsers() throws IOException {
    verdict("20261123T101500.123Z-good", "{}");
    verdict("20261123T101501.123Z-shut", "{}");
    AtomicBoolean closed = new AtomicBoolean(true);
    Disk disk =
        new Disk(
            operation -> {
              if (operation.name().equals("verdict.json") && closed.getAndSet(false)) {
                throw new AccessDeniedException(operation.name()); // the newest is read first
              }
              return Disk.Fate.DONE;
            });
    StatusReport status = StatusReport.of(new Home(disk.see(directory)), CLOCK);
    assertThat(status.verdicts()).hasSize(1);
    assertThat(status.faults())
        .singleElement()
        .extracting(Faults.Fault::where)
        .isEqualTo("verdict 20261123T101501.123Z-shut");
    assertThat(status.unseen().denied()).isFalse();
  }

  @Test
  void aListThatMayNotBeReadIsUnseen_andSaysNothingOfTheService() throws IOException {
    Files.createDirectories(home.resolve("etc"));
    Files.writeString(home.resolve("etc/distrusted.txt"), "node_a");
    StatusReport status = without("distrusted.txt");
    assertThat(status.unseen().denied()).isTrue();
    assertThat(status.toJson().path("unseen"))
        .extracting(JsonNode::asText)
        .containsExactly("etc/distrusted.txt");
    assertThat(status.faults())
        .singleElement()
        .extracting(Faults.Fault::message)
        .asString()
        .startsWith("This user may not read " + home.resolve("etc/distrusted.txt"))
        .contains("A service that may not read it either registers nobody")
        .doesNotContain("cannot be used");
  }

  @Test
  void aFolderThatMayNotBeWrittenToIsNamedWithTheReasonInWords() {
    Disk closed =
        new Disk(
            operation -> {
              if (operation.name().startsWith(".probe")) {
                throw new AccessDeniedException(operation.name());
              }
              return Disk.Fate.DONE;
            });
    assertThat(StatusReport.of(new Home(closed.see(directory)), CLOCK).faults())
        .extracting(Faults.Fault::message)
        .contains("cannot write to " + home.var() + ": permission denied")
        .noneMatch(message -> message.contains("probe"));
  }

  @Test
  void refusalsAreShownHoweverManyWereAcceptedSince() throws IOException {
    for (int number = 0; number < 7; number++) {
      verdict("20261123T10150" + number + ".000Z-bad", "{\"n\": " + number + "}");
    }
    for (int number = 10; number < 30; number++) {
      Path folder =
          Files.createDirectory(home.accepted().resolve("20261123T1016" + number + ".000Z-good"));
      Files.writeString(folder.resolve("verdict.json"), "{\"n\": " + number + "}");
    }
    assertThat(status().verdicts())
        .extracting(verdict -> verdict.path("n").asInt())
        .containsExactly(29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 6, 5, 4, 3, 2);
  }

  @Test
  void theNewestVerdictsComeFirst() throws IOException {
    verdict("20261123T101500.123Z-old", "{\"outcome\": \"refused\"}");
    verdict("20261124T101500.123Z-new", "{\"outcome\": \"registered\"}");
    assertThat(status().verdicts())
        .extracting(verdict -> verdict.path("outcome").asText())
        .containsExactly("registered", "refused");
  }

  @Test
  void aVerdictThatIsNoJsonIsAFaultAndHidesNoOther() throws IOException {
    verdict("20261123T101500.123Z-good", "{\"outcome\": \"refused\"}");
    verdict("20261123T101500.123Z-bad", "{\"outc");
    StatusReport status = status();
    assertThat(status.verdicts()).hasSize(1);
    assertThat(status.faults())
        .extracting(Faults.Fault::where)
        .containsExactly("verdict 20261123T101500.123Z-bad");
  }

  @Test
  void aFolderThatIsGoneIsAFault() throws IOException {
    Files.delete(home.accepted());
    assertThat(status().faults()).extracting(Faults.Fault::where).containsExactly("inbox/accepted");
  }

  @Test
  void whatAKilledProbeLeftGoesWithTheNextOne() throws IOException {
    List<Path> folders =
        List.of(
            home.inbox(),
            home.work(),
            home.accepted(),
            home.refused(),
            home.registration(),
            home.var());
    for (Path folder : folders) {
      Files.writeString(folder.resolve(".probe.tmp"), "of a probe that was killed");
    }
    assertThat(status().faults()).isEmpty();
    for (Path folder : folders) {
      assertThat(Folders.children(folder)).noneMatch(StatusReportTest::isProbe);
    }
  }

  private static boolean isProbe(Path file) {
    return file.getFileName().toString().startsWith(".probe");
  }

  @Test
  void whatIsOpenToOthersIsReportedWithTheCommandThatClosesIt() throws IOException {
    Files.createDirectories(home.identity());
    Files.writeString(home.identity().resolve("component.key"), "x");
    setMode(home.identity(), "rwxrwxrwx");
    setMode(home.identity().resolve("component.key"), "rw-r--r--");
    setMode(home.var(), "rwxr-xr-x");
    assertThat(status().faults())
        .extracting(fault -> fault.where() + ": " + fault.message())
        .anyMatch(line -> line.matches("var: .*rwxr-xr-x.*chmod o-rwx '" + home.var() + "'"))
        .anyMatch(line -> line.matches("etc/identity: .*chmod 700 '" + home.identity() + "'\\."))
        .anyMatch(line -> line.matches("etc/identity: .*chmod 600 '.*component\\.key'.*"));
  }

  private static void setMode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  @Test
  void varIsTakenBackFromOthers() throws IOException {
    setMode(home.var(), "rwxrwxrwx");
    Var.prepare(home);
    assertThat(Files.getPosixFilePermissions(home.var()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(status().faults()).isEmpty();
  }

  @Test
  void theFilesOfTheServiceAreForItsOwnerAlone() throws Exception {
    try (RunLock lock = RunLock.take(home)) {
      assertThat(lock).isNotNull();
      new ServiceFile(home, CLOCK.instant()).publish(List.of());
      for (String name : List.of("run.lock", "service.json")) {
        assertThat(Files.getPosixFilePermissions(home.var().resolve(name)))
            .as(name)
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  @Test
  void whatSomebodyElsePutIntoWorkIsReported() throws IOException {
    Files.createDirectory(home.work().resolve("mine\u001b[31m"));
    assertThat(status().faults())
        .singleElement()
        .extracting(Faults.Fault::message)
        .asString()
        .contains("\\u001b[31m")
        .contains("not made by certdrop");
  }

  @Test
  void aKeyWithoutACertificateAndABrokenRegistryAreFaults() throws IOException {
    Files.createDirectories(home.identity());
    Files.writeString(home.identity().resolve("component.key"), "x");
    setMode(home.identity().resolve("component.key"), "rw-------");
    Files.writeString(home.var().resolve("journal.jsonl"), "{}\n{}\n");
    assertThat(status().faults())
        .extracting(Faults.Fault::where)
        .containsExactlyInAnyOrder("own certificate", "registry");
  }

  @Test
  void aRegistryThatDoesNotFitItsJournalIsAFault() throws IOException {
    Registry.open(home.var(), new PartyId("node_us"), () -> AdmissionPolicy.AUTOMATIC, CLOCK)
        .close();
    Path picture = home.var().resolve("registry.json");
    Files.writeString(picture, Files.readString(picture).replace("\"seq\":0", "\"seq\":3"));
    assertThat(status().faults())
        .singleElement()
        .satisfies(
            fault -> assertThat(fault.message()).contains("registry.json", "ahead of its journal"));
  }

  @Test
  void whatARunningServiceFindsFaultyIsReportedAndForgottenWithIt() throws Exception {
    Faults.Fault found = new Faults.Fault("ingest", "disk full", CLOCK.instant());
    ServiceFile file = new ServiceFile(home, CLOCK.instant());
    try (RunLock lock = RunLock.take(home)) {
      assertThat(lock).isNotNull();
      file.publish(List.of(found));
      assertThat(status().faults()).contains(found);
      assertThat(status().service()).isPresent();
      file.publish(List.of());
      assertThat(status().faults()).doesNotContain(found);
      file.publish(List.of(found));
    }
    assertThat(status().faults()).doesNotContain(found);
    assertThat(status().service()).isEmpty();
  }

  @Test
  void anInboxToPropagateToThatIsMissingIsAFault() throws IOException {
    Files.createDirectories(home.properties().getParent());
    Files.writeString(home.properties(), "certdrop.propagate=../absent\n");
    assertThat(status().faults())
        .filteredOn(fault -> fault.where().equals("certdrop.propagate"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.message()).contains("absent is no directory"));
  }

  @Test
  void whatSomebodyPutInTheWayOfAProbeSaysNothingOfTheFolder() throws IOException {
    for (String name : List.of(".probe", ".probe.tmp")) {
      Files.createDirectories(home.inbox().resolve(name).resolve("x"));
    }
    assertThat(status().faults()).isEmpty();
    assertThat(home.inbox().resolve(".probe.tmp/x")).exists();
  }

  @Test
  void noProbeIsMadeThroughALink() throws IOException {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.delete(home.accepted());
    Files.createSymbolicLink(home.accepted(), outside);
    Path probe = Files.writeString(outside.resolve(".probe.tmp"), "somebody's");
    assertThat(status().faults()).extracting(Faults.Fault::where).contains("inbox/accepted");
    assertThat(probe).exists();
  }

  @Test
  void whatCannotBeLookedAtIsAFaultAndHidesNoOther() throws IOException {
    Files.writeString(home.inbox().resolve("a.pem"), "no certificate, but a file");
    Files.writeString(home.inbox().resolve("b.pem"), "no certificate, but a file");
    Disk disk = new Disk(operation -> Disk.Fate.DONE);
    disk.lose("a.pem");
    StatusReport status = StatusReport.of(new Home(disk.see(directory)), CLOCK);
    assertThat(status.faults()).extracting(Faults.Fault::where).containsExactly("inbox/a.pem");
    assertThat(status.waiting()).extracting(Waiting::files).containsExactly(List.of("b.pem"));
  }

  @Test
  void aLinkInThePlaceOfASubmissionIsNotRead() throws IOException {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("verdict.json"), "{\"outcome\": \"secret\"}");
    Files.writeString(outside.resolve("secret.pem"), "secret");
    String id = "20261123T000000.000Z-x";
    for (Path place : List.of(home.work(), home.refused())) {
      Files.createSymbolicLink(place.resolve(id), outside);
    }
    StatusReport status = status();
    assertThat(status.verdicts()).isEmpty();
    assertThat(status.waiting()).isEmpty();
  }
}
