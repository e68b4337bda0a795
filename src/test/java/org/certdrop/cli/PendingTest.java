package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.certdrop.home.TestHomes;
import org.certdrop.json.StrictJson;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only waits for a confirmation is never taken for registered by a program. */
class PendingTest {
  @TempDir Path directory;
  private Path home;
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makeHome() throws IOException {
    home = DroppedKeys.makeHome(directory.resolve("home"));
    Files.writeString(
        home.resolve("etc/certdrop.properties"),
        "\ncertdrop.policy.first=confirm\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private String type(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--home", home.toString()));
    StringWriter out = new StringWriter();
    Certdrop.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), line.toArray(String[]::new));
    return out.toString();
  }

  private TestCertificate register(String party) throws IOException {
    TestCertificate certificate = TestHomes.lasting(party);
    Path file = Files.write(directory.resolve("typed.pem"), certificate.file());
    type("register", "-pk", file.toString(), "-pi", party, "--ip", "10.9.0.1", "--port", "14001");
    return certificate;
  }

  private static JsonNode json(String text) throws IOException {
    return StrictJson.mapper().readTree(text);
  }

  @Test
  void listAsJsonLeavesItOut() throws IOException {
    register("node_a");

    assertThat(json(type("list", "--json"))).isEmpty();
  }

  @Test
  void showAsJsonKeepsItApart() throws IOException {
    TestCertificate first = register("node_a");
    TestCertificate second = register("node_a");

    JsonNode document = json(type("show", "node_a", "--json"));
    assertThat(document.fieldNames()).toIterable().containsExactly("pending");
    assertThat(document.get("pending").findValuesAsText("sha256"))
        .containsExactly(
            first.certificate().fingerprint().toString(),
            second.certificate().fingerprint().toString());

    type("confirm", "node_a", second.certificate().fingerprint().toString());
    assertThat(json(type("show", "node_a", "--json")).path("sha256").asText())
        .isEqualTo(second.certificate().fingerprint().toString());
  }

  @Test
  void whoComparedItIsNamedAsThePersonSays() throws IOException {
    String sha256 = register("node_a").certificate().fingerprint().toString();
    type("confirm", "node_a", sha256, "--by", "Ana García");

    String journal = Files.readString(home.resolve("var/journal.jsonl"));
    String last = journal.lines().reduce("", (before, line) -> line);
    assertThat(json(last).findValuesAsText("by")).containsExactly("Ana García");
    assertThat(type("show", "node_a")).contains("Ana García");
  }

  @Test
  void whoGivesNoPrintableNameConfirmsNothing() throws IOException {
    String sha256 = register("node_a").certificate().fingerprint().toString();

    assertThat(type("confirm", "node_a", sha256, "--by", "\u202e")).isEmpty();
    assertThat(err.toString()).contains("It is no person's name.");
    assertThat(json(type("show", "node_a", "--json")).fieldNames())
        .toIterable()
        .containsExactly("pending");
  }

  @Test
  void showSaysThatAnotherSpellingIsKnown() throws IOException {
    register("NODE_a");

    String otherwise = type("show", "node_a", "--json");
    assertThat(err.toString().lines())
        .containsExactly(
            "certdrop: This is the entry of NODE_a: the id is known here in that spelling, not as"
                + " node_a.");
    err.getBuffer().setLength(0);
    assertThat(type("show", "NODE_a", "--json")).isEqualTo(otherwise);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void whoMovesIsToldThatTheCertificateStays() throws IOException {
    TestCertificate certificate = register("node_a");
    String sha256 = certificate.certificate().fingerprint().toString();
    assertThat(type("confirm", "node_a", sha256)).contains("It was not registered until now");
    Path file = directory.resolve("typed.pem");
    type("register", "-pk", file.toString(), "-pi", "node_a", "--ip", "10.9.0.2", "--port", "1");

    assertThat(type("confirm", "node_a", sha256, "--address", "10.9.0.2:1"))
        .contains("registered before, and stays. The party's address is 10.9.0.2:1 from now on.")
        .doesNotContain("not registered until now");
  }

  @Test
  void whoRegistersByHandIsToldOfOptions_notOfFilesToDrop() throws IOException {
    register("node_a");

    String said = type("register", "-pk", directory.resolve("typed.pem").toString());

    assertThat(said)
        .contains("missing-field", "-pi ID", "--ip IP", "--port PORT")
        .doesNotContain("drop the files again");
  }

  @Test
  void aListThatCheckCannotUseIsNamedOnStandardError() throws IOException {
    register("node_a");
    Files.writeString(home.resolve("etc/roster.json"), "{}");

    assertThat(json(type("check", directory.resolve("typed.pem").toString(), "--json"))).hasSize(1);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("certdrop: The files are judged without the roster. ");
  }

  @Test
  void showAsPemWarnsOfIt() throws IOException {
    TestCertificate first = register("node_a");
    TestCertificate second = register("node_a");

    assertThat(type("show", "node_a", "--pem")).isEqualTo(first.pem() + second.pem());
    assertThat(err.toString()).contains("not trusted");

    type("confirm", "node_a", second.certificate().fingerprint().toString());
    err.getBuffer().setLength(0);
    assertThat(type("show", "node_a", "--pem")).isEqualTo(second.pem());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void statusShowsTheFirstOnesAndCountsTheRest() throws IOException {
    for (int i = 10; i < 22; i++) {
      register("node_" + i);
    }

    assertThat(type("status").lines())
        .contains(
            "registry: 0 active, 12 pending, 0 removed",
            "  and 2 more: ./certdrop list --home " + home)
        .filteredOn(line -> line.contains(" waits: "))
        .hasSize(10);
  }
}
