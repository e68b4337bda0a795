package org.certdrop.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.Folders;
import org.certdrop.identity.FedbiomedFiles;
import org.certdrop.identity.IdentityException;
import org.certdrop.party.Component;
import org.certdrop.party.Topology;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HomeSetupTest {
  private static final Path INSTALLATION = Path.of("");

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void nameHome() {
    home = new Home(directory.resolve("home"));
  }

  private HomeSetup.Made make(Map<Setting, String> values) throws Exception {
    return new HomeSetup(INSTALLATION).make(home, values, Optional.empty());
  }

  private HomeSetup.Made beside(Path component) throws Exception {
    return new HomeSetup(INSTALLATION).make(home, Map.of(), Optional.of(component));
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(home.properties());
  }

  /** The lines of the home's configuration that are not as shipped. */
  private List<String> changed() throws IOException {
    List<String> shipped = Files.readAllLines(Path.of("etc/certdrop.properties"));
    assertThat(lines()).hasSameSizeAs(shipped);
    return lines().stream().filter(line -> !shipped.contains(line)).toList();
  }

  @Test
  void aHomeIsMadeWithFoldersAndTheShippedConfiguration() throws Exception {
    make(Map.of());

    assertThat(home.inbox()).isEmptyDirectory();
    assertThat(home.outbox()).isEmptyDirectory();
    assertThat(home.var()).isEmptyDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.var())))
        .isEqualTo("rwx------");
    assertThat(home.routes()).isEmptyDirectory();
    assertThat(changed()).isEmpty();
    assertThat(Folders.children(home.properties().getParent())).containsExactly(home.properties());
  }

  @Test
  void whatIsGivenIsSetWhereItStands_andNothingElseIsTouched() throws Exception {
    make(
        Map.of(
            Setting.COMPONENT, "RESEARCHER",
            Setting.IP, "10.221.0.2",
            Setting.PORT, "14002",
            Setting.SAN, "fbm.example.org"));

    assertThat(changed())
        .containsExactly(
            "certdrop.component=RESEARCHER",
            "certdrop.ip=10.221.0.2",
            "certdrop.port=14002",
            "certdrop.san=fbm.example.org");
    assertThat(Settings.read(home).own().component()).isEqualTo(Component.RESEARCHER);
  }

  /** The installation may be a home itself, whose settings are its own. */
  @Test
  void whatTheInstallationsOwnFileWasSetToIsNotTakenOver() throws Exception {
    Home installation = new Home(directory.resolve("installation"));
    Files.createDirectories(installation.properties().getParent());
    Files.createDirectories(installation.routes());
    String shipped = Files.readString(Path.of("etc/certdrop.properties"));
    Files.writeString(
        installation.properties(),
        shipped
            .replace("certdrop.party-id=\n", "certdrop.party-id=node_its-own\n")
            .replace("#certdrop.ip=127.0.0.1\n", "")
            .replace("#certdrop.port=14001\n", "certdrop.port=14009\n"));

    new HomeSetup(installation.directory())
        .make(home, Map.of(Setting.IP, "10.0.0.1"), Optional.empty());

    assertThat(lines())
        .contains("#certdrop.party-id=", "#certdrop.port=14001", "certdrop.ip=10.0.0.1")
        .doesNotContain("certdrop.party-id=node_its-own", "certdrop.port=14009");
  }

  @Test
  void aPathIsReadBackAsItIs() throws Exception {
    Path folder = directory.resolve("back\\slash=and : more\nlines");
    FedbiomedFiles.of6(folder.resolve("etc"), TestCertificate.of("node_us"), "node_us");

    beside(folder);

    assertThat(Settings.read(home).fedbiomed().orElseThrow().file())
        .isEqualTo(folder.resolve("etc/config.ini"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"etc/certdrop.properties", "routes", "inbox"})
  void aHomeThatIsThereIsLeftAlone(String part) throws Exception {
    Files.createDirectories(home.resolve(part).getParent());
    Files.writeString(home.resolve(part), "certdrop.component=NODE");

    assertThatThrownBy(() -> make(Map.of(Setting.COMPONENT, "RESEARCHER")))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith(home + " is a home already, and was left alone.");
    assertThat(home.resolve(part)).hasContent("certdrop.component=NODE");
    assertThat(home.outbox()).doesNotExist();
  }

  @Test
  void anEmptyDirectoryIsUsed_andWhatElseLiesThereStays() throws Exception {
    Files.createDirectories(home.identity());
    Files.writeString(home.identity().resolve("component.pem"), "mine");

    make(Map.of());

    assertThat(home.isMade()).isTrue();
    assertThat(home.identity().resolve("component.pem")).hasContent("mine");
  }

  @Test
  void aFileIsNoPlaceForAHome() throws Exception {
    Files.createFile(home.directory());

    assertThatThrownBy(() -> make(Map.of())).hasMessageStartingWith(home + " is a file.");
  }

  @Test
  void aPathThatMeansSomethingToCamelIsRefusedBeforeAnythingIsMade() {
    home = new Home(directory.resolve("what?"));

    assertThatThrownBy(() -> make(Map.of()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("mean something to Camel");
    assertThat(home.directory()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "COMPONENT, chief, certdrop.component is \"chief\"",
    "IP, 10.0.0.300, certdrop.ip is \"10.0.0.300\"",
    "PORT, 70000, certdrop.port is \"70000\"",
    "SAN, a..b, certdrop.san has \"a..b\""
  })
  void aBadValueIsSaidBeforeAnythingIsMade(Setting setting, String value, String problem) {
    assertThatThrownBy(() -> make(Map.of(setting, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("Nothing was made. ")
        .hasMessageContaining(problem);
    assertThat(home.directory()).doesNotExist();
  }

  @Test
  void aValueCannotBringSettingsWithIt() {
    assertThatThrownBy(() -> make(Map.of(Setting.IP, "10.0.0.1\ncertdrop.component=RESEARCHER")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("certdrop.ip is");
  }

  @Test
  void aComponentIsTakenFromFedbiomedWithItsDatabase() throws Exception {
    FedbiomedFiles files =
        FedbiomedFiles.of6(
            directory.resolve("fbm/etc"), TestCertificate.of("researcher_us"), "researcher_us");
    Files.writeString(
        files.config(),
        Files.readString(files.config()) + "[authentication]\nmutual_authentication=True\n");

    HomeSetup.Made made = beside(directory.resolve("fbm"));

    assertThat(changed())
        .containsExactly(
            "certdrop.fedbiomed.config=" + files.config(), "certdrop.export.fedbiomed.db=auto");
    Settings settings = Settings.read(home);
    assertThat(made.settings()).isEqualTo(settings);
    assertThat(settings.own().partyId().orElseThrow()).hasToString("researcher_us");
    assertThat(settings.federation().topology()).isEqualTo(Topology.STAR);
    assertThat(settings.federation().database())
        .contains(directory.resolve("fbm/var/db_researcher_us.json"));
  }

  @Test
  void aConfigurationThatNamesNoDatabaseSetsNone() throws Exception {
    FedbiomedFiles files =
        FedbiomedFiles.of4(
            directory.resolve("fbm/etc"), TestCertificate.of("node_us"), "node_us", "10.1.1.1");

    beside(files.config());

    assertThat(changed()).containsExactly("certdrop.fedbiomed.config=" + files.config());
  }

  @Test
  void anotherComponentThanFedbiomedsIsRefusedBeforeAnythingIsMade() {
    FedbiomedFiles.of6(directory.resolve("fbm/etc"), TestCertificate.of("node_us"), "node_us");

    assertThatThrownBy(
            () ->
                new HomeSetup(INSTALLATION)
                    .make(
                        home,
                        Map.of(Setting.COMPONENT, "RESEARCHER"),
                        Optional.of(directory.resolve("fbm"))))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("--component is RESEARCHER")
        .hasMessageContaining("is the configuration of a NODE");
    assertThat(home.directory()).doesNotExist();
  }

  @Test
  void aConfigurationThatCannotBeReadIsSaidBeforeAnythingIsMade() throws Exception {
    Path config = Files.writeString(directory.resolve("config.ini"), "[default]\nid = node_us\n");

    assertThatThrownBy(() -> beside(config))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("has no public_key");
    assertThat(home.directory()).doesNotExist();
  }

  /** A full disk ends it as a kill does. */
  @Test
  void aKillAtAnyPointLeavesNoHome_andTheNextSetUpCompletesIt() throws Exception {
    boolean killed = true;
    for (int operation = 0; killed; operation++) {
      home = new Home(directory.resolve("home-" + operation));
      killed = isKilledBefore(operation);
      if (!Files.exists(home.properties())) {
        assertThat(home.isMade()).as("killed before operation %d", operation).isFalse();
        assertThatThrownBy(home::demandMade)
            .hasMessageEndingWith("./certdrop setup --home " + home);
        make(Map.of(Setting.COMPONENT, "RESEARCHER"));
      }
      assertThat(changed()).containsExactly("certdrop.component=RESEARCHER");
      assertThat(Folders.children(home.properties().getParent()))
          .containsExactly(home.properties());
    }
  }

  private boolean isKilledBefore(int operation) throws Exception {
    int[] left = {operation};
    DurableFiles files =
        new DurableFiles(
            () -> {
              if (left[0]-- == 0) {
                throw new Killed();
              }
            });
    try {
      new HomeSetup(INSTALLATION, files)
          .make(home, Map.of(Setting.COMPONENT, "RESEARCHER"), Optional.empty());
      return false;
    } catch (Killed e) {
      return true;
    }
  }

  @Test
  void anInterruptedSetUpIsSaid() throws Exception {
    isKilledBefore(5);

    assertThatThrownBy(home::demandMade).hasMessageContaining("its set-up was interrupted");
  }
}
