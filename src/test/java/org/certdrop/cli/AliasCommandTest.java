package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.certdrop.home.TestHomes;
import org.certdrop.json.StrictJson;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parties are called by names that people know, and nobody else is meant by them. */
class AliasCommandTest {
  @TempDir Path directory;
  private Path home;
  private Path file;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makeHome() throws IOException {
    home = DroppedKeys.makeHome(directory.resolve("home"));
    file = home.resolve("etc/aliases.properties");
  }

  private int type(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--home", home.toString()));
    return Certdrop.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), line.toArray(String[]::new));
  }

  private JsonNode json(String... words) throws IOException {
    type(words);
    return StrictJson.mapper().readTree(out.toString());
  }

  private TestCertificate register(String party, int port) throws IOException {
    TestCertificate certificate = TestHomes.lasting(party);
    Path pem = Files.write(directory.resolve("typed.pem"), certificate.file());
    type(
        "register",
        "-pk",
        pem.toString(),
        "-pi",
        party,
        "--ip",
        "10.9.0.1",
        "--port",
        Integer.toString(port));
    assertThat(out.toString()).startsWith("registered");
    return certificate;
  }

  @Test
  void anAliasIsSetAndTakenAway() throws IOException {
    register("node_anna", 14001);
    assertThat(type("alias", "node_an", "St.", "Anna")).isZero();
    assertThat(out).hasToString("node_anna is called St. Anna.\n");
    assertThat(err).hasToString("certdrop: \"node_an\" is node_anna.\n");
    assertThat(file).hasContent("node_anna = St. Anna");
    assertThat(json("alias", "st. anna", "--json").toString())
        .isEqualTo("{\"party_id\":\"node_anna\",\"alias\":null}");
    assertThat(file).isEmptyFile();
  }

  @Test
  void aBeginningHasFourCharacters() throws IOException {
    register("node_anna", 14001);
    type("alias", "node_anna", "St. Anna");
    err.getBuffer().setLength(0);

    assertThat(type("show", "st.")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith(
            "certdrop: \"st.\" is too little to tell whom you mean. Type at least four characters of"
                + " an id or an alias.");
    assertThat(type("show", "xx")).as("nobody's beginning").isEqualTo(1);
    assertThat(type("show", "st. ")).isZero();
  }

  @Test
  void aPartyThatIsNotRegisteredYetMayHaveOne() {
    assertThat(type("alias", "node_later", "Later")).isZero();
    assertThat(file).hasContent("node_later = Later");
    assertThat(err.toString()).isEmpty();
    assertThat(type("show", "late")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("certdrop: \"late\" is node_later.\ncertdrop: node_later is not known here");
  }

  @Test
  void whatCannotBeAnAliasIsRefusedAndChangesNothing() throws IOException {
    type("alias", "node_anna", "Anna");
    assertThat(type("alias", "node_bert", "ANNA")).isEqualTo(1);
    assertThat(err.toString()).startsWith("certdrop: \"ANNA\" is the alias of node_anna.\n  Give");
    assertThat(type("alias", "node_bert", "node_anna")).isEqualTo(1);
    assertThat(type("alias", "nobody", "Bert")).isEqualTo(1);
    assertThat(file).hasContent("node_anna = Anna");
  }

  @Test
  void badLinesAreWarnedOfAndStopNothing() throws IOException {
    Files.writeString(file, "rubbish\n");
    assertThat(type("alias", "node_anna", "Anna")).isZero();
    assertThat(err.toString())
        .startsWith("certdrop: warning: etc/aliases.properties: Line 1 does not count.");
    JsonNode status = json("status", "--json");
    assertThat(status.path("faults")).isEmpty();
    assertThat(status.path("warnings").findValuesAsText("where"))
        .contains("etc/aliases.properties");
    assertThat(type("list")).isZero();
  }

  @Test
  void itIsShownBesideTheIdWhereverAPartyIsListed() throws IOException {
    register("node_anna", 14001);
    type("alias", "node_anna", "St. Anna");
    type("alias", "researcher_us", "Home");
    for (String[] words : new String[][] {{"list"}, {"ready"}, {"number", "node_anna"}}) {
      type(words);
      assertThat(out.toString()).as(words[0]).contains("node_anna (St. Anna)  ");
    }
    type("show", "node_anna");
    assertThat(out.toString()).containsPattern("(?m)^party_id +node_anna\nalias +St\\. Anna$");
    type("status");
    assertThat(out.toString()).contains("own: researcher_us (Home) at");
    assertThat(json("list", "--json").findValuesAsText("alias")).containsExactly("St. Anna");
    assertThat(json("show", "node_anna", "--json").path("alias").asText()).isEqualTo("St. Anna");
    assertThat(json("ready", "--json").findValuesAsText("alias"))
        .containsExactlyInAnyOrder("St. Anna", "Home");
    assertThat(json("number", "node_anna", "--json").findValuesAsText("alias"))
        .containsExactlyInAnyOrder("St. Anna", "Home");
    assertThat(json("status", "--json").path("own").path("alias").asText()).isEqualTo("Home");
  }

  @Test
  void withoutAliasesDocumentsAreWhatTheyWere() throws IOException {
    register("node_anna", 14001);
    for (String command : List.of("list", "ready", "status")) {
      assertThat(json(command, "--json").findValues("alias")).as(command).isEmpty();
    }
  }

  @Test
  void everyCommandTakesAliasAndBeginning() throws IOException {
    String sha256 = register("node_anna", 14001).certificate().fingerprint().toString();
    type("alias", "node_anna", "St. Anna");
    assertThat(type("number", "ST. ANNA")).isZero();
    assertThat(type("show", "st. a")).isZero();
    assertThat(err).hasToString("certdrop: \"st. a\" is node_anna.\n");
    assertThat(type("confirm", "NODE_AN", sha256)).isZero();
    assertThat(out.toString()).startsWith("confirmed: node_anna ");
    assertThat(type("reject", "node_an", sha256)).isEqualTo(1);
    assertThat(err.toString()).contains("of node_anna waits");
    assertThat(type("delete", "st. anna")).isZero();
    assertThat(out.toString()).startsWith("removed: node_anna\n");
  }

  @Test
  void anIdComesBeforeItsBeginningAndSaysNothing() throws IOException {
    register("node_ann", 14001);
    register("node_anna", 14002);
    assertThat(json("show", "node_ann", "--json").path("party_id").asText()).isEqualTo("node_ann");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"show", "number", "delete", "alias"})
  void severalMayBeMeantSoNobodyIs(String command) throws IOException {
    register("node_anna", 14001);
    register("node_annegret", 14002);
    type("alias", "node_anna", "St. Anna");
    assertThat(type(command, "node_ann")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith(
            "certdrop: \"node_ann\" may be any of these: node_anna (St. Anna), node_annegret."
                + " Type more of it.");
    assertThat(json("list", "--json")).hasSize(2);
  }

  @Test
  void idAndAliasOfOnePartyAreNoTwoParties() throws IOException {
    register("node_anna", 14001);
    type("alias", "node_anna", "Nodes of Anna");
    assertThat(type("show", "nodes")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rese", "ode_anna"})
  void whatIsNoBeginningMeansNobody(String typed) throws IOException {
    register("node_anna", 14001);
    type("alias", "node_anna", "St. Anna");
    assertThat(type("delete", typed)).isEqualTo(1);
    assertThat(json("list", "--json")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"node", "node_", "NODE_"})
  void whatAllIdsOfAKindBeginWithMeansNobodyAndSaysSo(String typed) throws IOException {
    register("node_anna", 14001);
    type("alias", "node_anna", "St. Anna");
    assertThat(type("delete", typed)).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "\""
                + typed
                + "\" tells the kind of party, and not which one. Type more of the id,"
                + " behind node_.");
    assertThat(json("list", "--json")).hasSize(1);
  }

  @Test
  void theWholeIdOfAPartyOnTheRosterMeansThatParty() throws IOException {
    register("node_anna", 14001);
    Files.writeString(
        home.resolve("etc/roster.json"),
        "{\"federation\": \"f\", \"parties\": [{\"party_id\": \"node_ann\"}]}");
    assertThat(type("show", "node_ann")).isEqualTo(1);
    assertThat(err.toString()).startsWith("certdrop: node_ann is not known here");
    Files.writeString(home.resolve("etc/roster.json"), "{}");
    assertThat(type("delete", "node_ann")).isEqualTo(1);
    Files.delete(home.resolve("etc/roster.json"));
    assertThat(type("show", "node_ann")).isZero();
  }

  @Test
  void theWholeIdOfAPartyThatWasRefusedMeansThatParty() throws IOException {
    register("node_anna", 14001);
    Path refused =
        Files.createDirectories(home.resolve("inbox/refused/20261123T101500.000Z-0000000a"));
    Files.writeString(
        refused.resolve("verdict.json"),
        "{\"party_id\": \"NODE_ann\", \"code\": \"not-pem\", \"decided_at\": \"x\"}");
    assertThat(type("show", "node_ann")).isEqualTo(1);
    assertThat(err.toString()).startsWith("certdrop: node_ann is not registered: its files were");
  }
}
