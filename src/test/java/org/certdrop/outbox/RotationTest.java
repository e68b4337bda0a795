package org.certdrop.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certdrop.identity.OwnParties.NODE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.certdrop.files.DurableFiles;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.Renewal;
import org.certdrop.proof.Proof;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new certificate takes the place of an old one, and both keys say so. */
class RotationTest {
  private static final List<String> KINDS = List.of(".json", ".json.old.p7s", ".json.p7s", ".pem");

  @TempDir Path home;
  private AnnouncingSite site;

  @BeforeEach
  void makeSite() throws Exception {
    site = AnnouncingSite.withPair(home);
    site.publish();
  }

  private Certificate own() throws IdentityException {
    return site.own().certificate();
  }

  private long seq() throws IOException {
    return site.sidecar().path("seq").longValue();
  }

  private void isRegistration() throws IOException {
    assertThat(site.sidecar().path("type").textValue()).isEqualTo("registration");
    assertThat(site.names()).doesNotContain(NODE + ".json.old.p7s").contains(NODE + ".json.p7s");
    site.everySignatureFits();
  }

  private static List<String> step(long seq) {
    return KINDS.stream().map(kind -> NODE + ".chain-" + seq + kind).toList();
  }

  /** The names of steps in the outbox are those of these steps. */
  private void hasSteps(long... seqs) throws IOException {
    List<String> expected = new ArrayList<>();
    for (long seq : seqs) {
      expected.addAll(step(seq));
    }
    assertThat(site.names().stream().filter(name -> name.contains(".chain-")))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void theNewCertificateIsSignedByBothKeys() throws Exception {
    Certificate old = own();
    long before = seq();

    Renewal made = site.generate();

    assertThat(made.isRotation()).isTrue();
    assertThat(made.former().orElseThrow().certificate()).isEqualTo(old);
    assertThat(site.sidecar().path("type").textValue()).isEqualTo("rotation");
    assertThat(site.sidecar().path("sha256").textValue()).isEqualTo(own().fingerprint().toString());
    assertThat(site.sidecar().at("/supersedes/sha256").textValue())
        .isEqualTo(old.fingerprint().toString());
    assertThat(seq()).isEqualTo(before + 1);
    assertThat(site.names()).contains(NODE + ".json.p7s", NODE + ".json.old.p7s");
    site.everySignatureFits();
    assertThat(site.problem(NODE + ".json.old.p7s", NODE, own())).isPresent();
  }

  @Test
  void theStepLiesThereUnderANameOfItsOwn() throws Exception {
    site.generate();

    hasSteps(seq());
    for (String kind : KINDS) {
      assertThat(site.text(NODE + ".chain-" + seq() + kind)).isEqualTo(site.text(NODE + kind));
    }
  }

  @Test
  void theNextStartShowsTheSame() throws Exception {
    site.generate();

    assertThat(site.publish()).isEmpty();
  }

  @Test
  void anEndpointThatChangesLaterIsARegistration_andTheStepStays() throws Exception {
    site.generate();
    long rotation = seq();
    site.setPort(14002);

    site.publish();
    isRegistration();
    assertThat(seq()).isEqualTo(rotation + 1);
    hasSteps(rotation);
    assertThat(site.sidecar(NODE + ".chain-" + rotation).path("port").intValue()).isEqualTo(14001);
  }

  @Test
  void anEndpointThatChangesAtTheSameTimeIsInTheRotation() throws Exception {
    site.setPort(14002);

    site.generate();
    assertThat(site.sidecar().path("type").textValue()).isEqualTo("rotation");
    assertThat(site.sidecar().path("port").intValue()).isEqualTo(14002);
  }

  @Test
  void everyStepStays() throws Exception {
    Certificate first = own();
    site.generate();
    long one = seq();
    site.generate();
    long two = seq();

    hasSteps(one, two);
    assertThat(site.sidecar(NODE + ".chain-" + one).at("/supersedes/sha256").textValue())
        .isEqualTo(first.fingerprint().toString());
    assertThat(site.sidecar(NODE + ".chain-" + two).at("/supersedes/sha256"))
        .isEqualTo(site.sidecar(NODE + ".chain-" + one).path("sha256"));
    site.everySignatureFits();
  }

  @Test
  void anEmptiedOutboxGetsEveryStepAgain() throws Exception {
    site.generate();
    site.generate();
    Map<String, String> before = site.content();
    for (String name : site.names()) {
      Files.delete(site.outbox.resolve(name));
    }

    site.publish();
    assertThat(site.content()).isEqualTo(before);
  }

  @Test
  void withoutTheOldKeyItIsARegistration() throws Exception {
    Files.delete(site.pair.resolve("component.key"));
    long before = seq();

    Renewal made = site.generate();

    assertThat(made.isRotation()).isFalse();
    assertThat(made.former()).isPresent();
    isRegistration();
    assertThat(seq()).isEqualTo(before + 1);
    hasSteps();
  }

  @Test
  void anExpiredCertificateIsReplacedLikeAnyOther() throws Exception {
    TestCertificate expired =
        TestCertificate.builder(NODE).notAfter(site.time().minus(Duration.ofDays(1))).build();
    site.put(expired);

    assertThat(site.generate().isRotation()).isTrue();
    assertThat(site.sidecar().at("/supersedes/sha256").textValue())
        .isEqualTo(expired.certificate().fingerprint().toString());
    site.everySignatureFits();
  }

  @Test
  void whereThereWasNothingNothingIsReplaced() throws Exception {
    site = new AnnouncingSite(home.resolve("new"));

    assertThat(site.generate().former()).isEmpty();
    isRegistration();
    hasSteps();
  }

  @Test
  void aPairPutThereByHandEndsTheChain() throws Exception {
    site.generate();
    long rotation = seq();
    site.put(TestCertificate.of(NODE));

    site.publish();
    isRegistration();
    assertThat(seq()).isEqualTo(rotation + 1);
    hasSteps();
  }

  @Test
  void aPairPutThereByHandBeginsAChain() throws Exception {
    site.generate();
    site.put(TestCertificate.of(NODE));

    site.generate();
    hasSteps(seq());
    site.everySignatureFits();
  }

  @Test
  void anOldPairThatComesBackKeepsTheStepsThatLedToIt() throws Exception {
    site.generate();
    long one = seq();
    Certificate between = own();
    String key = Files.readString(site.pair.resolve("component.key"));
    site.generate();
    long two = seq();
    Files.writeString(site.pair.resolve("component.pem"), between.pem());
    Files.writeString(site.pair.resolve("component.key"), key);

    site.publish();
    isRegistration();
    assertThat(seq()).isGreaterThan(two);
    hasSteps(one);
  }

  @Test
  void afterAnOldPairCameBackTheChainGoesOnFromIt() throws Exception {
    Certificate first = own();
    String key = Files.readString(site.pair.resolve("component.key"));
    site.generate();
    Files.writeString(site.pair.resolve("component.pem"), first.pem());
    Files.writeString(site.pair.resolve("component.key"), key);

    site.generate();
    hasSteps(seq());
    assertThat(site.sidecar().at("/supersedes/sha256").textValue())
        .isEqualTo(first.fingerprint().toString());
  }

  @Test
  void aStepStaysWhenTheKeyGoes() throws Exception {
    site.generate();
    long rotation = seq();
    Files.delete(site.pair.resolve("component.key"));

    site.publish();
    assertThat(site.sidecar().has("type")).isFalse();
    hasSteps(rotation);
  }

  @Test
  void noPrivateKeyIsKeptWithTheStatements() throws Exception {
    site.generate();

    String kept = Files.readString(site.statements.resolve("statements.json"));
    assertThat(kept)
        .doesNotContain("PRIVATE KEY")
        .doesNotContain(
            PrivateKeys.pem(site.own().privateKey().orElseThrow()).lines().skip(1).toList().get(0));
  }

  @Test
  void whatCannotBeKeptReplacesNothing() throws Exception {
    Certificate old = own();
    Map<String, String> before = site.content();
    site.on(
        new DurableFiles() {
          @Override
          public void sync(Path folder) throws IOException {
            if (folder.equals(site.statements)) {
              throw new IOException("No space left on device");
            }
            super.sync(folder);
          }
        });

    assertThatThrownBy(() -> site.generate())
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining(site.statements.toString())
        .hasMessageContaining("the old certificate and key are still in place");
    site.on(new DurableFiles());
    site.publish();
    assertThat(own()).isEqualTo(old);
    assertThat(site.content()).isEqualTo(before);
  }

  @Test
  void aCertificateThatNeverCameIntoUseLeavesNoStatement() throws Exception {
    Map<String, String> before = site.content();
    int operation = 0;
    do {
      site.killedBefore(operation++, AnnouncingSite::generate);
    } while (site.kept().next().isEmpty());

    site.publish();
    assertThat(site.kept().next()).isEmpty();
    assertThat(site.content()).isEqualTo(before);
  }

  @Test
  void anOutboxThatCannotBeWrittenIsNoReasonToGenerateOnceMore() throws Exception {
    Certificate old = own();
    Path blocked = site.outbox.resolve(NODE + ".json");
    Files.delete(blocked);
    Files.createDirectories(blocked.resolve("inner"));

    assertThatThrownBy(() -> site.generate())
        .isInstanceOfSatisfying(
            IdentityException.class, e -> assertThat(e.hint()).contains("no need to generate"))
        .hasMessageContaining(site.outbox.toString())
        .hasMessageContaining(own().fingerprint() + " and its key are in place");

    assertThat(own()).isNotEqualTo(old);
    Files.delete(blocked.resolve("inner"));
    Files.delete(blocked);
    site.publish();
    assertThat(site.sidecar().path("type").textValue()).isEqualTo("rotation");
    site.everySignatureFits();
  }

  @Proof
  @Test
  void replacementsKilledOneAfterTheOtherLeaveNoGapInTheChain() throws Exception {
    for (int operation = 0; operation < OPERATIONS; operation += Proof.Size.of(3, 12)) {
      site = AnnouncingSite.withPair(home.resolve("home" + operation));
      site.publish();
      Certificate first = own();
      site.killedBefore(operation, AnnouncingSite::generate);
      Certificate second = own();

      site.generate();

      long[] steps = site.kept().rotations().stream().mapToLong(Statement::seq).toArray();
      assertThat(steps).hasSize(second.equals(first) ? 1 : 2);
      hasSteps(steps);
      assertThat(site.sidecar().at("/supersedes/sha256").textValue())
          .isEqualTo(second.fingerprint().toString());
      site.everySignatureFits();
    }
  }

  /** More than a replacement does to files. */
  private static final int OPERATIONS = 70;

  @Proof
  @Test
  void aReplacementKilledAnywhereLeavesTheOldPairOrTheNewOneWithItsRotation() throws Exception {
    boolean killed = true;
    for (int operation = 0; killed; operation += Proof.Size.of(1, 6)) {
      site = AnnouncingSite.withPair(home.resolve("home" + operation));
      site.publish();
      Map<String, String> before = site.content();
      Certificate old = own();

      killed = site.killedBefore(operation, AnnouncingSite::generate);
      site.everySignatureFits();
      site.publish();

      theOldPairOrTheNewOneWithItsRotation(old, before);
      assertThat(operation).isLessThan(OPERATIONS);
    }
    assertThat(site.sidecar().path("type").textValue()).isEqualTo("rotation");
  }

  @Proof
  @Test
  void thePublicationThatMakesItGoodMayBeKilledAnywhereToo() throws Exception {
    for (int operation = 0; operation < OPERATIONS; operation += Proof.Size.of(7, 21)) {
      boolean killed = true;
      for (int second = 0; killed; second += Proof.Size.of(3, 9)) {
        site = AnnouncingSite.withPair(home.resolve("home" + operation + "-" + second));
        site.publish();
        Map<String, String> before = site.content();
        Certificate old = own();
        site.killedBefore(operation, AnnouncingSite::generate);

        killed = site.killedBefore(second, AnnouncingSite::publish);
        site.everySignatureFits();
        site.publish();

        theOldPairOrTheNewOneWithItsRotation(old, before);
      }
    }
  }

  private void theOldPairOrTheNewOneWithItsRotation(Certificate old, Map<String, String> before)
      throws Exception {
    assertThat(site.kept().next()).isEmpty();
    if (own().equals(old)) {
      assertThat(site.content()).isEqualTo(before);
    } else {
      assertThat(site.text(NODE + ".pem")).isEqualTo(own().pem());
      assertThat(site.sidecar().path("type").textValue()).isEqualTo("rotation");
      assertThat(site.sidecar().at("/supersedes/sha256").textValue())
          .isEqualTo(old.fingerprint().toString());
      assertThat(site.names()).contains(NODE + ".json.p7s", NODE + ".json.old.p7s").hasSize(9);
      hasSteps(seq());
      site.everySignatureFits();
    }
  }
}
