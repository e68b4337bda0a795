package org.certdrop.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.certdrop.party.Number;
import org.certdrop.party.PartyId;
import org.certdrop.service.Eventually;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.jsoup.nodes.Document;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person does at the page, and what nobody else can. */
class ActsTest {
  private static final String NODE = "node_a";

  @TempDir Path directory;
  private ServedHome home;
  private SignedIn ana;

  @BeforeEach
  void start() throws Exception {
    home = ServedHome.make(directory, "certdrop.http.actions=true").start();
    ana = SignedIn.as("Ana Roth", home);
  }

  @AfterEach
  void stop() throws Exception {
    home.close();
  }

  private static Map<String, byte[]> files(TestCertificate certificate, String party) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a.pem", certificate.pem().getBytes(UTF_8));
    files.put(
        "a.json",
        ("{\"party_id\": \"" + party + "\", \"ip\": \"10.9.0.1\", \"port\": 14001}")
            .getBytes(UTF_8));
    return files;
  }

  private static Map<String, Object> pair(TestCertificate certificate, String party) {
    return Map.of("files", files(certificate, party));
  }

  private void awaitSaid(String text) throws Exception {
    Eventually.holds(() -> ana.page("/").select("#said").text().contains(text));
  }

  private void register(TestCertificate certificate) throws Exception {
    ana.act("/drop", pair(certificate, NODE));
    awaitSaid("registered");
  }

  private static String number(TestCertificate certificate) {
    Certificate read = certificate.certificate();
    return Number.of(new PartyId(NODE), read.fingerprint()).toString();
  }

  @Test
  void aPairThatIsBroughtInIsRegistered() throws Exception {
    String said = ana.act("/drop", pair(ServedHome.certificate(NODE), NODE));

    assertThat(said).contains("a.json");
    awaitSaid("a.pem, a.json: \u2713 registered");
    assertThat(home.type("list")).contains(NODE);
  }

  @Test
  void whatBecomesOfTheFilesInAZipIsSaidWhereTheZipWasDropped() throws Exception {
    Map<String, byte[]> sent = new LinkedHashMap<>(files(ServedHome.certificate(NODE), NODE));
    sent.putAll(bad("b"));

    ana.act("/drop", Map.of("files", Map.of("mail.zip", zip(sent))));

    awaitSaid("mail.zip, 2 files: \u2713 registered Go on at node_a: compare numbers by phone");
    awaitSaid("mail.zip, b.json, b.pem: \u2715 refused invalid-field");
    Document page = ana.page("/");
    assertThat(page.select("#said a").attr("href")).isEqualTo("/party?id=node_a");
    assertThat(page.select("#said").text()).doesNotContain("unpacked");
  }

  private static byte[] zip(Map<String, byte[]> files) throws Exception {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
      }
    }
    return zip.toByteArray();
  }

  /** A pair whose sidecar names no address. */
  private static Map<String, byte[]> bad(String stem) {
    String json = "{\"party_id\": \"node_%s\", \"ip\": \"localhost\", \"port\": 1}";
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(stem + ".json", json.formatted(stem).getBytes(UTF_8));
    files.put(stem + ".pem", ServedHome.certificate("node_" + stem).pem().getBytes(UTF_8));
    return files;
  }

  @Test
  void aZipThatIsDroppedAgainIsNamedWithTheNumberOfItsFiles() throws Exception {
    Map<String, byte[]> sent = new LinkedHashMap<>(files(ServedHome.certificate(NODE), NODE));
    Map<String, byte[]> signed = bad("b");
    signed.put("b.json.p7s", "x".getBytes(UTF_8));
    sent.putAll(signed);
    Map<String, Object> drop = Map.of("files", Map.of("mail.zip", zip(sent)));
    ana.act("/drop", drop);
    awaitSaid("mail.zip, 2 files: \u2713 registered");

    String said = ana.act("/drop", drop);

    assertThat(said).doesNotContain("a.json");
    awaitSaid("mail.zip, 2 files: unchanged");
    awaitSaid("mail.zip, 3 files: \u2715 refused");
    assertThat(ana.page("/").select("#said").text()).doesNotContain("a.json, a.pem");
  }

  @Test
  void aRefusalLeadsToItsPartyAndToWhatThePageCanDo() throws Exception {
    ana.act("/drop", pair(ServedHome.certificate(NODE), NODE));
    awaitSaid("registered");
    ana.act("/drop", pair(ServedHome.certificate(NODE), NODE));
    awaitSaid("key-change");

    Document page = ana.page("/");

    assertThat(page.select(".tiles > li > p > a[href='/party?id=node_a']").text()).isEqualTo(NODE);
    assertThat(page.select(".findings .here").text())
        .startsWith("On this page: open the party, type what it reads out");
    assertThat(page.select(".findings .here a").attr("href")).isEqualTo("/party?id=node_a");
    assertThat(home.page().select(".tiles a[href^=/party], .here")).isEmpty();
  }

  @Test
  void whoIsNotOnTheRosterLeadsToTheRoster() throws Exception {
    Files.writeString(
        directory.resolve("etc/roster.json"),
        "{\"federation\": \"f\", \"parties\": [{\"party_id\": \"researcher_us\"}]}");
    ana.act("/drop", pair(ServedHome.certificate(NODE), NODE));
    awaitSaid("not-on-roster");

    Document page = ana.page("/");

    assertThat(page.select("#said .here a").attr("href")).isEqualTo("/#roster");
    assertThat(page.select(".findings .here a").attr("href")).isEqualTo("/#roster");
    assertThat(page.select("#roster")).hasSize(1);
  }

  @Test
  void whoDidNotSignInReadsHowToAndASignedInPersonDoesNot() throws Exception {
    String how = "sign in: ./certdrop page --home " + directory + " prints the address";

    assertThat(home.page().select("footer").text()).contains(how);
    assertThat(ana.page("/").select("footer").text()).doesNotContain("sign in");
  }

  @Test
  void thePageOfAPartyHasThePlaceToDropFilesBelowAndNoFilter() throws Exception {
    Document page = ana.page("/party?id=" + NODE);

    assertThat(page.select("main + .desk form[action=/drop]")).hasSize(1);
    assertThat(page.select("#filter")).isEmpty();
    assertThat(ana.page("/").select(".desk + main")).hasSize(1);
  }

  @Test
  void whatIsRefusedSaysWhyWhereItWasDropped() throws Exception {
    byte[] key = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n";
    ana.act("/drop", Map.of("files", Map.of("k.pem", pem.getBytes(UTF_8))));

    awaitSaid("refused private-key-present");
    assertThat(ana.page("/").select("#said .hint").text()).isNotEmpty();
  }

  @Test
  void nothingIsDroppedIfOneNameIsWrong() throws Exception {
    String said =
        ana.act(
            "/drop",
            Map.of("files", Map.of("a.exe", "x".getBytes(UTF_8), "a.pem", "y".getBytes(UTF_8))));

    assertThat(said).contains("a.exe", "is no file that certdrop takes");
    String key = PrivateKeys.pem(ServedHome.certificate(NODE).keyPair().getPrivate());
    assertThat(ana.act("/drop", Map.of("files", Map.of("node.key", key.getBytes(UTF_8)))))
        .contains("node.key", "holds a private key", "ask its owner");
    assertThat(home.inbox().resolve("a.pem")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/evil.pem", "C:\\temp\\evil.pem", "/etc/evil.pem"})
  void ofANameItsLastPartAloneCounts(String name) throws Exception {
    ana.act(
        "/drop", Map.of("files", Map.of(name, ServedHome.certificate(NODE).pem().getBytes(UTF_8))));

    assertThat(home.inbox().resolve("evil.pem")).exists();
    assertThat(directory.resolve("etc/evil.pem")).doesNotExist();
  }

  @Test
  void aFileOfANameThatLiesThereAlreadyIsNotReplaced() throws Exception {
    Files.writeString(home.inbox().resolve("a.json"), "{\"party_id\": \"node_b\"}");

    String said = ana.act("/drop", pair(ServedHome.certificate(NODE), NODE));

    assertThat(said).contains("a.json", "lies in the inbox already");
    assertThat(home.inbox().resolve("a.json")).content().contains("node_b");
    assertThat(home.inbox().resolve("a.pem")).doesNotExist();
    try (Stream<Path> all = Files.list(home.inbox())) {
      assertThat(all).noneMatch(file -> file.toString().endsWith(".part"));
    }
  }

  @Test
  void aNumberThatWasReadOutConfirms() throws Exception {
    TestCertificate certificate = ServedHome.certificate(NODE);
    register(certificate);

    String said = ana.act("/confirm", Map.of("party", NODE, "number", number(certificate)));

    assertThat(said).contains("Confirmed: " + NODE);
    assertThat(home.type("show", NODE)).contains("Ana Roth compared its number");
    assertThat(Files.readString(directory.resolve("var/journal.jsonl"))).contains("Ana Roth");
  }

  @Test
  void ourOwnNumberConfirmsNothing() throws Exception {
    register(ServedHome.certificate(NODE));
    String ours = ana.page("/party?id=" + NODE).select(".numbers code").text();

    String said = ana.act("/confirm", Map.of("party", NODE, "number", ours));

    assertThat(said).startsWith("\u2715");
    assertThat(home.type("show", NODE)).contains("Nobody has compared");
  }

  @Test
  void aPartyPageShowsOurNumberAndNeverTheirs() throws Exception {
    TestCertificate certificate = ServedHome.certificate(NODE);
    register(certificate);

    Document page = ana.page("/party?id=" + NODE);

    assertThat(page.select(".numbers code").text()).hasSize(35);
    assertThat(page.html()).doesNotContain(number(certificate));
    assertThat(page.select("input#number").attr("value")).isEmpty();
  }

  @Test
  void aKeyChangeThatWasRefusedIsTakenWithReplacementAlone() throws Exception {
    register(ServedHome.certificate(NODE));
    TestCertificate next = ServedHome.certificate(NODE);
    ana.act("/drop", pair(next, NODE));
    awaitSaid("key-change");

    assertThat(ana.act("/confirm", Map.of("party", NODE, "number", number(next))))
        .startsWith("\u2715");
    assertThat(ana.act("/confirm", Map.of("party", NODE, "number", number(next), "replace", "on")))
        .contains("takes the place");
  }

  @Test
  void aPartyIsRemovedIfTheEndOfItsIdIsTyped() throws Exception {
    TestCertificate certificate = ServedHome.certificate(NODE);
    register(certificate);

    assertThat(ana.act("/delete", Map.of("party", NODE, "last", "x")))
        .contains("Nothing was removed");
    assertThat(home.type("list")).contains(NODE);
    assertThat(ana.act("/delete", Map.of("party", NODE, "last", NODE)))
        .contains(
            "Removed: " + NODE,
            "With the same certificate it takes the command",
            "./certdrop show");
    assertThat(home.type("list")).doesNotContain(NODE);
    ana.act("/drop", pair(certificate, NODE));
    awaitSaid("refused removed");
    Map<String, Object> word =
        Map.of("party", NODE, "number", number(certificate), "replace", "on");
    assertThat(ana.act("/confirm", word)).contains("register", "--upsert");
  }

  private void rosterNames(String... parties) throws Exception {
    String all =
        Stream.of(parties)
            .map(party -> "{\"party_id\": \"" + party + "\"}")
            .collect(Collectors.joining(", "));
    Files.writeString(
        directory.resolve("etc/roster.json"),
        "{\"federation\": \"f\", \"parties\": [" + all + "]}");
  }

  private Elements cards() throws Exception {
    return ana.page("/").select("section:has(> #refusals) .tiles > li");
  }

  @Test
  void whatWasRefusedIsDroppedAgainByOneButtonOnceWhatKeptItOutIsMended() throws Exception {
    rosterNames("researcher_us");
    ana.act("/drop", pair(ServedHome.certificate(NODE), NODE));
    awaitSaid("not-on-roster");
    String submission =
        ana.page("/").select("form[action=/again] input[name=submission]").attr("value");
    rosterNames("researcher_us", NODE);

    ana.act("/again", Map.of("submission", submission));

    awaitSaid("a.pem, a.json: \u2713 registered");
    assertThat(cards().text()).contains("Settled: This certificate is registered now.");
    assertThat(cards().select("form[action=/again], .hint")).isEmpty();
  }

  @Test
  void whatWouldBeRefusedAgainHasNoSuchButtonAndIsPutAside() throws Exception {
    register(ServedHome.certificate(NODE));
    ana.act("/drop", pair(ServedHome.certificate(NODE), NODE));
    awaitSaid("key-change");
    assertThat(cards().select("form[action=/again]")).isEmpty();
    String submission = cards().select("form[action=/aside] input[name=submission]").attr("value");

    ana.act("/aside", Map.of("submission", submission));

    assertThat(cards()).isEmpty();
    assertThat(SignedIn.as("Bert", home).page("/").select("#refusals")).isEmpty();
    assertThat(directory.resolve("inbox/refused").resolve(submission)).isDirectory();
    assertThat(ana.page("/").select("section:has(> #acts)").text())
        .contains("put aside the refusal of " + submission, "Ana Roth");
    assertThat(ana.page("/party?id=" + NODE).select("#replace")).isEmpty();
  }

  @Test
  void aKeyThatWasRefusedIsShownOnItsPartysPageWithTheBoxThatTakesIt() throws Exception {
    register(ServedHome.certificate(NODE));
    Document before = ana.page("/party?id=" + NODE);
    assertThat(before.select("#replace")).isEmpty();
    TestCertificate next = ServedHome.certificate(NODE);
    ana.act("/drop", pair(next, NODE));
    awaitSaid("key-change");

    Document page = ana.page("/party?id=" + NODE);

    assertThat(page.select(".card:has(> h3:contains(Refused)) .fingerprint").text())
        .isEqualTo(next.certificate().fingerprint().toString());
    assertThat(page.select("label[for=replace]").text())
        .startsWith("They changed their key")
        .doesNotContain("--");
    assertThat(page.text()).doesNotContain(number(next));
    assertThat(page.select(".findings .here").text())
        .isEqualTo("On this page: type what it reads out, and check the box below it.");
    assertThat(page.select(".findings .hint").text())
        .contains("--replace")
        .doesNotContainPattern("--home \\S+ --home");
  }

  @Test
  void whoConfirmsTheFormerNumberHearsThatTheNewKeyStillWaits() throws Exception {
    TestCertificate first = ServedHome.certificate(NODE);
    register(first);
    assertThat(ana.act("/confirm", Map.of("party", NODE, "number", number(first))))
        .startsWith("\u2713 Confirmed: node_a.");
    ana.act("/drop", pair(ServedHome.certificate(NODE), NODE));
    awaitSaid("key-change");

    assertThat(ana.act("/confirm", Map.of("party", NODE, "number", number(first))))
        .startsWith("\u25b2 Confirmed: the certificate of node_a that is in force.")
        .contains("has a number of its own, and still waits");
  }

  @Test
  void aWrongNumberLeadsToWhatThePageCanDo() throws Exception {
    register(ServedHome.certificate(NODE));

    ana.act("/confirm", Map.of("party", NODE, "number", number(ServedHome.certificate(NODE))));

    Document page = ana.page("/");
    assertThat(page.select("#said .here a").attr("href")).isEqualTo("/party?id=node_a");
    assertThat(page.select("#said .note").hasClass("bad")).isTrue();
  }

  @Test
  void whoMistypesTheEndOfAnIdStaysAtTheParty() throws Exception {
    register(ServedHome.certificate(NODE));
    Map<String, Object> form = Map.of("party", NODE, "last", "x", "token", ana.formToken());
    Map<String, Object> right = Map.of("party", NODE, "last", NODE, "token", ana.formToken());

    assertThat(location(SignedIn.submit(home, "/delete", Optional.of(ana.cookie()), form)))
        .isEqualTo("/party?id=node_a");
    assertThat(location(SignedIn.submit(home, "/delete", Optional.of(ana.cookie()), right)))
        .isEqualTo("/");
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  @Test
  void aRosterThatCountsIsSaidWhereThePersonLooks() throws Exception {
    Map<String, Object> form = Map.of("seen", "x", "token", ana.formToken());

    assertThat(location(SignedIn.submit(home, "/roster/put", Optional.of(ana.cookie()), form)))
        .isEqualTo("/#said");
  }

  @Test
  void aCoveringNoteNeedNotBeWaitedFor() throws Exception {
    ana.act("/drop", Map.of("files", Map.of("dear.txt", "Dear all, enjoy.".getBytes(UTF_8))));
    Eventually.holds(
        () -> ana.page("/").text().contains("no certificate is in it, so that it may be a letter"));
    assertThat(home.page().select("form[action=/alone]")).isEmpty();
    String file = ana.page("/").select("form[action=/alone] input[name=file]").attr("value");

    ana.act("/alone", Map.of("file", file));

    awaitSaid("dear.txt: \u2715 refused");
    assertThat(directory.resolve("inbox/dear.txt")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"/alone,file", "/aside,submission"})
  void whatDoesNotLieThereIsNeitherPutAsideNorTaken(String path, String field) throws Exception {
    assertThat(ana.act(path, Map.of(field, "../../etc"))).startsWith("\u2715 No such");
    assertThat(ana.page("/").select("#acts")).isEmpty();
  }

  @Test
  void whatIsMissingByTheStrictTestLeadsToWhatThePageCanDo() throws Exception {
    register(ServedHome.certificate(NODE));

    Eventually.holds(
        () ->
            ana.page("/").select("#strict .here a").eachAttr("href").contains("/party?id=node_a"));
    assertThat(ana.page("/").select("#notices .here a").eachAttr("href")).containsOnly("/#strict");
    assertThat(home.page().select(".here")).isEmpty();
  }

  @Test
  void whoDidWhatByHandIsShownAndFound() throws Exception {
    register(ServedHome.certificate(NODE));
    ana.act("/alias", Map.of("party", NODE, "alias", "Gent"));
    SignedIn.as("Bert", home).act("/delete", Map.of("party", NODE, "last", NODE));

    assertThat(ana.page("/").select("section:has(> #acts) tbody tr").eachText())
        .anyMatch(row -> row.contains("Gent") && row.contains("removed") && row.contains("Bert"))
        .anyMatch(row -> row.contains("called it \"Gent\"") && row.contains("Ana Roth"));
    assertThat(ana.page("/?filter=bert").select("section:has(> #acts) tbody tr")).hasSize(1);
    assertThat(ana.page("/?filter=gent").select("section:has(> #acts) tbody tr")).hasSize(2);
    assertThat(ana.page("/?filter=gent").select("section:has(#decided) tbody tr")).hasSize(1);
    assertThat(home.type("status"))
        .contains(" Bert removed node_a", " Ana Roth called node_a \"Gent\"\n");
  }

  @Test
  void whatIsNotInRefusedIsNotDroppedAgain() throws Exception {
    assertThat(ana.act("/again", Map.of("submission", "../../etc")))
        .contains("Nothing that can be dropped again");
  }

  @Test
  void withoutASessionNothingCanBeDoneOrSeen() throws Exception {
    HttpResponse<String> answer =
        SignedIn.submit(home, "/drop", Optional.empty(), pair(ServedHome.certificate(NODE), NODE));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(home.get("/party?id=" + NODE).statusCode()).isEqualTo(404);
    assertThat(home.page().select("form[method=post]")).isEmpty();
    assertThat(home.inbox().resolve("a.pem")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "Origin,http://evil.example",
    "Origin,null",
    "Sec-Fetch-Site,cross-site",
    "Sec-Fetch-Site,same-site",
    "Sec-Fetch-Site,none"
  })
  void aFormOfAnotherSiteIsNotTaken(String header, String value) throws Exception {
    Map<String, Object> form = new LinkedHashMap<>(pair(ServedHome.certificate(NODE), NODE));
    form.put("token", ana.formToken());

    assertThat(
            SignedIn.submit(home, "/drop", Optional.of(ana.cookie()), form, header, value)
                .statusCode())
        .isEqualTo(403);
    assertThat(home.inbox().resolve("a.pem")).doesNotExist();
  }

  @Test
  void aFormOfOurOwnOriginIsTaken() throws Exception {
    Map<String, Object> form = Map.of("token", ana.formToken());

    assertThat(
            SignedIn.submit(
                    home,
                    "/read",
                    Optional.of(ana.cookie()),
                    form,
                    "Origin",
                    "http://127.0.0.1:" + home.address().getPort(),
                    "Sec-Fetch-Site",
                    "same-origin")
                .statusCode())
        .isEqualTo(303);
  }

  @Test
  void aFormWithoutTheSessionsTokenIsNotTaken() throws Exception {
    SignedIn eve = SignedIn.as("Eve", home);
    Map<String, Object> form = new LinkedHashMap<>(pair(ServedHome.certificate(NODE), NODE));
    form.put("token", eve.formToken());

    assertThat(SignedIn.submit(home, "/drop", Optional.of(ana.cookie()), form).statusCode())
        .isEqualTo(403);
    assertThat(home.inbox().resolve("a.pem")).doesNotExist();
  }

  @Test
  void anUploadThatIsTooLargeIsRefusedWhole() throws Exception {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("token", ana.formToken());
    form.put("files", Map.of("big.pem", new byte[5 * 1024 * 1024]));

    assertThat(SignedIn.submit(home, "/drop", Optional.of(ana.cookie()), form).statusCode())
        .isEqualTo(413);
    try (Stream<Path> all = Files.list(home.inbox())) {
      assertThat(all).noneMatch(Files::isRegularFile);
    }
  }

  @Test
  void aSessionEndsBySigningOut() throws Exception {
    SignedIn.submit(home, "/sign-out", Optional.of(ana.cookie()), Map.of("token", ana.formToken()));

    assertThat(ana.page("/").select("form[method=post]")).isEmpty();
  }

  @Test
  void aTokenCountsOnce() throws Exception {
    String token = SignedIn.token(home);
    Map<String, String> form = Map.of("token", token, "name", "Ana");

    assertThat(home.page("/sign-in?token=" + token).select("#name").attr("value"))
        .isEqualTo("Ana Roth");
    assertThat(SignedIn.submit(home, "/sign-in", Optional.empty(), form).statusCode())
        .isEqualTo(303);
    HttpResponse<String> again = SignedIn.submit(home, "/sign-in", Optional.empty(), form);
    assertThat(again.statusCode()).isEqualTo(403);
    assertThat(again.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void aCookieThatTheServerDidNotMakeIsNoSession() throws Exception {
    String fixed = ana.cookie().split("=")[0] + "=chosen-by-another";
    HttpResponse<String> answer =
        SignedIn.submit(
            home,
            "/sign-in",
            Optional.of(fixed),
            Map.of("token", SignedIn.token(home), "name", "Ana"));

    assertThat(SignedIn.cookieOf(answer)).isNotEqualTo(fixed);
    assertThat(
            home.send(HttpRequest.newBuilder(home.uri("/")).header("Cookie", fixed).build()).body())
        .doesNotContain("Sign out");
  }

  @Test
  void theCookieIsForThisSiteAndForNoScript() throws Exception {
    HttpResponse<String> answer =
        SignedIn.submit(
            home,
            "/sign-in",
            Optional.empty(),
            Map.of("token", SignedIn.token(home), "name", "Ana"));

    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Strict", "Max-Age=43200", "Path=/");
  }

  @Test
  void namesFromOutsideStayText() throws Exception {
    SignedIn odd = SignedIn.as("<script>alert(1)</script>", home);
    odd.act("/drop", Map.of("files", Map.of("<img src=x>.pem", "x".getBytes(UTF_8))));

    assertThat(odd.page("/").select("main script, .desk script, .said img")).isEmpty();
  }

  @Test
  void withoutActionsThereIsNoDesk(@TempDir Path other) throws Exception {
    try (ServedHome plain = ServedHome.make(other).start()) {
      assertThat(plain.get("/sign-in?token=x").statusCode()).isEqualTo(404);
      assertThat(SignedIn.submit(plain, "/drop", Optional.empty(), Map.of("a", "b")).statusCode())
          .isEqualTo(405);
    }
  }
}
