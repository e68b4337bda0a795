package org.certdrop.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.certdrop.identity.OwnParties.NODE;
import static org.certdrop.identity.OwnParties.configured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.certdrop.party.Component;
import org.certdrop.party.PartyId;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TestKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FedbiomedIdentityTest {
  private static final TestCertificate OWN = TestCertificate.of(NODE);

  @TempDir Path etc;
  private FedbiomedFiles files;

  @BeforeEach
  void makeFiles() {
    files = FedbiomedFiles.of4(etc, OWN, NODE, "10.221.0.2");
  }

  private FedbiomedIdentity identity() throws IdentityException {
    return new FedbiomedIdentity(FedbiomedConfig.read(files.config()));
  }

  private IdentityException refusal(String id) throws IdentityException {
    FedbiomedIdentity identity = identity();
    IdentityException refusal =
        catchThrowableOfType(
            IdentityException.class, () -> identity.load(configured(Component.NODE, id)));
    assertThat(refusal.hint()).contains(files.config().toString()).doesNotContain("the next start");
    return refusal;
  }

  @Test
  void certificateAndKeyAreThoseThatTheConfigurationNames() throws Exception {
    OwnParty own = identity().find(configured(Component.NODE, NODE)).orElseThrow();
    assertThat(own.id()).hasToString(NODE);
    assertThat(own.certificate().fingerprint()).isEqualTo(OWN.certificate().fingerprint());
    assertThat(own.privateKey()).isPresent();
    assertThat(own.endpoint().orElseThrow()).hasToString("10.221.0.2:14001");
  }

  @ParameterizedTest
  @ValueSource(strings = {NODE, "RESEARCHER_4f4e1db1-6d9b"})
  void version6HasItsOwnNamesForThemAtEachRole(String id) throws Exception {
    TestCertificate own = TestCertificate.of(id);
    files = FedbiomedFiles.of6(etc.resolve("six"), own, id);
    Component component = new PartyId(id).component();
    OwnParty party = identity().find(configured(component, id)).orElseThrow();
    assertThat(party.id()).hasToString(id);
    assertThat(party.certificate().fingerprint()).isEqualTo(own.certificate().fingerprint());
    assertThat(party.privateKey()).isPresent();
  }

  @Test
  void nothingIsWrittenThere() throws Exception {
    List<Path> before = everything();
    identity().load(configured(Component.NODE, NODE));
    assertThat(everything()).isEqualTo(before);
  }

  private List<Path> everything() throws IOException {
    try (Stream<Path> found = Files.walk(etc)) {
      return found.sorted().toList();
    }
  }

  @Test
  void aCertificateThatIsNotThereIsNamedWithTheOptionThatNamesIt() throws Exception {
    Files.delete(files.certificate());
    FedbiomedIdentity identity = identity();
    IdentityException refusal =
        catchThrowableOfType(
            IdentityException.class, () -> identity.load(configured(Component.NODE, NODE)));
    assertThat(refusal)
        .hasMessageContaining("There is no certificate " + files.certificate())
        .hasMessageContaining("public_key in " + files.config());
    assertThat(refusal.hint())
        .contains("./scripts/fedbiomed_run node config config_node.ini certificate generate");
  }

  @Test
  void aKeyThatIsNotThereIsNamedWithTheOptionThatNamesIt() throws Exception {
    Files.delete(files.key());
    FedbiomedIdentity identity = identity();
    assertThat(
            catchThrowableOfType(
                IdentityException.class, () -> identity.load(configured(Component.NODE, NODE))))
        .hasMessageContaining("There is no private key " + files.key());
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    Files.writeString(files.key(), PrivateKeys.pem(TestKeys.rsa(2048).getPrivate()));
    IdentityException refusal = refusal(NODE);
    assertThat(refusal).hasMessageContaining("does not belong to the certificate");
    assertThat(refusal.hint()).contains("must be one pair of PEM files. A new pair is made by");
  }

  @Test
  void aFileThatIsNoCertificateIsRefused() throws Exception {
    Files.writeString(files.certificate(), "hello");
    assertThat(refusal(NODE)).hasMessageContaining("cannot be used");
  }

  @Test
  void aCertificateOfAnotherPartyIsRefused() throws Exception {
    files.renew(TestCertificate.of("node_other"));
    IdentityException refusal = refusal(NODE);
    assertThat(refusal).hasMessageContaining("the own certificate names node_other");
    assertThat(refusal.hint())
        .startsWith("Leave certdrop.party-id and certdrop.component out")
        .contains("Only if its id is right and the certificate is not, make a new pair");
  }

  @Test
  void anIdOfTheOtherComponentIsRefused() throws Exception {
    files.renew(TestCertificate.of("researcher_a"));
    assertThat(refusal("researcher_a"))
        .hasMessage("certdrop.component is NODE, but certdrop.party-id is researcher_a.");
  }

  @Test
  void noNewPairIsMade_andFedbiomedsCommandIsSaid() throws Exception {
    FedbiomedIdentity identity = identity();
    List<Path> before = everything();
    IdentityException refusal =
        catchThrowableOfType(
            IdentityException.class,
            () -> identity.generate(configured(Component.NODE, NODE), true, renewal -> {}));
    assertThat(refusal).hasMessageContaining("certdrop writes nothing there");
    assertThat(refusal.hint())
        .contains(
            "./scripts/fedbiomed_run node config config_node.ini certificate generate --force");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aResearcherIsToldTheResearchersCommand() throws Exception {
    files.edit("component = NODE", "component = researcher");
    assertThat(FedbiomedConfig.read(files.config()).generateCommand())
        .isEqualTo(
            "./scripts/fedbiomed_run researcher config config_node.ini certificate generate --force");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aKeyForItsOwnerAloneIsNotWarnedAbout() throws Exception {
    assertThat(identity().exposures()).isEmpty();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aKeyThatOthersMayReadIsWarnedAbout() throws Exception {
    Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r--r--"));
    IdentityWarning warning = identity().exposures().get(0);
    assertThat(warning.kind()).isEqualTo(IdentityWarning.Kind.KEY_EXPOSED);
    assertThat(warning.message()).contains(files.key().toString(), "rw-r--r--");
    assertThat(warning.hint()).contains("chmod 600", "make a new pair with Fed-BioMed.");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aFolderThatOthersMayWriteToIsWarnedAbout() throws Exception {
    Files.setPosixFilePermissions(
        files.key().getParent(), PosixFilePermissions.fromString("rwxrwx---"));
    assertThat(identity().exposures())
        .singleElement()
        .extracting(IdentityWarning::kind)
        .isEqualTo(IdentityWarning.Kind.FOLDER_EXPOSED);
  }
}
