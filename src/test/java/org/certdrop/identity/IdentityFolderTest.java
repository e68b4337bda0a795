package org.certdrop.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certdrop.identity.OwnParties.NODE;
import static org.certdrop.identity.OwnParties.configured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.certdrop.files.DurableFiles;
import org.certdrop.party.Component;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityFolderTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:15:00.5Z"), ZoneOffset.UTC);
  private static final ConfiguredParty CONFIGURED = configured(Component.NODE, NODE);

  @TempDir Path home;
  private Path folder;
  private IdentityFolder identity;

  @BeforeEach
  void nameFolder() {
    folder = home.resolve("etc/identity");
    identity = quick(folder);
  }

  private static IdentityFolder quick(Path folder) {
    return new IdentityFolder(
        folder,
        CLOCK,
        Optional::empty,
        (template, from) -> OwnParties.quickPair(new PartyId(template.organization())),
        new DurableFiles());
  }

  private String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
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

  private void put(String name, String content) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name), content);
  }

  private void put(TestCertificate certificate) throws IOException {
    put("component.pem", certificate.pem());
    put("component.key", PrivateKeys.pem(certificate.keyPair().getPrivate()));
  }

  @Test
  void theFirstStartMakesWhatFedBioMedMakesButSound() throws Exception {
    OwnParty own = new IdentityFolder(folder, CLOCK, Optional::empty).load(CONFIGURED);
    Certificate certificate = own.certificate();

    assertThat(certificate.key().description()).isEqualTo("RSA 2048");
    assertThat(certificate.subject()).isEqualTo("O=" + NODE + ",CN=*");
    assertThat(certificate.selfSigned()).isTrue();
    assertThat(certificate.notBefore()).isEqualTo("2026-11-23T10:15:00Z");
    assertThat(Duration.between(certificate.notBefore(), certificate.notAfter()))
        .isEqualTo(Duration.ofDays(1825));
    assertThat(PrivateKeys.matches(own.privateKey().orElseThrow(), certificate)).isTrue();
  }

  @Test
  void whatIsMadeIsForItsOwnerAlone() throws Exception {
    identity.load(CONFIGURED);

    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("component.key"))).isEqualTo("rw-------");
    assertThat(identity.exposures()).isEmpty();
  }

  @Test
  void theFirstStartLeavesThePairAndNothingElse() throws Exception {
    identity.load(CONFIGURED);

    assertThat(names()).containsExactly("component.key", "component.pem");
  }

  @Test
  void theSecondStartTouchesNothing() throws Exception {
    OwnParty first = identity.load(CONFIGURED);
    byte[] key = Files.readAllBytes(folder.resolve("component.key"));

    OwnParty second = quick(folder).load(CONFIGURED);

    assertThat(second.certificate().fingerprint()).isEqualTo(first.certificate().fingerprint());
    assertThat(folder.resolve("component.key")).hasBinaryContent(key);
  }

  @Test
  void anEmptyPartyIdBecomesComponentAndUuid_andStaysThat() throws Exception {
    PartyId id = identity.load(configured(Component.RESEARCHER, "")).id();

    assertThat(id.value()).matches("researcher_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(identity.load(configured(Component.RESEARCHER, "")).id()).isEqualTo(id);
  }

  @Test
  void findingMakesNothing() throws Exception {
    assertThat(identity.find(CONFIGURED)).isEmpty();
    assertThat(folder).doesNotExist();
  }

  @Test
  void aCertificateWithoutAKeyIsEnough() throws Exception {
    put("component.pem", TestCertificate.of(NODE).pem());

    assertThat(identity.load(CONFIGURED).privateKey()).isEmpty();
    assertThat(identity.exposures()).isEmpty();
    assertThat(names()).containsExactly("component.pem");
  }

  @Test
  void theEndpointIsTheConfiguredOne() throws Exception {
    put(TestCertificate.of(NODE));

    assertThat(identity.load(CONFIGURED).endpoint()).isEqualTo(CONFIGURED.endpoint());
  }

  @Test
  void aLoneKeyIsNeverOverwritten() throws Exception {
    put("component.key", "precious\n");

    assertThatThrownBy(() -> identity.load(CONFIGURED))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("component.key but no certificate beside it");
    assertThat(folder.resolve("component.key")).hasContent("precious\n");
    assertThat(names()).containsExactly("component.key");
  }

  @Test
  void aDisagreementWithTheConfigurationIsAFailure() throws Exception {
    put(TestCertificate.of("node_other"));

    assertThatThrownBy(() -> identity.load(CONFIGURED))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("names node_other");
  }

  @Test
  void aFolderThatCannotBeLockedIsAFailure() throws Exception {
    put("component.key", "precious\n");
    Files.createDirectory(folder.resolve(".lock"));

    assertThatThrownBy(() -> identity.load(CONFIGURED)).isInstanceOf(IdentityException.class);
  }

  @Test
  void anOpenKeyIsWarnedAbout() throws Exception {
    put(TestCertificate.of(NODE));
    Files.setPosixFilePermissions(
        folder.resolve("component.key"), PosixFilePermissions.fromString("rw-r-----"));

    IdentityWarning warning = identity.exposures().get(0);

    assertThat(warning.kind()).isEqualTo(IdentityWarning.Kind.KEY_EXPOSED);
    assertThat(warning.message()).contains("component.key", "rw-r-----");
    assertThat(warning.hint()).contains("chmod 600");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx"})
  void aFolderInWhichOthersMayWriteIsWarnedAbout(String mode) throws Exception {
    put(TestCertificate.of(NODE));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));

    assertThat(identity.exposures())
        .filteredOn(warning -> warning.kind() == IdentityWarning.Kind.FOLDER_EXPOSED)
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.message()).contains(folder.toString(), mode);
              assertThat(warning.hint()).isEqualTo("Run: chmod 700 '" + folder + "'.");
            });
  }

  @Test
  void aFolderThatOthersMayOnlyEnterIsNoReasonToWarn() throws Exception {
    identity.load(CONFIGURED);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(identity.exposures()).isEmpty();
  }

  @Test
  void aFileInThePlaceOfTheFolderIsAFailureWithAHint() throws Exception {
    Files.createDirectories(folder.getParent());
    Files.writeString(folder, "a file");

    assertThatThrownBy(() -> identity.load(CONFIGURED))
        .isInstanceOfSatisfying(
            IdentityException.class,
            e -> {
              assertThat(e).hasMessageContaining("cannot be used");
              assertThat(e.hint()).contains("put component.pem and component.key there yourself");
            });
  }

  @Test
  void generateMakesAPairWhereThereIsNone() throws Exception {
    assertThat(OwnParties.generate(identity, CONFIGURED, false).id().value()).isEqualTo(NODE);
  }

  @Test
  void generateWithoutForceRefusesToReplace() throws Exception {
    put(TestCertificate.of(NODE));
    byte[] before = Files.readAllBytes(folder.resolve("component.pem"));

    assertThatThrownBy(() -> OwnParties.generate(identity, CONFIGURED, false))
        .isInstanceOfSatisfying(
            IdentityException.class, e -> assertThat(e.hint()).contains("--force"));
    assertThat(folder.resolve("component.pem")).hasBinaryContent(before);
  }

  @Test
  void generateWithoutForceRefusesALoneKey() throws Exception {
    put("component.key", "precious\n");

    assertThatThrownBy(() -> OwnParties.generate(identity, CONFIGURED, false))
        .isInstanceOf(IdentityException.class);
    assertThat(folder.resolve("component.key")).hasContent("precious\n");
  }

  @Test
  void generateWithForceMakesAnotherCertificateOfTheSameParty() throws Exception {
    TestCertificate old = TestCertificate.of(NODE);
    put(old);

    OwnParty own = OwnParties.generate(identity, configured(Component.NODE, ""), true);

    assertThat(own.id().value()).isEqualTo(NODE);
    assertThat(own.certificate().fingerprint()).isNotEqualTo(old.certificate().fingerprint());
    assertThat(quick(folder).load(CONFIGURED).certificate().fingerprint())
        .isEqualTo(own.certificate().fingerprint());
  }

  @Test
  void generateWithForceKeepsTheOldPairForItsOwner() throws Exception {
    TestCertificate old = TestCertificate.of(NODE);
    put(old);

    OwnParties.generate(identity, CONFIGURED, true);

    assertThat(names())
        .containsExactly(
            "component-20261123T101500Z.key",
            "component-20261123T101500Z.pem",
            "component.key",
            "component.pem");
    assertThat(folder.resolve("component-20261123T101500Z.pem")).hasBinaryContent(old.file());
    Path key = folder.resolve("component-20261123T101500Z.key");
    assertThat(key).hasContent(PrivateKeys.pem(old.keyPair().getPrivate()));
    assertThat(mode(key)).isEqualTo("rw-------");
  }

  @Test
  void oldPairsOfOneSecondGetNamesOfTheirOwn() throws Exception {
    identity.load(CONFIGURED);
    for (int i = 0; i < 3; i++) {
      OwnParties.generate(identity, CONFIGURED, true);
    }

    assertThat(names())
        .contains(
            "component-20261123T101500Z.pem",
            "component-20261123T101500Z-2.pem",
            "component-20261123T101500Z-3.pem")
        .hasSize(8);
  }

  @Test
  void generateWithForceReplacesACertificateThatHasNoKey() throws Exception {
    put("component.pem", TestCertificate.of(NODE).pem());

    OwnParty own = OwnParties.generate(identity, CONFIGURED, true);

    assertThat(own.privateKey()).isPresent();
    assertThat(names())
        .containsExactly("component-20261123T101500Z.pem", "component.key", "component.pem");
  }

  @Test
  void generateWithForceMakesTheFirstPairOfAnotherComponent_andNoRotation() throws Exception {
    TestCertificate before = TestCertificate.of(NODE);
    put(before);
    ConfiguredParty researcher = configured(Component.RESEARCHER, "");

    Renewal made = identity.generate(researcher, true, renewal -> {});

    assertThat(made.own().id().value()).startsWith("researcher_");
    assertThat(made.former()).isEmpty();
    assertThat(identity.load(researcher).id()).isEqualTo(made.own().id());
    assertThat(folder.resolve("component-20261123T101500Z.pem")).hasContent(before.pem());
    assertThat(folder.resolve("component-20261123T101500Z.key")).exists();
  }

  @Test
  void generateWithForceMakesTheFirstPairOfAnotherId_andNoRotation() throws Exception {
    put(TestCertificate.of(NODE));

    Renewal made = identity.generate(configured(Component.NODE, "node_other"), true, renewal -> {});

    assertThat(made.own().id().value()).isEqualTo("node_other");
    assertThat(made.isRotation()).isFalse();
  }

  @Test
  void generateWithForceDoesNotMendAConfigurationThatContradictsItself() throws Exception {
    put(TestCertificate.of(NODE));
    List<String> before = names();

    assertThatThrownBy(
            () -> OwnParties.generate(identity, configured(Component.RESEARCHER, NODE), true))
        .hasMessageContaining("certdrop.component is RESEARCHER, but certdrop.party-id is " + NODE);
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void generateWithForceDoesNotGuessAtWhatItCannotRead() throws Exception {
    put("component.pem", "garbage");

    assertThatThrownBy(() -> OwnParties.generate(identity, CONFIGURED, true))
        .isInstanceOf(IdentityException.class);
    assertThat(folder.resolve("component.pem")).hasContent("garbage");
  }

  @Test
  void manyStartsAtOnceMakeOnePair() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<String> start =
          () -> quick(folder).load(configured(Component.NODE, "")).certificate().pem();
      List<Future<String>> starts =
          threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> start).toList());
      String first = starts.get(0).get();
      for (Future<String> each : starts) {
        assertThat(each.get()).isEqualTo(first);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(Files.readString(folder.resolve("component.pem"), US_ASCII)).isNotEmpty();
  }

  @Test
  void readingWhileAnotherReplacesAlwaysFindsAMatchingPair() throws Exception {
    identity.load(CONFIGURED);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> replacing =
          threads.submit(
              () -> {
                for (int i = 0; i < 20; i++) {
                  OwnParties.generate(quick(folder), CONFIGURED, true);
                }
                return null;
              });
      while (!replacing.isDone()) {
        assertThat(identity.find(CONFIGURED).orElseThrow().privateKey()).isPresent();
      }
      replacing.get();
    } finally {
      threads.shutdownNow();
    }
  }
}
