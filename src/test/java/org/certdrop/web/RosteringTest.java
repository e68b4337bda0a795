package org.certdrop.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.operator.Rosters;
import org.certdrop.text.HostileStrings;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The roster comes in by the page in two steps: what it changes is seen before it counts. */
class RosteringTest {
  private static final String NODE = "node_a";
  private static final String US = ServedHome.US;

  @TempDir Path directory;
  private ServedHome home;
  private SignedIn ana;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    home = ServedHome.make(directory, "certdrop.http.actions=true").start();
    ana = SignedIn.as("Ana Roth", home);
    file = directory.resolve("etc/roster.json");
  }

  @AfterEach
  void stop() throws Exception {
    home.close();
  }

  private static String roster(String federation, String... parties) {
    return "{\"federation\": \""
        + federation
        + "\", \"parties\": ["
        + String.join(", ", Stream.of(parties).map(id -> "{\"party_id\": \"" + id + "\"}").toList())
        + "]}";
  }

  private String look(String content) throws Exception {
    return ana.act("/roster", Map.of("roster", Map.of("roster.json", content.getBytes(UTF_8))));
  }

  private Document page() throws Exception {
    return ana.page("/");
  }

  private List<String> changes() throws Exception {
    return page().select("section[aria-labelledby=roster] .note li").eachText();
  }

  private String put() throws Exception {
    return ana.act("/roster/put", Map.of("seen", page().select("input[name=seen]").attr("value")));
  }

  private void register() throws Exception {
    home.drop(ServedHome.certificate(NODE), NODE);
    home.awaitOnPage("1 registered");
  }

  private String section() throws Exception {
    return page().select("section[aria-labelledby=roster]").text();
  }

  private List<String> inEtc() throws Exception {
    try (Stream<Path> all = Files.list(file.getParent())) {
      return all.map(one -> one.getFileName().toString())
          .filter(name -> name.contains("roster") && !name.endsWith(".lock"))
          .sorted()
          .toList();
    }
  }

  @Test
  void withoutARosterItIsSaidWhatIsExpected() throws Exception {
    assertThat(section())
        .contains(
            "There is none: everybody may register, and an experiment takes a researcher and two"
                + " nodes, this party included.");
  }

  @Test
  void itIsLookedAtFirstAndWrittenOctetForOctetOnTheSecondClick() throws Exception {
    register();
    String content = "\ufeff" + roster("tour", US, NODE, "node_b") + "\n\n";

    assertThat(look(content)).contains("roster.json is a roster, and nothing is written yet.");

    assertThat(file).doesNotExist();
    assertThat(changes())
        .containsExactly(
            "The federation is \"tour\"; 3 parties may register.",
            "Added: researcher_us, node_a, node_b.");

    assertThat(put()).startsWith("\u2713 The roster counts now.");

    assertThat(file).hasBinaryContent(content.getBytes(UTF_8));
    assertThat(section())
        .contains("The roster of \"tour\" names 3 parties")
        .doesNotContain("Added");
    assertThat(page().select("#parties ~ table tbody tr th, #parties ~ table tbody tr td").text())
        .contains("node_b");
    assertThat(inEtc()).containsExactly("roster.json");
  }

  @Test
  void whatChangesIsSaidAndTheOneBeforeIsKept() throws Exception {
    register();
    String before = roster("tour", US, NODE);
    look(before);
    put();

    look(roster("trial", "node_b"));

    assertThat(changes())
        .containsExactly(
            "The federation's name was \"tour\", and is then \"trial\"; 1 party may register.",
            "Added: node_b.",
            "Removed: researcher_us, node_a.",
            "Registered here, but then not on the roster with the registered certificate: node_a."
                + " certdrop still knows them, but no longer gives them to Fed-BioMed, refuses"
                + " what they drop, and says \"not ready\" until they are removed or on the"
                + " roster.",
            "This party, researcher_us, is not on it: the other sites that have this roster refuse"
                + " ours.");
    assertThat(put())
        .containsPattern("The one before is kept as etc/roster\\.json\\.\\w+\\.\\d+Z\\.bak\\.");
    assertThat(inEtc()).hasSize(2);
    assertThat(file.resolveSibling(inEtc().get(1))).hasContent(before);
    assertThat(home.type("ready")).contains("node_a is registered here, but not on the roster.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "{\"federation\": \"f\"}",
        "{\"federation\": \"f\", \"parties\": [{\"party_id\": \"hospital\"}]}",
        "{\"federation\": \"f\", \"parties\": [{\"party_id\": \"node_a\", \"sha255\": \"00\"}]}",
      })
  void aBadRosterIsRefusedWithAHintAndNothingIsWritten(String content) throws Exception {
    assertThat(look(content)).startsWith("\u2715 This is no roster. ").contains("Write it as {");

    assertThat(changes()).isEmpty();
    assertThat(put()).startsWith("\u2715 This roster is not the one that was looked at last");
    assertThat(inEtc()).isEmpty();
  }

  @Test
  void aLargerOneThanAPersonWritesIsCopiedByHand() throws Exception {
    assertThat(look(roster("f", US) + " ".repeat(Rosters.MOST)))
        .contains("This is larger than 256 KiB.", "copied by hand, to " + file);
  }

  @Test
  void onlyWhatWasSeenIsWritten() throws Exception {
    look(roster("one", US));
    String seen = page().select("input[name=seen]").attr("value");
    look(roster("two", US));

    assertThat(ana.act("/roster/put", Map.of("seen", seen)))
        .startsWith(
            "\u2715 This roster is not the one that was looked at last; nothing was written.");
    assertThat(file).doesNotExist();
    assertThat(put()).startsWith("\u2713");
    assertThat(file).hasContent(roster("two", US));
  }

  @Test
  void anotherPersonsLookIsNotMine() throws Exception {
    look(roster("one", US));
    SignedIn bert = SignedIn.as("Bert", home);

    assertThat(
            bert.act(
                "/roster/put", Map.of("seen", page().select("input[name=seen]").attr("value"))))
        .startsWith("\u2715");
    assertThat(bert.page("/").select(".note li")).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void whatChangedMeanwhileIsNotOverwritten() throws Exception {
    look(roster("one", US));
    Files.writeString(file, roster("other", NODE));

    assertThat(put()).startsWith("\u2715 etc/roster.json was changed since you looked");

    assertThat(file).hasContent(roster("other", NODE));
    assertThat(inEtc()).containsExactly("roster.json");
  }

  @Test
  void itCanBeLeft() throws Exception {
    look(roster("one", US));

    assertThat(ana.act("/roster/leave", Map.of())).contains("The roster stays as it is.");

    assertThat(changes()).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void aRosterThatCannotBeUsedGivesWayToAGoodOne() throws Exception {
    Files.writeString(file, "rubbish");
    assertThat(section()).contains("One of the lists in etc cannot be used");

    look(roster("f", US));

    assertThat(changes().get(0))
        .startsWith("The roster that is there cannot be used, and nobody can register: ");
    put();
    assertThat(section()).contains("The roster of \"f\" names 1 party");
  }

  @Test
  void aLinkIsNotWrittenThrough() throws Exception {
    Path other = Files.writeString(directory.resolve("etc/others.json"), roster("other", US));
    Files.createSymbolicLink(file, other);

    assertThat(look(roster("f", US)))
        .contains("etc/roster.json is a link.", "Change the file that it leads to.");
    assertThat(other).hasContent(roster("other", US));
  }

  @Test
  void whereItCannotBeWrittenItIsSaidAndNothingChanges() throws Exception {
    look(roster("f", US));
    // A folder of the lock's name also keeps root from writing.
    Files.createDirectories(directory.resolve("etc/.roster.lock/x"));

    assertThat(put())
        .startsWith("\u2715 The roster was not changed: ")
        .contains("copy the file to etc/roster.json as a user who may.");
    assertThat(file).doesNotExist();
  }

  @Test
  void whoWasSentARosterMayDropItWhereAllIsDropped() throws Exception {
    String said =
        ana.act("/drop", Map.of("f", Map.of("tour.json", roster("f", US, NODE).getBytes(UTF_8))));

    assertThat(said).contains("tour.json is a roster, and nothing is written yet.");
    assertThat(changes()).hasSize(2);
    try (Stream<Path> inbox = Files.list(home.inbox())) {
      assertThat(inbox.map(one -> one.getFileName().toString())).doesNotContain("tour.json");
    }
  }

  @Test
  void theRegisteredPartiesAreGivenOutAsARosterThatIsTaken() throws Exception {
    register();

    HttpResponse<byte[]> answer = ana.fetch("/roster.json?federation=St.+Anna%22");

    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"roster.json\"");
    String made = new String(answer.body(), UTF_8);
    assertThat(made)
        .isEqualTo(
            """
            {
              "federation" : "St. Anna\\"",
              "parties" : [ {
                "party_id" : "node_a"
              }, {
                "party_id" : "researcher_us"
              } ]
            }
            """);
    look(made);
    put();
    assertThat(page().select("#federation").attr("value")).isEqualTo("St. Anna\"");
    look(made);
    assertThat(changes()).contains("The parties and their certificates stay the same.");
  }

  @Test
  void aRosterNeedsAName() throws Exception {
    assertThat(ana.fetch("/roster.json?federation=+").statusCode()).isEqualTo(303);
    assertThat(page().select("#said").text()).startsWith("\u2715 The roster has no name:");
    assertThat(page().select("#federation").attr("value")).isEqualTo("federation");
  }

  @Test
  void nobodyElseHasIt() throws Exception {
    Map<String, ?> form =
        Map.of(
            "token", ana.formToken(), "roster", Map.of("r.json", roster("f", US).getBytes(UTF_8)));

    for (String path : List.of("/roster", "/roster/put", "/roster/leave")) {
      assertThat(SignedIn.submit(home, path, Optional.empty(), form).statusCode()).isEqualTo(403);
    }
    assertThat(home.get("/roster.json?federation=f").statusCode()).isEqualTo(403);
    assertThat(home.page().select("#roster")).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void noHostileTextBreaksThePage() throws Exception {
    for (String hostile : HostileStrings.all().values()) {
      Path mail = directory.resolve("etc/mail.json");
      Files.write(mail, ana.fetch("/roster.json?federation=" + encoded(hostile)).body());
      look(Files.readString(mail));
      put();

      assertThat(page().select("script")).hasSize(1);
      assertThat(page().outerHtml().codePoints().filter(HostileStrings::isHarmful)).isEmpty();
    }
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, UTF_8);
  }
}
