package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.certdrop.home.Home;
import org.certdrop.home.LookingProcess;
import org.certdrop.home.TestHomes;
import org.certdrop.json.StrictJson;
import org.certdrop.trust.Labels;
import org.certdrop.x509.TestCertificate;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the page of a running service. */
class PageTest {
  @TempDir Path directory;

  private static Elements rows(Document page, String heading) {
    return page.select("section:has(#" + heading + ") table > tbody > tr");
  }

  @Test
  void theMatrixIsWhatReadySays() throws Exception {
    try (ServedHome home = ServedHome.make(directory)) {
      Files.writeString(
          directory.resolve("etc/roster.json"),
          "{\"federation\": \"f\", \"parties\": [{\"party_id\": \"node_a\"},"
              + " {\"party_id\": \"node_b\"}, {\"party_id\": \"researcher_us\"}]}");
      home.start();
      home.drop(ServedHome.certificate("node_a"), "node_a");
      home.awaitOnPage("1 registered");
      JsonNode ready = StrictJson.mapper().readTree(home.type("ready", "--json"));
      Document page = home.page();
      Elements rows = rows(page, "parties");
      assertThat(rows).hasSize(ready.path("parties").size());
      for (int i = 0; i < rows.size(); i++) {
        assertIs(rows.get(i), ready.path("parties").get(i));
      }
      assertThat(page.select(".answer .verdict").text()).isEqualTo("\u2715 Not ready");
      assertThat(page.select("section:has(#missing)").text())
          .contains("node_b is not registered here.", "Ask the site for what lies in its outbox")
          .contains("Missing by the strict test", "Nobody has verified the certificate of node_a.");
    }
  }

  private static void assertIs(Element row, JsonNode party) {
    assertThat(row.child(0).text()).isEqualTo(party.path("party_id").asText());
    boolean isUs = party.path("party_id").asText().equals(ServedHome.US);
    assertThat(row.child(1).text())
        .isEqualTo(isUs ? "us" : party.path("registered").asBoolean() ? "\u2713 yes" : "\u2715 no");
    assertThat(row.child(2).text())
        .isEqualTo(party.path("verified").isNull() ? "\u2013" : "\u25b2 no");
    if (!party.path("not_after").isNull()) {
      assertThat(row.child(3).text())
          .isEqualTo(
              Labels.expires(Instant.parse(party.path("not_after").asText()), Instant.now()));
    }
  }

