package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.certdrop.outbox.Packs;
import org.certdrop.service.Eventually;
import org.certdrop.submission.Archive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One ZIP for another site, from the page as from the command line. */
class HandoutsTest {
  private static final String NODE = "node_a";
  private static final String OURS = ServedHome.US;

  @TempDir Path directory;
  @TempDir Path elsewhere;
  private ServedHome home;
  private SignedIn ana;

  @BeforeEach
  void start() throws Exception {
    home = ServedHome.make(directory, "certdrop.http.actions=true").start();
    ana = SignedIn.as("Ana Roth", home);
    Eventually.holds(() -> Files.exists(registration().resolve(OURS + ".txt")));
  }

  @AfterEach
  void stop() throws Exception {
    home.close();
  }

  private Path registration() {
    return directory.resolve("outbox/registration");
  }

  private void register() throws Exception {
    home.drop(ServedHome.certificate(NODE), NODE);
    Eventually.holds(
        () ->
            Files.exists(
                directory.resolve("outbox/to/node_a/researcher_us--to--node_a.receipt.json.p7s")));
  }

  /** The names and contents of all files of the outbox. */
  private Map<String, String> outbox() throws Exception {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory.resolve("outbox"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.put(file.toString(), Files.readString(file));
      }
    }
    return all;
  }

  private byte[] packed(String... party) throws Exception {
    Path zip = elsewhere.resolve("packed.zip");
    home.type(
        Stream.of(Stream.of("pack"), Stream.of(party), Stream.of("-o", zip.toString()))
            .flatMap(words -> words)
            .toArray(String[]::new));
    return Files.readAllBytes(zip);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return String.join(", ", answer.headers().allValues(name));
  }

  @Test
  void theFilesForAPartyAreWhatPackMakesAndStayAsTheyAre() throws Exception {
    register();
    Map<String, String> before = outbox();

    HttpResponse<byte[]> answer = ana.fetch("/pack?party=" + NODE);

    assertThat(answer.body()).isEqualTo(packed(NODE));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(
            Archive.read(answer.body())
                .orElseThrow(bad -> new IllegalStateException(bad.problem()))
                .files())
        .containsKeys(OURS + ".pem", OURS + ".json", OURS + "--to--node_a.receipt.json");
    assertThat(outbox()).isEqualTo(before);
  }

  @Test
  void theFilesForEverybodyAreWhatPackMakes() throws Exception {
    HttpResponse<byte[]> answer = ana.fetch("/pack");

    assertThat(answer.body()).isEqualTo(packed());
    assertThat(header(answer, "Content-Type")).isEqualTo("application/zip");
    assertThat(header(answer, "Content-Disposition"))
        .matches("attachment; filename=\"researcher_us-[0-9]{8}T[0-9]{6}Z\\.zip\"");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void thePageLeadsToThem() throws Exception {
    register();

    assertThat(ana.page("/").select(".own a.get").eachAttr("href"))
        .containsExactly("/sheet", "/pack");
    assertThat(ana.page("/party?id=" + NODE).select("main a.get").attr("href"))
        .isEqualTo("/pack?party=node_a");
    assertThat(home.page().select("a.get[href^=/pack]")).isEmpty();
  }

  @Test
  void nobodyWhoIsNotSignedInGetsAny() throws Exception {
    register();

    assertThat(home.get("/pack").statusCode()).isEqualTo(403);
    assertThat(home.get("/pack?party=" + NODE).body()).contains("Sign in first");
  }

  @Test
  void aPartyForWhichThereIsNothingIsSaidOnItsPage() throws Exception {
    HttpResponse<byte[]> answer = ana.fetch("/pack?party=node_b");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(header(answer, "Location")).isEqualTo("/party?id=node_b");
    assertThat(ana.page("/party?id=node_b").select("#said").text())
        .contains("There is nothing for node_b in outbox/to and outbox/receipts.");
  }

  @Test
  void thereIsNothingForAPartyThatWasRemoved() throws Exception {
    register();
    ana.act("/delete", Map.of("party", NODE, "last", NODE));

    assertThat(ana.fetch("/pack?party=" + NODE).statusCode()).isEqualTo(303);
    assertThat(ana.page("/party?id=" + NODE).select("#said").text())
        .contains("There is nothing for node_a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..%2F..", "node_b%0D%0ASet-Cookie:x", "hospital"})
  void whatIsNoPartyGetsNothing(String party) throws Exception {
    HttpResponse<byte[]> answer = ana.fetch("/pack?party=" + party);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(header(answer, "Location")).isEqualTo("/");
    assertThat(header(answer, "Set-Cookie")).isEmpty();
    assertThat(ana.page("/").select("#said .bad").text()).isNotEmpty();
  }

  @Test
  void aLinkInTheOutboxIsNotGivenOut() throws Exception {
    Files.createSymbolicLink(
        registration().resolve("secret.pem"), directory.resolve("etc/certdrop.properties"));

    assertThat(ana.fetch("/pack").statusCode()).isEqualTo(303);
    assertThat(ana.page("/").select("#said").text()).contains("secret.pem\" is a link");
  }

  @Test
  void aFolderThatIsALinkIsNotGivenOut() throws Exception {
    Files.move(registration(), elsewhere.resolve("registration"));
    Files.createSymbolicLink(registration(), elsewhere.resolve("registration"));

    assertThat(ana.fetch("/pack").statusCode()).isEqualTo(303);
    assertThat(ana.page("/").select("#said").text())
        .contains("There is nothing in outbox/registration.");
  }

  @Test
  void anOutboxThatCannotBeReadIsSaid() {
    Session session = new Session("Ana Roth", "token");
    Path tooLong = directory.resolve("x".repeat(300)).resolve("outbox");

    Response answer = new Handouts(new Packs(tooLong)).of(null, session);

    assertThat(answer.status()).isEqualTo(303);
    assertThat(session.said().orElseThrow().sentence()).isEqualTo("Nothing was done.");
    assertThat(session.said().orElseThrow().hint()).contains("File name too long");
  }

  @Test
  void itsNameHasNoCharacterThatMeansSomethingToABrowser() throws Exception {
    Files.writeString(registration().resolve("a\";x=\r\n\u00fc.pem"), "x");

    assertThat(header(ana.fetch("/pack"), "Content-Disposition"))
        .matches("attachment; filename=\"a__x____?-[0-9TZ]+\\.zip\"");
  }

  @Test
  void withoutActionsThereAreNone(@TempDir Path other) throws Exception {
    try (ServedHome plain = ServedHome.make(other).start()) {
      assertThat(plain.get("/pack").statusCode()).isEqualTo(404);
    }
  }
}
