package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.home.Home;
import org.certdrop.home.HomeSetup;
import org.certdrop.identity.FedbiomedFiles;
import org.certdrop.json.StrictJson;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetupCommandTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int type(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Certdrop.execute(new PrintWriter(out, true), new PrintWriter(err, true), words);
  }

  private Path home() {
    return directory.resolve("home");
  }

  private int setUp(String... words) {
    return type(
        Stream.concat(Stream.of("setup", "--home", home().toString()), Stream.of(words))
            .toArray(String[]::new));
  }

  /** A component of the releases with mutual authentication. */
  private FedbiomedFiles component(String id, boolean mutual) throws IOException {
    FedbiomedFiles files =
        FedbiomedFiles.of6(directory.resolve("fbm/etc"), TestCertificate.of(id), id);
    Files.writeString(
        files.config(),
        Files.readString(files.config())
            + "[authentication]\nmutual_authentication = "
            + (mutual ? "True" : "False")
            + "\n");
    return files;
  }

  @Test
  void aPlainHomeIsSaidWithWhatToDoNext_andRuns() {
    assertThat(setUp("--ip", "10.221.0.2", "--port", "14001")).as(err.toString()).isZero();
    String there = " --home " + home();

    assertThat(out.toString().lines())
        .contains(
            "made: " + home(),
            "  party: a NODE; the first start makes its id",
            "  address: 10.221.0.2:14001",
            "  topology: mesh, by the default",
            "  ./certdrop run" + there,
            "  Send what lies in " + home() + "/outbox/registration to every other site.");
    assertThat(err.toString()).isEmpty();
    assertThat(type("run", "--once", "--home", home().toString())).as(err.toString()).isZero();
  }

  @Test
  void whereTheHomeOfAServiceIsTheDocumentsGoOn() throws Exception {
    HomeSetup.Made made =
        new HomeSetup(HomeOption.installation()).make(new Home(home()), Map.of(), Optional.empty());
    Home service = new Home(Path.of("/var/lib/certdrop"));

    assertThat(
            new SetupReport(new HomeSetup.Made(service, made.set(), made.settings()))
                .document()
                .path("next")
                .get(0)
                .asText())
        .isEqualTo("Make it a service: docs/service.md goes on with step 3.");
  }

  @Test
  void eachCommandNamesTheHomeOnce() {
    setUp();
    assertThat(out.toString().split("\\./certdrop "))
        .hasSizeGreaterThan(4)
        .allSatisfy(command -> assertThat(command.split(" --home ", -1)).hasSizeLessThan(3));
  }

  @Test
  void anAddressThatOnlyThisMachineReachesIsSaid() {
    setUp();

    assertThat(out.toString()).contains("  address: 127.0.0.1:14001\n");
    assertThat(out.toString().lines().reduce((before, last) -> last).orElseThrow())
        .startsWith(
            "warning: only this computer reaches 127.0.0.1:14001: before the first start, set certdrop.ip");
  }

  @Test
  void aResearcherWithMutualAuthenticationIsSaid() throws IOException {
    FedbiomedFiles files = component("researcher_us", true);

    assertThat(setUp("--fedbiomed", directory.resolve("fbm").toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString().lines())
        .contains(
            "  party: researcher_us, a RESEARCHER",
            "  topology: star, by [authentication] mutual_authentication in " + files.config(),
            "  Fed-BioMed: with mutual authentication (after 6.3.3), by " + files.config(),
            "  mutual authentication: on",
            "  database: "
                + directory.resolve("fbm/var/db_researcher_us.json")
                + ", which Fed-BioMed has not made yet; this makes it: fedbiomed researcher --path "
                + directory.resolve("fbm")
                + " certificate list",
            "  Send what lies in " + home() + "/outbox/registration to every node.")
        .anyMatch(line -> line.contains("Only a party that was confirmed is exported"));
  }

  @Test
  void aNodeOfAStarSendsToItsResearcher() throws IOException {
    component("node_us", true);

    setUp("--fedbiomed", directory.resolve("fbm").toString());

    assertThat(out.toString()).contains("/outbox/registration to the researcher.");
  }

  @Test
  void aDatabaseThatIsThereNeedsNoCommand_andAuthenticationMayBeOff() throws IOException {
    component("node_us", false);
    Files.createDirectories(directory.resolve("fbm/var"));
    Path database = Files.writeString(directory.resolve("fbm/var/db_node_us.json"), "{}");

    setUp("--fedbiomed", directory.resolve("fbm").toString());

    assertThat(out.toString().lines())
        .contains("  mutual authentication: off", "  database: " + database)
        .noneMatch(line -> line.contains("certificate list"));
  }

  @Test
  void aConfigurationOf4SaysNothingOfAuthenticationOrDatabase() {
    FedbiomedFiles files =
        FedbiomedFiles.of4(
            directory.resolve("fbm/etc"), TestCertificate.of("node_us"), "node_us", "10.1.1.1");

    setUp("--fedbiomed", files.config().toString());

    assertThat(out.toString().lines())
        .contains(
            "  Fed-BioMed: 4.2 to 5.3, by " + files.config(),
            "  address: 10.1.1.1:14007",
            "  mutual authentication: not set",
            "  database: none named",
            "  Set certdrop.export.fedbiomed.db in "
                + home()
                + "/etc/certdrop.properties to the component's database, mostly "
                + directory.resolve("fbm/var/db_node_us.json")
                + ": its configuration names none, and without it nothing is exported.");
  }

  @Test
  void withJsonItIsOneDocument() throws IOException {
    FedbiomedFiles files = component("researcher_us", true);

    assertThat(setUp("--json", "--fedbiomed", files.config().toString())).isZero();

    JsonNode document = StrictJson.mapper().readTree(out.toString());
    assertThat(document.path("home").asText()).isEqualTo(home().toString());
    assertThat(document.at("/set/certdrop.export.fedbiomed.db").asText()).isEqualTo("auto");
    assertThat(document.path("party_id").asText()).isEqualTo("researcher_us");
    assertThat(document.path("component").asText()).isEqualTo("RESEARCHER");
    assertThat(document.path("topology").asText()).isEqualTo("star");
    assertThat(document.at("/fedbiomed/config").asText()).isEqualTo(files.config().toString());
    assertThat(document.at("/fedbiomed/profile").asText()).isEqualTo("mutual");
    assertThat(document.at("/fedbiomed/mutual_authentication").asBoolean()).isTrue();
    assertThat(document.at("/fedbiomed/database_exists").booleanValue()).isFalse();
    assertThat(document.path("next")).isNotEmpty();
  }

  @Test
  void aHomeThatIsThereIsAFailure() {
    setUp();

    assertThat(setUp()).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("certdrop: " + home() + " is a home already, and was left alone.");
  }

  @Test
  void theInstallationIsAHomeThatIsThere() {
    assertThat(type("setup", "--home", ".")).isEqualTo(1);
    assertThat(err.toString()).contains("is a home already");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--ip 10.0.0.300 --port 14001",
        "--ip 10.0.0.1 --port x",
        "--component chief",
        "--san a..b",
        "--fedbiomed /nowhere/at/all"
      })
  void aBadValueIsAFailure(String words) {
    assertThat(setUp(words.split(" "))).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(home()).doesNotExist();
  }

  @Test
  void anAddressIsNamedWithItsPort() {
    for (List<String> half : List.of(List.of("--ip", "10.0.0.1"), List.of("--port", "14001"))) {
      assertThat(setUp(half.toArray(String[]::new))).isEqualTo(2);
      assertThat(err.toString()).startsWith("certdrop: Name both --ip and --port, or neither");
      assertThat(home()).doesNotExist();
    }
  }

  @Test
  void withoutADirectoryOneIsToBeNamed() {
    assertThat(type("setup")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("certdrop: Name the directory of the new home: --home DIR.");
  }
}
