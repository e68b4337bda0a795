package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.certdrop.text.HostileStrings;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A party gets its alias on the page, as by the command. */
class NamingTest {
  private static final String NODE = "node_a";

  @TempDir Path directory;
  private ServedHome home;
  private SignedIn ana;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    home = ServedHome.make(directory, "certdrop.http.actions=true").start();
    ana = SignedIn.as("Ana Roth", home);
    file = directory.resolve("etc/aliases.properties");
  }

  @AfterEach
  void stop() throws Exception {
    home.close();
  }

  private String call(String alias) throws Exception {
    return ana.act("/alias", Map.of("party", NODE, "alias", alias));
  }

  private Document party() throws Exception {
    return ana.page("/party?id=" + NODE);
  }

  @Test
  void itIsSetChangedAndTakenAwayAndThePageShowsItAtOnce() throws Exception {
    assertThat(call("St. Anna")).contains("node_a is called St. Anna.");
    assertThat(party().select("#alias").attr("value")).isEqualTo("St. Anna");
    assertThat(home.type("alias", NODE, "St. Anna")).isEqualTo("node_a is called St. Anna.\n");

    assertThat(call(" Anna & Co ")).contains("node_a is called Anna & Co.");
    assertThat(file).hasContent("node_a = Anna & Co");
    assertThat(party().select("h2 .alias").text()).isEqualTo("Anna & Co");

    assertThat(call("")).contains("node_a has no alias.");
    assertThat(file).isEmptyFile();
    assertThat(party().select("h2 .alias")).isEmpty();
  }

  @Test
  void theFormLeadsBackToTheParty() throws Exception {
    Map<String, String> form = Map.of("token", ana.formToken(), "party", NODE, "alias", "A");

    assertThat(
            SignedIn.submit(home, "/alias", Optional.of(ana.cookie()), form)
                .headers()
                .firstValue("Location"))
        .contains("/party?id=node_a");
  }

  @Test
  void whatTheCommandRefusesThePageRefuses() throws Exception {
    call("Anna");

    assertThat(ana.act("/alias", Map.of("party", "node_b", "alias", "ANNA")))
        .contains("\"ANNA\" is the alias of node_a.", "Give each party an alias of its own");
    assertThat(call("node_b")).contains("begins as party ids do");
    assertThat(call("x".repeat(65))).contains("longer than 64 characters");
    assertThat(ana.act("/alias", Map.of("party", "hospital", "alias", "B"))).startsWith("\u2715");
    assertThat(file).hasContent("node_a = Anna");
  }

  @Test
  void anAliasStaysText() throws Exception {
    String hostile = "\"><img src=x onerror=\"alert(1)\">'&amp;{{main}}";

    assertThat(call(hostile)).contains("node_a is called " + hostile + ".");

    Document page = party();
    assertThat(page.select("#alias").attr("value")).isEqualTo(hostile);
    assertThat(page.select("h2 .alias").text()).isEqualTo(hostile);
    assertThat(page.select("img, [onerror]")).isEmpty();
    assertThat(page.select("main")).hasSize(1);
  }

  @Test
  void noHostileTextBreaksThePage() throws Exception {
    for (String hostile : HostileStrings.all().values()) {
      String said = call(hostile);

      assertThat(said).isNotEmpty();
      assertThat(party().select("script")).hasSize(1);
      assertThat(party().outerHtml().codePoints().filter(HostileStrings::isHarmful)).isEmpty();
    }
  }

  @Test
  void badLinesAreWarnedOf() throws Exception {
    Files.writeString(file, "rubbish\n");

    assertThat(call("Anna"))
        .contains("node_a is called Anna.", "etc/aliases.properties: Line 1 does not count.");
  }

  @Test
  void whereTheServiceMayNotWriteItIsSaidWhatToType() throws Exception {
    Path inTheWay = directory.resolve("etc/.aliases.properties.new/x");
    Files.createDirectories(inTheWay); // also keeps root from writing

    String said = call("St. Anna's");

    assertThat(said)
        .startsWith("\u2715 The alias was not changed: ")
        .contains(
            "type as a user who may: ./certdrop alias --home "
                + directory
                + " node_a 'St. Anna'\\''s'");
    call("");
    assertThat(ana.page("/").select("#said .command pre").text()).endsWith(" node_a");
    assertThat(file).doesNotExist();
  }

  @Test
  void aLinkIsNotWrittenThrough() throws Exception {
    Path other = Files.writeString(directory.resolve("etc/others.properties"), "");
    Files.createSymbolicLink(file, other);

    assertThat(call("Anna")).contains("etc/aliases.properties is a link.");
    assertThat(other).isEmptyFile();
  }

  @Test
  void nobodyElseNamesAParty() throws Exception {
    Map<String, String> form = Map.of("token", ana.formToken(), "party", NODE, "alias", "A");

    assertThat(SignedIn.submit(home, "/alias", Optional.empty(), form).statusCode()).isEqualTo(403);
    assertThat(file).doesNotExist();
  }
}
