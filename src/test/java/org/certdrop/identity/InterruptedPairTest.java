package org.certdrop.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certdrop.identity.OwnParties.NODE;
import static org.certdrop.identity.OwnParties.configured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.certdrop.files.DurableFiles;
import org.certdrop.party.Component;
import org.certdrop.party.PartyId;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.SelfSignedCertificate;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stops the making of a pair before every operation on a file, and its repair as well. */
class InterruptedPairTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:15:00Z"), ZoneOffset.UTC);
  private static final ConfiguredParty CONFIGURED = configured(Component.NODE, NODE);

  /** What a replacement does to files. */
  private static final int OPERATIONS = 16;

  /** More than a repair does to files. */
  private static final int REPAIRS = 7;

  private static final String KEPT = "component-20261123T101500Z";
  private static final TestCertificate OLD = TestCertificate.of(NODE);
  private static final SelfSignedCertificate NEW = OwnParties.quickPair(new PartyId(NODE));

  @TempDir Path folder;

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** The folder as a process sees it that is killed before its n-th operation, counted from 0. */
  private IdentityFolder killedBefore(int operation) {
    AtomicInteger left = new AtomicInteger(operation);
    return folder(
        new DurableFiles(
            () -> {
              if (left.getAndDecrement() == 0) {
                throw new Killed();
              }
            }));
  }

  private IdentityFolder folder(DurableFiles files) {
    return new IdentityFolder(folder, CLOCK, Optional::empty, (id, from) -> NEW, files);
  }

  private interface Work {
    void on(IdentityFolder folder) throws IdentityException;
  }

  /** Whether the work was killed. */
  private boolean killed(int operation, Work work) throws IdentityException {
    try {
      work.on(killedBefore(operation));
      return false;
    } catch (Killed e) {
      return true;
    }
  }

  private void putOldPair() throws IOException {
    Files.write(folder.resolve("component.pem"), OLD.file());
    Files.writeString(folder.resolve("component.key"), PrivateKeys.pem(OLD.keyPair().getPrivate()));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(".lock"))
          .sorted()
          .toList();
    }
  }

  private void everyKeyIsForItsOwnerAlone() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().contains("key")).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo("rw-------");
      }
    }
  }

  static Stream<Integer> operations() {
    return IntStream.rangeClosed(0, OPERATIONS).boxed();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aFirstStartThatIsKilledLeavesNothingOrAWholePair(int operation) throws Exception {
    killed(operation, first -> first.load(CONFIGURED));
    everyKeyIsForItsOwnerAlone();

    folder(new DurableFiles())
        .find(CONFIGURED)
        .ifPresent(own -> assertThat(own.privateKey()).isPresent());

    assertThat(names()).isIn(List.of(), List.of("component.key", "component.pem"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theStartAfterAKilledFirstStartSucceeds(int operation) throws Exception {
    killed(operation, first -> first.load(CONFIGURED));

    OwnParty own = folder(new DurableFiles()).load(CONFIGURED);

    assertThat(own.privateKey()).isPresent();
    assertThat(names()).containsExactly("component.key", "component.pem");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aReplacementThatIsKilledLeavesTheOldPairOrTheNewOneAndTheOld(int operation)
      throws Exception {
    putOldPair();
    killed(operation, replacing -> OwnParties.generate(replacing, CONFIGURED, true));

    OwnParty own = folder(new DurableFiles()).load(CONFIGURED);

    theOldPairOrTheNewOneAndTheOld(own);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aRepairMayBeKilledAnywhereToo(int operation) throws Exception {
    for (int second = 0; second < REPAIRS; second++) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      putOldPair();
      killed(operation, replacing -> OwnParties.generate(replacing, CONFIGURED, true));
      killed(second, repairing -> repairing.load(CONFIGURED));

      OwnParty own = folder(new DurableFiles()).load(CONFIGURED);

      theOldPairOrTheNewOneAndTheOld(own);
    }
  }

  private void theOldPairOrTheNewOneAndTheOld(OwnParty own) throws IOException {
    assertThat(own.privateKey()).isPresent();
    if (own.certificate().fingerprint().equals(OLD.certificate().fingerprint())) {
      assertThat(names()).containsExactly("component.key", "component.pem");
    } else {
      assertThat(own.certificate().fingerprint()).isEqualTo(NEW.certificate().fingerprint());
      assertThat(names())
          .containsExactly(KEPT + ".key", KEPT + ".pem", "component.key", "component.pem");
      assertThat(folder.resolve(KEPT + ".pem")).hasBinaryContent(OLD.file());
      assertThat(folder.resolve(KEPT + ".key"))
          .hasContent(PrivateKeys.pem(OLD.keyPair().getPrivate()));
    }
  }

  @Test
  void theTestsKnowHowManyOperationsAReplacementHas() throws Exception {
    putOldPair();

    assertThat(
            killed(OPERATIONS - 1, replacing -> OwnParties.generate(replacing, CONFIGURED, true)))
        .isTrue();
    putOldPair();
    folder(new DurableFiles()).load(CONFIGURED);
    assertThat(killed(OPERATIONS, replacing -> OwnParties.generate(replacing, CONFIGURED, true)))
        .isFalse();
  }

  @Test
  void aFaultOfTheMachineIsNoLoss() throws Exception {
    putOldPair();
    DurableFiles full =
        new DurableFiles() {
          @Override
          public void sync(Path unused) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    assertThatThrownBy(() -> OwnParties.generate(folder(full), CONFIGURED, true))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("No space left on device");
    theOldPairOrTheNewOneAndTheOld(folder(new DurableFiles()).load(CONFIGURED));
  }

  @Test
  void aPairPutThereByHandAfterAKilledFirstStartIsLeftAlone() throws Exception {
    int operation = 0;
    while (!names().contains("component.key")) {
      killed(operation++, first -> first.load(CONFIGURED));
    }
    putOldPair();

    OwnParty own = folder(new DurableFiles()).load(CONFIGURED);

    assertThat(own.certificate().fingerprint()).isEqualTo(OLD.certificate().fingerprint());
    assertThat(names()).containsExactly("component.key", "component.pem");
  }

  @Test
  void aCertificateLeftByAKilledStartIsNotTakenForAForeignKey() throws Exception {
    Files.writeString(folder.resolve(".component.pem.new"), NEW.certificate().pem());
    Files.writeString(folder.resolve("component.key"), PrivateKeys.pem(OLD.keyPair().getPrivate()));

    assertThatThrownBy(() -> folder(new DurableFiles()).load(CONFIGURED))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("no certificate beside it");
    assertThat(names()).containsExactly("component.key");
  }

  @Test
  void halfACertificateWithoutItsKeyIsTakenAway() throws Exception {
    Files.writeString(folder.resolve(".component.pem.new"), "-----BEGIN CERTIF");

    assertThat(folder(new DurableFiles()).find(CONFIGURED)).isEmpty();
    assertThat(names()).isEmpty();
  }
}