  @Test
  void neitherServiceNorPageLetsGoOfTheHome() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      home.drop(ServedHome.certificate("node_a"), "node_a");
      home.awaitOnPage("1 registered");
      home.get("/health");
      home.get("/metrics");
      assertThat(LookingProcess.seesAService(new Home(directory))).isTrue();
    }
    assertThat(LookingProcess.seesAService(new Home(directory))).isFalse();
  }

  @Test
  void whatIsReadyIsSaidInWords() throws Exception {
    try (ServedHome home = ServedHome.make(directory)) {
      Files.writeString(
          directory.resolve("etc/roster.json"),
          "{\"federation\": \"f\", \"parties\": [{\"party_id\": \"researcher_us\"}]}");
      home.start();
      Document page = home.page();
      assertThat(page.title()).isEqualTo("Ready \u2013 certdrop of researcher_us");
      assertThat(page.select(".answer").text())
          .contains("Ready", "By the strict test: \u2713 ready");
    }
  }

  @Test
  void whatIsMissingByTheStrictTestAlone_isSaidFirstAndStandsOpen() throws Exception {
    try (ServedHome home = ServedHome.make(directory)) {
      Files.writeString(
          directory.resolve("etc/roster.json"),
          "{\"federation\": \"f\", \"parties\": [{\"party_id\": \"researcher_us\"}, {\"party_id\":"
              + " \"node_a\"}]}");
      home.start();
      home.drop(ServedHome.certificate("node_a"), "node_a");
      home.awaitOnPage("1 registered");
      Document page = home.page();
      assertThat(page.select(".answer .verdict").text())
          .isEqualTo("\u25b2 Ready, but not by the strict test");
      assertThat(page.select(".answer .strict a").attr("href")).isEqualTo("#strict");
      assertThat(page.select("section:has(#missing)").text()).doesNotContain("Nothing.");
      assertThat(page.select("details#strict").hasAttr("open")).isTrue();
    }
  }

  @Test
  void thisPartyIsShownAsStatusAndNumberHaveIt() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      home.drop(ServedHome.certificate("node_a"), "node_a");
      home.awaitOnPage("node_a");
      JsonNode own = StrictJson.mapper().readTree(home.type("status", "--json")).path("own");
      String shown = home.page().select(".own").text();
      assertThat(shown)
          .contains(own.path("party_id").asText(), own.path("sha256").asText(), "10.9.9.9:14001")
          .contains("2099-01-01");
      String number =
          home.type("number", "node_a")
              .lines()
              .filter(line -> line.startsWith(ServedHome.US))
              .findFirst()
              .orElseThrow();
      assertThat(number).contains(home.page().select(".number").text()).endsWith("you read it out");
    }
  }

  @Test
  void whatWaitsForAPersonComesWithTheCommandAndWithoutTheDigits() throws Exception {
    try (ServedHome home = ServedHome.make(directory, "certdrop.policy.first=confirm").start()) {
      home.drop(ServedHome.certificate("node_a"), "node_a");
      home.awaitOnPage("node_a NUMBER");
      Document page = home.page();
      String number =
          home.type("number", "node_a")
              .lines()
              .filter(line -> line.startsWith("node_a"))
              .findFirst()
              .orElseThrow()
              .replaceFirst("\\S+\\s+", "")
              .replaceFirst("  you type what you hear$", "");
      assertThat(number).matches("[0-9 ]{35}");
      // Who could copy them from here would not call.
      assertThat(page.text()).doesNotContain(number);
      assertThat(page.select("section:has(#missing)").text())
          .contains("node_a", "the party is new here")
          .contains("./certdrop number --home " + directory + " node_a")
          .contains("./certdrop confirm --home " + directory + " node_a NUMBER");
      assertThat(rows(page, "decided").text()).contains("\u25b2 pending node_a");

      home.type("confirm", "node_a", number);
      home.awaitOnPage("Done by hand");
      assertThat(rows(home.page(), "decided").text()).contains(" pending, confirmed since node_a");
      assertThat(rows(home.page(), "acts").eachText())
          .singleElement()
          .asString()
          .startsWith("node_a confirmed ");
      assertThat(home.page("/?filter=nobody").select("section:has(#acts)").text())
          .contains("1 other does not match the filter.");
    }
  }

  @Test
  void filesThatWaitAndThoseLeftAloneAreNamed() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      Files.writeString(home.inbox().resolve("lone.pem"), ServedHome.certificate("node_a").pem());
      Files.writeString(home.inbox().resolve("letter.docx"), "x");
      home.awaitOnPage("waits for its sidecar");
      assertThat(home.page().select("section:has(#files)").text())
          .contains(
              "lone.pem", "less than a minute ago", "Left alone", "letter.docx (a document: ");
    }
  }

  @Test
  void aRefusalComesWithItsSentencesAndHints() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      home.drop("hello", "hello", "{\"party_id\": \"node_x\", \"ip\": \"localhost\"}");
      home.awaitOnPage("The file holds no PEM block.");
      assertThat(home.page().select("section:has(#refusals)").text())
          .contains("hello.pem, hello.json", "of node_x", "not-pem", "missing-field")
          .contains("Ask the sender for the certificate as a text file");
      assertThat(rows(home.page(), "decided").text()).contains("refused not-pem");
    }
  }

  @Test
  void faultsComeBeforeEverythingElse() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      Files.writeString(directory.resolve("etc/roster.json"), "{}");
      home.awaitOnPage("What does not work");
      Document page = home.page();
      assertThat(page.select("main > section").first().select("h2").text())
          .isEqualTo("Faults and warnings");
      assertThat(page.select(".answer").text()).contains("Nobody knows");
      JsonNode status = StrictJson.mapper().readTree(home.type("status", "--json"));
      assertThat(rows(page, "faults").eachText())
          .hasSize(status.path("faults").size())
          .first()
          .asString()
          .contains(status.path("faults").get(0).path("where").asText())
          .contains(status.path("faults").get(0).path("message").asText());
    }
  }

  @Test
  void thatTheNodeMustBeRestartedIsWhatNeedsAPersonFirst() throws Exception {
    try (ServedHome home = ServedHome.make(directory)) {
      TestHomes.putPair(directory, ServedHome.certificate("node_us"));
      Files.writeString(
          directory.resolve("etc/certdrop.properties"),
          "certdrop.component=NODE\ncertdrop.topology=star\ncertdrop.ip=10.9.9.9\n"
              + "certdrop.http.address=127.0.0.1:0\n");
      home.start();
      assertThat(home.page().text()).doesNotContain("restart the Fed-BioMed node");
      Files.writeString(
          directory.resolve("var/restart.needed"), Instant.now().minusSeconds(90).toString());
      home.awaitOnPage("restart the Fed-BioMed node");
      Document page = home.page();
      JsonNode notice =
          StrictJson.mapper().readTree(home.type("status", "--json")).path("notices").path(0);
      assertThat(page.select("section:has(#missing) > ul.tiles > li").first().text())
          .contains(notice.path("where").asText(), notice.path("message").asText())
          .contains("minute");
      assertThat(home.page("/?filter=nothing").select("main").text())
          .doesNotContain("restart the Fed-BioMed node");
    }
  }

  @Test
  void aFilterShowsWhatContainsItAndSaysWhatIsHidden() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      for (String party : new String[] {"node_anna", "node_bert"}) {
        home.drop(ServedHome.certificate(party), party);
      }
      home.awaitOnPage("2 registered");
      Document page = home.page("/?filter=ANNA");
      assertThat(rows(page, "parties").eachText()).singleElement().asString().contains("node_anna");
      assertThat(page.select("section:has(#parties) .rest").text())
          .isEqualTo("2 others do not match the filter.");
      assertThat(page.select("#filter").val()).isEqualTo("ANNA");
      assertThat(page.select("main").text()).doesNotContain("node_bert");
    }
  }

  @Test
  void whatNeedsAPersonComesFirstWithOneCardAParty() throws Exception {
    try (ServedHome home = ServedHome.make(directory, "certdrop.policy.first=confirm")) {
      Files.writeString(
          directory.resolve("etc/roster.json"),
          "{\"federation\": \"f\", \"parties\": [{\"party_id\": \"node_a\"},"
              + " {\"party_id\": \"node_b\"}, {\"party_id\": \"researcher_us\"}]}");
      home.start();
      home.drop(ServedHome.certificate("node_a"), "node_a");
      home.drop(ServedHome.certificate("node_a"), "node_a");
      home.awaitOnPage("2 to be confirmed");
      Files.writeString(home.inbox().resolve("letter.docx"), "x");
      home.drop("hello", "hello", "{\"party_id\": \"node_x\", \"ip\": \"localhost\"}");
      home.awaitOnPage("not-pem");
      home.awaitOnPage("letter.docx");
      Document page = home.page();
      assertThat(page.select("section > h2, section > details > summary > h2").eachText())
          .containsSubsequence(
              "What needs you", "Parties", "In the inbox", "Latest refusals", "Latest decisions");
      Elements cards = page.select("section:has(#missing) > ul.tiles > li");
      assertThat(cards.select("h3").eachText()).containsExactly("node_a", "node_b");
      assertThat(cards.first().select("pre")).hasSize(4);
      assertThat(cards.first().text())
          .contains("node_a waits for a confirmation.", "Waits since", "the party is new here")
          .doesNotContain("Call the site");
      assertThat(page.select("section:has(#refusals) > ul.tiles > li")).hasSize(1);
      assertThat(page.select("section:has(#files) > ul.tiles > li")).hasSize(1);
    }
  }

  @Test
  void whatNobodyNeedsNowIsFoldedUnlessAFilterLooksForIt() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      home.drop(ServedHome.certificate("node_a"), "node_a");
      home.awaitOnPage("1 registered");
      home.awaitOnPage("Latest decisions (1)");
      assertThat(home.page().select("details").eachAttr("id"))
          .containsExactly("more-own", "strict", "notices", "verdicts");
      assertThat(home.page().select("details[open]")).isEmpty();
      assertThat(home.page("/?filter=node").select("details[open]").eachAttr("id"))
          .containsExactly("strict", "notices", "verdicts");
    }
  }

  @Test
  void anAliasIsShownBesideTheIdAsText() throws Exception {
    try (ServedHome home = ServedHome.make(directory)) {
      Files.writeString(
          directory.resolve("etc/aliases.properties"),
          "node_a = St. <b>Anna</b>\nresearcher_us = \"Home\"\nrubbish\n");
      home.start();
      home.drop(ServedHome.certificate("node_a"), "node_a");
      home.awaitOnPage("1 registered");
      Document page = home.page();
      assertThat(rows(page, "parties").select("th").eachText())
          .containsExactly("\"Home\" researcher_us", "St. <b>Anna</b> node_a");
      assertThat(page.select(".own .alias").text()).isEqualTo("\"Home\"");
      assertThat(page.select("b")).isEmpty();
      assertThat(rows(page, "faults").text()).contains("etc/aliases.properties Line 3 does not");
      assertThat(rows(home.page("/?filter=ST.+%3Cb"), "parties")).hasSize(1);
    }
  }

  @Test
  void addressAndFingerprintOfEachPartyAreInTheTable() throws Exception {
    try (ServedHome home = ServedHome.make(directory)) {
      Files.writeString(
          directory.resolve("etc/roster.json"),
          "{\"federation\": \"f\", \"parties\": [{\"party_id\": \"node_a\"},"
              + " {\"party_id\": \"node_b\"}, {\"party_id\": \"researcher_us\"}]}");
      home.start();
      TestCertificate certificate = ServedHome.certificate("node_a");
      home.drop(certificate, "node_a");
      home.awaitOnPage("1 registered");
      Elements rows = rows(home.page(), "parties");
      assertThat(rows.select("td[data-label=Address]").eachText())
          .containsExactly("10.9.0.1:14001 (claimed)", "\u2013", "10.9.9.9:14001");
      assertThat(rows.select("td[data-label=Fingerprint]").eachText())
          .startsWith(certificate.certificate().fingerprint().brief() + "...", "\u2013")
          .hasSize(3);
    }
  }

  @Test
  void everyTableHasACaptionAndEveryHeadingItsLevel() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      home.drop(ServedHome.certificate("node_a"), "node_a");
      home.awaitOnPage("1 registered");
      Document page = home.page();
      assertThat(page.select("table"))
          .isNotEmpty()
          .allMatch(table -> !table.select("caption").text().isEmpty());
      assertThat(page.select("th:not([scope])")).isEmpty();
      assertThat(page.select("h1")).hasSize(1);
      assertThat(page.select("section:not([aria-labelledby])")).isEmpty();
      assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    }
  }

  @Test
  void whereAPersonActsNoTwoThingsHaveOneName() throws Exception {
    try (ServedHome home = ServedHome.make(directory, "certdrop.http.actions=true").start()) {
      Files.writeString(home.inbox().resolve("lone.pem"), ServedHome.certificate("node_b").pem());
      home.drop(ServedHome.certificate("node_a"), "node_a");
      home.awaitOnPage("1 registered");
      home.awaitOnPage("waits for its sidecar");
      SignedIn ana = SignedIn.as("Ana", home);
      for (Document page : List.of(ana.page("/"), ana.page("/party?id=node_a"))) {
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        assertThat(page.select("label").eachAttr("for"))
            .allMatch(id -> page.select("input[id=" + id + "]").size() == 1);
        assertThat(page.select("details:not([id])")).isEmpty();
      }
    }
  }

  @Test
  void aFileThatMayHoldAPrivateKeyIsNamedOnThePageAsInStatus() throws Exception {
    try (ServedHome home = ServedHome.make(directory)) {
      for (String name : List.of("x.key", "x.p12", "x.pfx", "x.jks")) {
        Files.writeString(home.inbox().resolve(name), "x");
      }
      home.start();
      home.awaitOnPage("Left alone");
      List<String> shown = home.page().select("ul.names > li").eachText();
      assertThat(shown)
          .hasSize(4)
          .contains("x.key (a private key by its name: no site needs another one's; take it away)");
      assertThat(home.type("status").replaceAll("\\s+", " ")).contains(shown);
    }
  }
}
