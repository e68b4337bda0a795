package org.certdrop.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certdrop.identity.OwnParties.NODE;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.certdrop.files.DurableFiles;
import org.certdrop.identity.IdentityException;
import org.certdrop.registry.SharedStatements;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementsTest {
  private static final String SIDECAR = NODE + ".json";
  private static final String SIGNATURE = NODE + ".json.p7s";
  private static final String SHEET = NODE + ".html";

  @TempDir Path home;
  private AnnouncingSite site;

  @BeforeEach
  void makeSite() throws IOException {
    site = AnnouncingSite.withPair(home);
  }

  private void later() {
    site.setTime(site.time().plus(Duration.ofDays(1)));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void theFirstAnnouncementIsASignedRegistration() throws Exception {
    assertThat(site.publish())
        .containsExactly(NODE + ".pem", SIDECAR, SIGNATURE, NODE + ".txt", SHEET);

    JsonNode sidecar = site.sidecar();
    assertThat(sidecar.path("type").textValue()).isEqualTo("registration");
    assertThat(sidecar.path("seq").longValue()).isEqualTo(site.time().toEpochMilli());
    assertThat(sidecar.path("created_at").textValue()).isEqualTo("2026-11-23T10:15:00.123Z");
    assertThat(sidecar.has("supersedes")).isFalse();
    site.everySignatureFits();
  }

  @Test
  void whatIsAnnouncedAlreadyIsSaidInTheSameBytes() throws Exception {
    site.publish();
    Map<String, String> before = site.content();
    later();

    assertThat(site.publish()).isEmpty();
    assertThat(site.content()).isEqualTo(before);
  }

  @Test
  void anEmptiedOutboxGetsTheSameBytesAgain() throws Exception {
    site.publish();
    Map<String, String> before = site.content();
    for (String name : site.names()) {
      Files.delete(site.outbox.resolve(name));
    }
    later();

    site.publish();
    assertThat(site.content()).isEqualTo(before);
  }

  @Test
  void aNewEndpointHasAHigherNumberAndANewSignature() throws Exception {
    site.publish();
    long before = site.sidecar().path("seq").longValue();
    site.setPort(14002);
    later();

    assertThat(site.publish()).containsExactly(SIDECAR, SIGNATURE, NODE + ".txt", SHEET);
    assertThat(site.sidecar().path("port").intValue()).isEqualTo(14002);
    assertThat(site.sidecar().path("seq").longValue()).isEqualTo(site.time().toEpochMilli());
    assertThat(site.sidecar().path("seq").longValue()).isGreaterThan(before);
    site.everySignatureFits();
  }

  @Test
  void theNumberGrowsThoughTheClockGoesBack() throws Exception {
    site.publish();
    long before = site.sidecar().path("seq").longValue();
    site.setPort(14002);
    site.setTime(site.time().minus(Duration.ofDays(365)));

    site.publish();
    assertThat(site.sidecar().path("seq").longValue()).isEqualTo(before + 1);
  }

  @Test
  void anEndpointThatComesBackHasAHigherNumberToo() throws Exception {
    site.publish();
    site.setPort(14002);
    site.publish();
    site.setPort(14001);

    site.publish();
    assertThat(site.sidecar().path("seq").longValue()).isEqualTo(site.time().toEpochMilli() + 2);
  }

  @Test
  void aSignatureThatWasTakenOutComesBack() throws Exception {
    site.publish();
    String signature = site.text(SIGNATURE);
    Files.delete(site.outbox.resolve(SIGNATURE));

    assertThat(site.publish()).containsExactly(SIGNATURE);
    assertThat(site.text(SIGNATURE)).isEqualTo(signature);
  }

  @Test
  void aSignatureThatWasChangedIsReplaced() throws Exception {
    site.publish();
    Files.writeString(site.outbox.resolve(SIGNATURE), "-----BEGIN CMS-----\n");

    assertThat(site.publish()).containsExactly(SIGNATURE);
    site.everySignatureFits();
  }

  @Test
  void aKeptSignatureThatDoesNotVerifyIsMadeAgainOverTheSameSidecar() throws Exception {
    site.publish();
    String sidecar = site.text(SIDECAR);
    Statements kept = site.kept();
    Statement said = kept.current().orElseThrow();
    Statement broken =
        new Statement(said.sidecar(), said.certificate(), "no signature", said.oldSignature());
    new StatementsFile(site.statements, new DurableFiles(), SharedStatements.Finder.NOWHERE)
        .write(new Statements(kept.seq(), Optional.of(broken), kept.next(), kept.rotations()));

    assertThat(site.publish()).containsExactly(SIGNATURE);
    assertThat(site.text(SIDECAR)).isEqualTo(sidecar);
    site.everySignatureFits();
  }

  @Test
  void withoutAKeyTheSidecarIsAPlainOneAndNothingIsKept() throws Exception {
    Files.delete(site.pair.resolve("component.key"));

    assertThat(site.publish()).containsExactly(NODE + ".pem", SIDECAR, NODE + ".txt", SHEET);
    assertThat(site.text(SIDECAR)).isEqualTo(Instructions.unsigned(site.own()).sidecar());
    assertThat(site.statements.resolve("statements.json")).doesNotExist();
  }

  @Test
  void aKeyThatGoesTakesTheSignatureWithIt() throws Exception {
    site.publish();
    Files.delete(site.pair.resolve("component.key"));

    assertThat(site.publish()).containsExactly(SIDECAR, NODE + ".txt", SHEET);
    assertThat(site.names()).containsExactly(SIDECAR, NODE + ".pem", NODE + ".txt");
  }

  @Test
  void aKeyThatComesBackSaysWhatItSaid() throws Exception {
    site.publish();
    Map<String, String> before = site.content();
    Path key = site.pair.resolve("component.key");
    Files.move(key, home.resolve("elsewhere"));
    site.publish();
    Files.move(home.resolve("elsewhere"), key);
    later();

    site.publish();
    assertThat(site.content()).isEqualTo(before);
  }

  @Test
  void aPairPutThereByHandIsARegistrationWithAHigherNumber() throws Exception {
    site.publish();
    long before = site.sidecar().path("seq").longValue();
    site.put(TestCertificate.of(NODE));

    site.publish();
    assertThat(site.sidecar().path("type").textValue()).isEqualTo("registration");
    assertThat(site.sidecar().path("seq").longValue()).isEqualTo(before + 1);
    assertThat(site.names()).containsExactly(SIDECAR, SIGNATURE, NODE + ".pem", NODE + ".txt");
    site.everySignatureFits();
  }

  @Test
  void otherFilesInTheOutboxAreLeftAlone() throws Exception {
    Files.createDirectories(site.outbox);
    List<String> others = List.of("notes.txt", NODE + "x.p7s");
    for (String name : others) {
      Files.writeString(site.outbox.resolve(name), "somebody's");
    }

    site.publish();
    assertThat(site.names()).containsAll(others);
  }

  /** A courier may have taken the instructions away: what is kept tells who we were. */
  @Test
  void whatTheOutboxShowsOfAFormerPartyIsSetAside() throws Exception {
    site.publish();
    for (String name : site.names()) {
      Files.delete(site.outbox.resolve(name));
    }
    site.become("node_other");

    site.generate();

    assertThat(site.names()).contains("node_other.pem").noneMatch(name -> name.startsWith(NODE));
    assertThat(site.kept().rotations()).isEmpty();
    assertThat(home.resolve("outbox/sheet/" + SHEET)).doesNotExist();
    assertThat(home.resolve("outbox/former/sheet/" + SHEET)).exists();
  }

  @Test
  void whatIsKeptIsForItsOwnerAlone() throws Exception {
    site.publish();

    assertThat(mode(site.statements)).isEqualTo("rwx------");
    assertThat(mode(site.statements.resolve("statements.json"))).isEqualTo("rw-------");
    assertThat(mode(site.outbox.resolve(SIGNATURE))).isEqualTo("rw-r--r--");
  }

  @Test
  void nothingButTheStatementsStaysInTheirFolder() throws Exception {
    site.publish();
    Files.writeString(site.statements.resolve(".statements.json.tmp"), "left by a kill");
    site.setPort(14002);
    site.publish();

    assertThat(AnnouncingSite.names(site.statements))
        .containsExactly(".lock", "certificates.txt", "statements.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"format\": \"certdrop-statements/2\", \"seq\": 1, \"rotations\": []}",
        "{\"format\": \"certdrop-statements/1\", \"seq\": 1.5, \"rotations\": []}",
        "{\"format\": \"certdrop-statements/1\", \"seq\": 1, \"current\": {}, \"next\": null,"
            + " \"rotations\": []}",
        "{\"format\": \"certdrop-statements/1\", \"seq\": 1, \"current\": null, \"next\": null,"
            + " \"rotations\": [{\"sidecar\": \"{}\"}]}"
      })
  void damagedStatementsAreNeverOverwritten(String content) throws Exception {
    Files.createDirectories(site.statements);
    Path file = Files.writeString(site.statements.resolve("statements.json"), content);

    assertThatThrownBy(() -> site.publish())
        .isInstanceOfSatisfying(
            IdentityException.class,
            e -> {
              assertThat(e).hasMessageContaining("statements.json are damaged");
              assertThat(e.hint()).startsWith("Move the file away");
            });
    assertThat(file).hasContent(content);
  }

  @Test
  void aStatementAboutAnotherCertificateThanTheOneBesideItIsDamage() throws Exception {
    site.publish();
    Path file = site.statements.resolve("statements.json");
    String other = TestCertificate.of(NODE).certificate().fingerprint().toString();
    String own = site.own().certificate().fingerprint().toString();
    Files.writeString(file, Files.readString(file).replace(own, other));

    assertThatThrownBy(() -> site.publish()).isInstanceOf(IdentityException.class);
  }

  @Test
  void whatIsKnownIsToldWithoutChangingAnything() throws Exception {
    assertThat(site.announcements().known(site.own())).isEmpty();
    assertThat(site.statements).doesNotExist();
    site.publish();

    assertThat(site.announcements().known(site.own()).orElseThrow().files())
        .isEqualTo(
            Map.of(
                NODE + ".pem",
                site.text(NODE + ".pem"),
                SIDECAR,
                site.text(SIDECAR),
                SIGNATURE,
                site.text(SIGNATURE),
                NODE + ".txt",
                site.text(NODE + ".txt")));
    site.setPort(14002);
    assertThat(site.announcements().known(site.own())).isEmpty();
  }

  @Test
  void theJsonIsTheSignedSidecarAndTheCertificate() throws Exception {
    site.publish();
    Instructions known = site.announcements().known(site.own()).orElseThrow();

    assertThat(known.json().path("certificate").textValue()).isEqualTo(known.certificate());
    assertThat((JsonNode) known.json().without("certificate")).isEqualTo(site.sidecar());
  }

  @Test
  void manyThatPublishAtOnceMakeOneStatement() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<String> publication =
          () -> {
            try (Announcements.Turn turn = site.announcements().begin()) {
              turn.publish(site.own());
              return site.content().toString();
            }
          };
      List<Future<String>> publications =
          threads.invokeAll(IntStream.range(0, 12).mapToObj(i -> publication).toList());
      for (Future<String> each : publications) {
        assertThat(each.get()).isEqualTo(publications.get(0).get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aPublicationKilledAnywhereIsMadeGoodByTheNext() throws Exception {
    boolean killed = true;
    for (int operation = 0; killed; operation++) {
      site = AnnouncingSite.withPair(home.resolve("home" + operation));
      site.publish();
      long before = site.sidecar().path("seq").longValue();
      site.setPort(14002);

      killed = site.killedBefore(operation, AnnouncingSite::publish);
      site.everySignatureFits();
      site.publish();

      assertThat(site.names()).containsExactly(SIDECAR, SIGNATURE, NODE + ".pem", NODE + ".txt");
      assertThat(site.sidecar().path("port").intValue()).isEqualTo(14002);
      assertThat(site.sidecar().path("seq").longValue()).isEqualTo(before + 1);
      site.everySignatureFits();
    }
  }

  @Test
  void aStatementIsKeptBeforeAnybodyCanSeeIt() throws Exception {
    boolean killed = true;
    for (int operation = 0; killed; operation++) {
      site = AnnouncingSite.withPair(home.resolve("home" + operation));
      killed = site.killedBefore(operation, AnnouncingSite::publish);

      if (site.names().contains(SIDECAR)) {
        assertThat(site.kept().current().orElseThrow().sidecar()).isEqualTo(site.text(SIDECAR));
      }
    }
  }

  @Test
  void aCourierNeverFindsASignatureThatDoesNotFit() throws Exception {
    site.publish();
    site.on(
        new DurableFiles(
            () -> {
              try {
                site.everySignatureFits();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            }));
    site.setPort(14002);
    site.publish();
    site.generate();
    site.setPort(14003);
    site.publish();
    site.put(TestCertificate.of(NODE));
    site.publish();
    Files.delete(site.pair.resolve("component.key"));

    site.publish();
    assertThat(site.names()).containsExactly(SIDECAR, NODE + ".pem", NODE + ".txt");
  }
}
