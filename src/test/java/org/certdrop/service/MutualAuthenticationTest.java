package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.export.Handshake;
import org.certdrop.files.Folders;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.TestHomes;
import org.certdrop.identity.FedbiomedFiles;
import org.certdrop.json.ExactJson;
import org.certdrop.operator.Endorsement;
import org.certdrop.operator.LoginName;
import org.certdrop.operator.Operator;
import org.certdrop.outbox.OwnInstructions;
import org.certdrop.party.Mark;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.status.StatusReport;
import org.certdrop.x509.MutualCertificates;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Researcher and node of Fed-BioMed with mutual authentication, each with its certdrop beside it:
 * what is exported lets them shake hands, and nobody else.
 */
class MutualAuthenticationTest {
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);
  private static final String NODE = "NODE_a";
  private static final String RESEARCHER = "RESEARCHER_r";

  @TempDir Path directory;
  private Site researcher;
  private Site node;

  /** A component and the home beside it. */
  private record Site(String id, TestCertificate certificate, Path folder, Home home) {
    Path database() {
      return folder.resolve("fbm/var/db_" + id + ".json");
    }

    Path pem() {
      return folder.resolve("fbm/etc/certs/cert.pem");
    }

    Path key() {
      return folder.resolve("fbm/etc/certs/cert.key");
    }

    void drop(String name, String content) throws IOException {
      Files.writeString(home.inbox().resolve(name), content);
    }

    List<String> trusted() throws IOException {
      List<String> ids = new ArrayList<>();
      for (JsonNode document : documents()) {
        ids.add(document.path("component_id").asText());
      }
      return ids;
    }

    JsonNode documents() throws IOException {
      return ExactJson.read(Files.readAllBytes(database()))
          .orElseThrow(bad -> new IllegalStateException(bad.problem()))
          .path("Certificates");
    }

    /** The certificates in the database, as Fed-BioMed hands them to TLS. */
    Path trustFile() throws IOException {
      StringBuilder all = new StringBuilder(TestCertificate.of("nobody").pem());
      documents().forEach(document -> all.append(document.path("certificate").asText()));
      return Files.writeString(folder.resolve("trusted.pem"), all);
    }

    void once() throws Exception {
      try (Service service = Service.start(home, CLOCK)) {
        service.handleWaiting();
      }
    }

    Endorsement confirm(String party, TestCertificate certificate, boolean replace)
        throws Exception {
      try (Operator operator = Operator.of(home, CLOCK)) {
        return operator.confirm(
            new PartyId(party),
            new Mark.OfFingerprint(certificate.certificate().fingerprint()),
            LoginName.current(),
            replace,
            Optional.empty());
      }
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    researcher = site(RESEARCHER, MutualCertificates.researcher(RESEARCHER, "127.0.0.1"));
    node = site(NODE, MutualCertificates.node(NODE));
  }

  private Site site(String id, TestCertificate certificate) throws IOException {
    Path folder = directory.resolve(id);
    FedbiomedFiles.ofMutual(folder.resolve("fbm/etc"), certificate, id, "127.0.0.1", "True");
    Files.createDirectories(folder.resolve("fbm/var"));
    Files.writeString(folder.resolve("fbm/var/db_" + id + ".json"), "{\"Datasets\": {}}");
    Home home = new Home(folder.resolve("home"));
    Files.createDirectories(home.inbox());
    Files.createDirectories(home.properties().getParent());
    TestHomes.copyRoutes(home.directory());
    Files.writeString(
        home.properties(),
        "certdrop.fedbiomed.config=../fbm/etc/config.ini\n"
            + "certdrop.export.fedbiomed.db=auto\n"
            + "certdrop.inbox.settle-time=PT0.2S\ncertdrop.instructions.interval=PT0.2S\n");
    return new Site(id, certificate, folder, home);
  }

  private String handshake() throws Exception {
    return new Handshake(directory, TestCertificate.NOW).between(side(researcher), side(node));
  }

  private static Handshake.Side side(Site site) throws IOException {
    return new Handshake.Side(site.pem(), site.key(), Optional.of(site.trustFile()));
  }

  @Test
  void theyShakeHandsOnceBothAreConfirmed_andNotAfterDistrust() throws Exception {
    researcher.drop("node.pem", node.certificate().pem());
    node.drop("researcher.pem", researcher.certificate().pem());
    researcher.once();
    node.once();
    assertThat(researcher.trusted()).as("nobody compared the number yet").isEmpty();
    assertThat(handshake()).contains("Verification error");

    researcher.confirm(NODE, node.certificate(), false);
    node.confirm(RESEARCHER, researcher.certificate(), false);
    researcher.once();
    node.once();
    assertThat(researcher.trusted()).containsExactly(NODE);
    assertThat(node.trusted()).containsExactly(RESEARCHER);
    assertThat(handshake()).contains("Verification: OK").doesNotContain("alert");

    distrust(researcher, node);
    assertThat(researcher.trusted()).isEmpty();
    assertThat(handshake()).contains("alert");
  }

  private static void distrust(Site here, Site other) throws Exception {
    Files.writeString(
        here.home().directory().resolve("etc/distrusted.txt"),
        other.certificate().certificate().fingerprint() + "\n");
    here.once();
  }

  @Test
  void aNodeDoesNotShakeHandsWithAResearcherThatItDistrusts() throws Exception {
    Files.writeString(
        researcher.database(),
        ExactJson.write(byHand(NODE, node.certificate(), "NODE_b", other())));
    node.drop("researcher.pem", researcher.certificate().pem());
    node.once();
    node.confirm(RESEARCHER, researcher.certificate(), false);
    node.once();
    assertThat(handshake()).contains("Verification: OK").doesNotContain("alert");

    distrust(node, researcher);

    assertThat(node.trusted()).isEmpty();
    assertThat(handshake()).contains("Verification error");
  }

  private static TestCertificate other() {
    return MutualCertificates.node("NODE_b");
  }

  @Test
  void eachIsToldToSendItsFilesToTheOtherKindAlone() throws Exception {
    try (LoggedLines log = new LoggedLines(OwnInstructions.class)) {
      researcher.once();
      node.once();

      assertThat(log.lines())
          .contains(
              "INFO Send what lies in " + researcher.home().registration() + " to every node.",
              "INFO Send what lies in " + node.home().registration() + " to the researcher.");
    }
  }

  @Test
  void aRunningResearcherLetsAConfirmedNodeInWithinSeconds() throws Exception {
    try (Service service = Service.start(researcher.home(), CLOCK)) {
      researcher.drop("node.pem", node.certificate().pem());
      service.handleWaiting();
      researcher.confirm(NODE, node.certificate(), false);

      Eventually.holds(() -> researcher.trusted().equals(List.of(NODE)));

      try (Operator operator = Operator.of(researcher.home(), CLOCK)) {
        operator.delete(new PartyId(NODE), new LoginName("ana"));
      }
      Eventually.holds(() -> researcher.trusted().isEmpty());
    }
  }

  @Test
  void whatSomebodyRegisteredByHandLeavesTheDatabaseOnceItIsDistrustedOrRemoved() throws Exception {
    TestCertificate other = other();
    Files.writeString(
        researcher.database(), ExactJson.write(byHand(NODE, node.certificate(), "NODE_b", other)));
    for (TestCertificate certificate : List.of(node.certificate(), other)) {
      researcher.drop("drop-" + certificate.certificate().serialHex() + ".pem", certificate.pem());
      researcher.once();
    }
    Files.writeString(
        researcher.home().directory().resolve("etc/distrusted.txt"),
        node.certificate().certificate().fingerprint() + "\n");
    try (Operator operator = Operator.of(researcher.home(), CLOCK)) {
      operator.delete(new PartyId("NODE_b"), new LoginName("ana"));
    }

    researcher.once();

    assertThat(researcher.trusted()).isEmpty();
  }

  private static JsonNode byHand(
      String id, TestCertificate certificate, String otherId, TestCertificate other) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode table = root.putObject("Certificates");
    table.putObject("1").put("component_id", id).put("certificate", certificate.pem());
    table.putObject("2").put("component_id", otherId).put("certificate", other.pem());
    return root;
  }

  @Test
  void aSecondResearcherWaitsAndTakesThePlaceWhenTheOperatorSaysSo() throws Exception {
    TestCertificate second = MutualCertificates.researcher("RESEARCHER_s", "127.0.0.1");
    node.drop("first.pem", researcher.certificate().pem());
    node.once();
    node.confirm(RESEARCHER, researcher.certificate(), false);
    node.drop("second.pem", second.pem());
    node.once();

    assertThat(verdict(node, "second.pem").path("outcome").asText()).isEqualTo("pending");
    assertThat(verdict(node, "second.pem").path("findings").path(0).path("code").asText())
        .isEqualTo("second-researcher");
    assertThat(((Endorsement.Refused) node.confirm("RESEARCHER_s", second, false)).findings())
        .extracting(Finding::code)
        .containsExactly(Code.SECOND_RESEARCHER);
    Endorsement.Given given = (Endorsement.Given) node.confirm("RESEARCHER_s", second, true);
    assertThat(given.removed()).contains(new PartyId(RESEARCHER));
    node.once();
    assertThat(node.trusted()).containsExactly("RESEARCHER_s");
  }

  private static JsonNode verdict(Site site, String file) throws IOException {
    for (Path folder : Folders.children(site.home().accepted())) {
      if (Files.exists(folder.resolve(file))) {
        return ExactJson.read(Files.readAllBytes(folder.resolve("verdict.json")))
            .orElseThrow(bad -> new IllegalStateException(bad.problem()));
      }
    }
    throw new AssertionError("no verdict on " + file);
  }

  @Test
  void mutualAuthenticationThatIsTurnedOnCountsWithoutARestart() throws Exception {
    Path config = node.folder().resolve("fbm/etc/config.ini");
    Files.writeString(config, Files.readString(config).replace("= True", "= False"));
    try (Service service = Service.start(node.home(), CLOCK)) {
      node.drop("lone.pem", researcher.certificate().pem());
      service.handleWaiting();
      assertThat(node.home().inbox().resolve("lone.pem")).exists();

      Files.writeString(config, Files.readString(config).replace("= False", "= True"));

      Eventually.holds(() -> Files.notExists(node.home().inbox().resolve("lone.pem")));
    }
    StatusReport status = StatusReport.of(node.home(), CLOCK);
    assertThat(status.federation().orElseThrow().isStar()).isTrue();
    assertThat(status.toJson().path("own").path("topology").asText()).isEqualTo("star");
  }

  @Test
  void theStatusSaysThatTheNodeMustBeRestarted() throws Exception {
    node.drop("first.pem", researcher.certificate().pem());
    node.once();
    assertThat(StatusReport.of(node.home(), CLOCK).notices()).isEmpty();
    node.confirm(RESEARCHER, researcher.certificate(), false);
    node.once();

    assertThat(StatusReport.of(node.home(), CLOCK).toJson().path("notices"))
        .singleElement()
        .satisfies(notice -> assertThat(notice.path("message").asText()).contains("restart"));
  }

  @Test
  void anAbsentDatabaseIsAFaultThatNamesTheCommandThatMakesIt() throws Exception {
    Files.delete(researcher.database());
    try (Service service = Service.start(researcher.home(), CLOCK)) {
      Eventually.holds(() -> !service.faults().isEmpty());

      assertThat(service.faults())
          .anySatisfy(
              fault ->
                  assertThat(fault.message())
                      .contains(
                          "fedbiomed researcher --path "
                              + researcher.folder().resolve("fbm")
                              + " certificate list"));
      Files.writeString(researcher.database(), "{}");
      Eventually.holds(() -> service.faults().isEmpty());
    }
  }

  @Test
  void aStarThatFedbiomedKnowsNothingOfIsAWarning() throws Exception {
    Path config = node.folder().resolve("fbm/etc/config.ini");
    Files.writeString(config, Files.readString(config).replace("= True", "= no"));
    Files.writeString(
        node.home().properties(),
        Files.readString(node.home().properties()) + "certdrop.topology=star\n");
    node.once();

    assertThat(StatusReport.of(node.home(), CLOCK).warnings())
        .extracting(Faults.Fault::where)
        .contains("topology");
  }
}
