package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.certdrop.export.ExportException;
import org.certdrop.export.Exports;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Settings;
import org.certdrop.home.TestHomes;
import org.certdrop.identity.FedbiomedFiles;
import org.certdrop.identity.IdentityException;
import org.certdrop.inbox.RecentVerdicts;
import org.certdrop.json.StrictJson;
import org.certdrop.outbox.OwnInstructions;
import org.certdrop.outbox.Publications;
import org.certdrop.registry.SharedStatements;
import org.certdrop.status.StatusReport;
import org.certdrop.text.Progress;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A home whose party is a component of Fed-BioMed. */
class FedbiomedHomeTest {
  private static final String US = "node_us";
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);

  @TempDir Path directory;
  private final TestCertificate certificate = TestCertificate.of(US);
  private Home home;
  private FedbiomedFiles files;
  private Faults faults;

  @BeforeEach
  void makeHome() throws IOException {
    home = new Home(directory.resolve("home"));
    Files.createDirectories(home.inbox());
    Files.createDirectories(home.properties().getParent());
    TestHomes.copyRoutes(home.directory());
    files = FedbiomedFiles.of4(directory.resolve("fbm/etc"), certificate, US, "10.221.0.2");
    Files.writeString(
        home.properties(),
        "certdrop.fedbiomed.config=../fbm/etc/config_node.ini\n"
            + "certdrop.inbox.settle-time=PT0.3S\n");
    faults = new Faults(CLOCK);
  }

  private OwnInstructions published() throws Exception {
    Settings settings = Settings.read(home);
    OwnInstructions own =
        OwnInstructions.of(
            home, settings, () -> true, SharedStatements.Finder.NOWHERE, faults, CLOCK);
    own.publish(settings);
    return own;
  }

  private String out(String suffix) throws IOException {
    return Files.readString(home.registration().resolve(US + suffix));
  }

  @Test
  void theOutboxHoldsWhatFedbiomedSays() throws Exception {
    published();
    JsonNode sidecar = StrictJson.mapper().readTree(out(".json"));
    assertThat(sidecar.path("party_id").asText()).isEqualTo(US);
    assertThat(sidecar.path("ip").asText()).isEqualTo("10.221.0.2");
    assertThat(sidecar.path("port").asInt()).isEqualTo(14007);
    assertThat(out(".pem")).isEqualTo(certificate.certificate().pem());
    assertThat(home.identity()).doesNotExist();
  }

  @Test
  void aChangedConfigurationIsPublished() throws Exception {
    OwnInstructions own = published();
    files.edit("mpspdz_port = 14007", "mpspdz_port = 14008");
    own.refresh();
    assertThat(out(".json")).contains("14008");
    assertThat(out(".txt")).contains("--port 14008");
    assertThat(faults.current()).isEmpty();
  }

  @Test
  void aChangedCertificateIsPublished() throws Exception {
    OwnInstructions own = published();
    TestCertificate renewed =
        TestCertificate.builder(US).notAfter(TestCertificate.NOW.plusSeconds(86_400)).build();
    files.renew(renewed);
    own.refresh();
    assertThat(out(".pem")).isEqualTo(renewed.certificate().pem());
  }

  @Test
  void anotherIdIsAFaultThatAsksForARestart() throws Exception {
    OwnInstructions own = published();
    files.renew(TestCertificate.of("node_them"));
    files.edit("id = " + US, "id = node_them");
    own.refresh();
    assertThat(faults.current())
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault.message())
                    .isEqualTo(
                        "The own id is now node_them, but the service runs for node_us; restart"
                            + " it."));
    assertThat(home.registration().resolve("node_them.json")).doesNotExist();
  }

  @Test
  void aFaultSaysWhatToDo() throws Exception {
    OwnInstructions own = published();
    Files.delete(files.key());
    own.refresh();
    assertThat(faults.current().get(0).message())
        .startsWith("There is no private key ")
        .contains("Relative paths start at the folder of that file.");
  }

  @Test
  void aConfigurationThatIsBeingWrittenIsAFaultUntilItIsWhole() throws Exception {
    OwnInstructions own = published();
    String whole = Files.readString(files.config());
    Files.writeString(files.config(), whole.substring(0, 20));
    own.refresh();
    assertThat(faults.current()).hasSize(1);
    Files.writeString(files.config(), whole);
    own.refresh();
    assertThat(faults.current()).isEmpty();
  }

  @Test
  void theOwnInstructionsComingBackAreUnchanged() throws Exception {
    published();
    Files.writeString(home.inbox().resolve("back.txt"), out(".txt"));
    Files.writeString(
        home.inbox().resolve("fedbiomed.txt"),
        certificate.pem() + "register -pk FILE -pi " + US + " --ip 10.221.0.2 --port 14007");
    try (Service service = Service.start(home, CLOCK)) {
      assertThat(service.handleWaiting()).isTrue();
    }
    List<Path> verdicts = RecentVerdicts.folders(home, 5);
    assertThat(verdicts).hasSize(2);
    for (Path folder : verdicts) {
      assertThat(RecentVerdicts.read(folder).path("outcome").asText()).isEqualTo("unchanged");
    }
  }

  @Test
  void theCertificateIsNotReplaced() throws Exception {
    assertThatThrownBy(() -> Publications.generate(home, true, CLOCK))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("certdrop writes nothing there");
    assertThat(home.identity()).doesNotExist();
    assertThat(Files.readString(files.certificate())).isEqualTo(certificate.pem());
  }

  @Test
  void aPairInEtcIdentityIsNotUsed() throws Exception {
    Files.createDirectory(home.identity());
    Files.writeString(
        home.identity().resolve("component.pem"), TestCertificate.of("node_old").pem());
    published();
    assertThat(out(".pem")).isEqualTo(certificate.certificate().pem());
  }

  @Test
  void aContradictionNamesBothPlacesAndWhatToDo() throws Exception {
    Files.writeString(
        home.properties(), "certdrop.component=RESEARCHER\n", StandardOpenOption.APPEND);
    assertThatThrownBy(this::published)
        .isInstanceOf(IdentityException.class)
        .hasMessage(
            "certdrop.component is RESEARCHER, but [default] id in "
                + home.resolve("../fbm/etc/config_node.ini").normalize()
                + " is node_us.")
        .satisfies(
            refusal ->
                assertThat(((IdentityException) refusal).hint())
                    .contains("Leave certdrop.party-id and certdrop.component out"));
  }

  @Test
  void statusSaysWhereTheIdentityComesFrom() {
    JsonNode own = StatusReport.of(home, CLOCK).toJson().path("own");
    assertThat(own.path("party_id").asText()).isEqualTo(US);
    assertThat(own.path("source").asText()).isEqualTo(files.config().toString());
  }

  @Test
  void statusSaysWhatIsWrongWithTheConfiguration() throws Exception {
    Files.delete(files.config());
    assertThat(StatusReport.of(home, CLOCK).faults())
        .filteredOn(fault -> fault.where().equals("configuration"))
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault.message())
                    .startsWith("There is no file ")
                    .contains("Set certdrop.fedbiomed.config to"));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void statusSaysThatOthersMayReadTheKey() throws Exception {
    Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(StatusReport.of(home, CLOCK).faults())
        .filteredOn(fault -> fault.where().endsWith("config_node.ini"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.message()).contains("MPSPDZ_certificate.key"));
  }

  @Test
  void theDatabaseOfAnotherComponentIsNeitherWrittenNorPreviewed() throws Exception {
    FedbiomedFiles.of6(directory.resolve("other/etc"), TestCertificate.of("node_b"), "node_b");
    Path database = Files.createDirectory(directory.resolve("other/var")).resolve("db_node_b.json");
    Files.writeString(database, "{}");
    Exports exports = Exports.of(home, CLOCK, Progress.UNHEARD);

    assertThatThrownBy(() -> exports.fedbiomed(database, false))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("is the database of node_b, as ")
        .hasMessageContaining("other/etc/config.ini says, and this home is that of node_us.");
    assertThatThrownBy(() -> exports.fedbiomedPreview(database, false))
        .isInstanceOf(ExportException.class);
    assertThat(database).hasContent("{}");
  }

  @Test
  void statusAndLogWarnOnceOfAnAddressThatIsLocalhost() throws Exception {
    files.edit("mpspdz_ip = 10.221.0.2", "mpspdz_ip = localhost");

    List<String> logged;
    try (LoggedLines log = new LoggedLines(OwnInstructions.class)) {
      published();
      logged = log.lines();
    }

    assertThat(StatusReport.of(home, CLOCK).toJson().path("warnings"))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.path("where").asText()).isEqualTo("own endpoint");
              assertThat(warning.path("message").asText())
                  .startsWith("mpspdz_ip is localhost in " + files.config())
                  .contains("Set mpspdz_ip there, or certdrop.ip");
            });
    assertThat(logged).filteredOn(line -> line.contains("loopback")).isEmpty();
    assertThat(logged).filteredOn(line -> line.contains("mpspdz_ip is localhost")).hasSize(1);
  }

  @Test
  void statusWarnsOfAnyLoopbackAddressOfOurs() throws Exception {
    files.edit("mpspdz_ip = 10.221.0.2", "mpspdz_ip = 127.0.0.2");

    assertThat(StatusReport.of(home, CLOCK).warnings())
        .singleElement()
        .satisfies(
            warning ->
                assertThat(warning.message())
                    .startsWith("Our address is 127.0.0.2:14007, a loopback address"));
  }
}
