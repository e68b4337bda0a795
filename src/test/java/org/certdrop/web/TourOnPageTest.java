package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.certdrop.home.TestHomes;
import org.certdrop.service.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** README's tour, by two people with the page alone: docs/monitoring.md tells it. */
@Timeout(300)
class TourOnPageTest {
  private static final String NODE = "node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11";
  private static final String RESEARCHER = "researcher_0e8fc05e-877f-48f5-8055-2bedf06cb506";

  @TempDir Path root;
  private ServedHome hospital;
  private ServedHome university;
  private SignedIn ana;
  private SignedIn bert;

  @BeforeEach
  void start() throws Exception {
    hospital = site("hospital", "NODE", NODE);
    university = site("university", "RESEARCHER", RESEARCHER);
    ana = SignedIn.as("Ana", hospital);
    bert = SignedIn.as("Bert", university);
  }

  @AfterEach
  void stop() throws Exception {
    try {
      hospital.close();
    } finally {
      university.close();
    }
  }

  private ServedHome site(String name, String component, String id) throws Exception {
    Path home = Files.createDirectories(root.resolve(name));
    Files.createDirectory(home.resolve("inbox"));
    TestHomes.copyRoutes(home);
    TestHomes.putPair(home, ServedHome.certificate(id));
    Files.writeString(
        home.resolve("etc/certdrop.properties"),
        "certdrop.component="
            + component
            + "\ncertdrop.ip=10.221.0.2\ncertdrop.inbox.settle-time=PT0.3S\n"
            + "certdrop.http.address=127.0.0.1:0\ncertdrop.http.actions=true\n");
    return ServedHome.of(home).start();
  }

  /** One person takes a file from the page, and mails it. */
  private static byte[] take(SignedIn person, String path) throws Exception {
    Eventually.holds(() -> person.fetch(path).statusCode() == 200);
    HttpResponse<byte[]> file = person.fetch(path);
    assertThat(file.headers().firstValue("Content-Disposition")).isPresent();
    return file.body();
  }

  /** The other one drops it. */
  private static void drop(SignedIn person, String name, byte[] file, String said)
      throws Exception {
    person.act("/drop", Map.of("files", Map.of(name, file)));
    Eventually.holds(() -> person.page("/").select("#said").text().contains(said));
  }

  private static String number(SignedIn person, String other) throws Exception {
    return person.page("/party?id=" + other).select(".numbers code.number").text();
  }

  private static void bringIn(SignedIn person, byte[] roster) throws Exception {
    drop(person, "roster.json", roster, "nothing is written yet");
    String seen = person.page("/").select("input[name=seen]").attr("value");
    assertThat(person.act("/roster/put", Map.of("seen", seen)))
        .startsWith("\u2713 The roster counts now.");
  }

  private static void isReadyStrictly(SignedIn person) throws Exception {
    Eventually.holds(
        () -> person.page("/").select(".answer .strict").text().contains("\u2713 ready"));
    assertThat(person.page("/").select(".answer .verdict").text()).isEqualTo("\u2713 Ready");
  }

  @Test
  void twoPeopleComeFromSetupToReadyWithoutATerminal() throws Exception {
    drop(bert, "mail.zip", take(ana, "/pack"), "\u2713 registered");
    drop(ana, "mail.zip", take(bert, "/pack?party=" + NODE), "\u2713 registered");
    drop(bert, "again.zip", take(ana, "/pack?party=" + RESEARCHER), "\u2713 receipt");

    String ofNode = number(ana, RESEARCHER);
    String ofResearcher = number(bert, NODE);
    assertThat(bert.act("/confirm", Map.of("party", NODE, "number", ofNode)))
        .contains("Confirmed: " + NODE);
    assertThat(ana.act("/confirm", Map.of("party", RESEARCHER, "number", ofResearcher)))
        .contains("Confirmed: " + RESEARCHER);

    byte[] roster = take(bert, "/roster.json?federation=tour");
    bringIn(bert, roster);
    bringIn(ana, roster);

    isReadyStrictly(bert);
    isReadyStrictly(ana);
    assertThat(hospital.directory().resolve("etc/roster.json")).hasBinaryContent(roster);
  }
}
