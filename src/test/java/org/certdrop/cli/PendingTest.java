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
import java.util.stream.Collectors;
import org.certdrop.home.TestHomes;
import org.certdrop.json.StrictJson;
import org.certdrop.party.Number;
import org.certdrop.party.PartyId;
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
  void thePersonWhoComparedItIsNamedAsTyped() throws IOException {
    String sha256 = register("node_a").certificate().fingerprint().toString();
    type("confirm", "node_a", sha256, "--by", "Ana García");

    String journal = Files.readString(home.resolve("var/journal.jsonl"));
    String last = journal.lines().reduce("", (before, line) -> line);
    assertThat(json(last).findValuesAsText("by")).containsExactly("Ana García");
    assertThat(type("show", "node_a")).contains("Ana García");
  }

  @Test
  void aNameThatCannotBePrintedConfirmsNothing() throws IOException {
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
  void confirmNamesTheFolderThatIsToBeSent() throws IOException {
    type("registration-instructions");
    TestCertificate first = register("node_a");
    String all = "A receipt for the site is in outbox/to/node_a: send it back.";
    assertThat(type("confirm", "NODE_A", sha256(first))).contains(all);
    assertThat(type("confirm", "node_a", sha256(first))).doesNotContain("A receipt");
  }

  @Test
  void ofAnUnverifiedRegisteredCertificateTheNumberIsStillToBeCompared() throws IOException {
    register("node_a");
    Path earlier =
        Files.copy(directory.resolve("typed.pem"), directory.resolve("typed-earlier.pem"));
    register("node_a");
    Path properties = home.resolve("etc/certdrop.properties");
    Files.writeString(
        properties, Files.readString(properties).replace("first=confirm", "first=register"));
    type(
        "register",
        "-pk",
        earlier.toString(),
        "-pi",
        "node_a",
        "--ip",
        "10.9.0.1",
        "--port",
        "14001");

    assertThat(type("number", "node_a").lines().filter(line -> line.endsWith("...")))
        .satisfiesExactly(
            waits -> assertThat(waits).startsWith("waiting for confirmation: "),
            registered -> assertThat(registered).startsWith("registered, not verified yet: "));
  }

  private static String sha256(TestCertificate certificate) {
    return certificate.certificate().fingerprint().toString();
  }

  @Test
  void confirmingANewAddressSaysThatTheCertificateStays() throws IOException {
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
  void registerSpeaksOfOptions_notOfFilesToDrop() throws IOException {
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

  /** The verdict of a drop of the certificate that waits by this journal line. */
  private void writeVerdict(String second, TestCertificate certificate, String party, long seq)
      throws IOException {
    write("accepted", "pending", "null", "", second, certificate, party, Long.toString(seq));
  }

  private void writeRefusal(String second, TestCertificate certificate, String party)
      throws IOException {
    String finding =
        "{\"severity\": \"refuse\", \"code\": \"key-change\", \"message\": \"Another key.\","
            + " \"hint\": \"Call the site.\"}";
    write("refused", "refused", "\"key-change\"", finding, second, certificate, party, "null");
  }

  private void write(
      String place,
      String outcome,
      String code,
      String findings,
      String second,
      TestCertificate certificate,
      String party,
      String seq)
      throws IOException {
    String id = "20260101T0000" + second + ".000Z-" + party;
    Path folder = Files.createDirectories(home.resolve("inbox").resolve(place).resolve(id));
    Files.writeString(
        folder.resolve("verdict.json"),
        """
        {"format": "certdrop-verdict/1", "submission": "%s", "files": [], "outcome": "%s",
         "code": %s, "party_id": "%s", "sha256": "%s", "findings": [%s], "ignored_fields": [],
         "decided_at": "2026-01-01T00:00:%s.000Z", "registry_seq": %s}
        """
            .formatted(
                id,
                outcome,
                code,
                party,
                certificate.certificate().fingerprint(),
                findings,
                second,
                seq));
  }

  private String verdictOf(String party) throws IOException {
    return type("status")
        .lines()
        .filter(line -> line.contains("000Z-" + party))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void statusSaysOfWhatWaitedWhatBecameOfIt() throws IOException {
    TestCertificate confirmed = register("node_a");
    TestCertificate rejected = register("node_b");
    TestCertificate removed = register("node_c");
    TestCertificate waiting = register("node_d");
    writeVerdict("01", confirmed, "node_a", 1);
    writeVerdict("02", rejected, "node_b", 2);
    writeVerdict("03", removed, "node_c", 3);
    writeVerdict("04", waiting, "node_d", 4);
    assertThat(verdictOf("node_a")).contains(" pending 2026");
    type("confirm", "node_a", confirmed.certificate().fingerprint().toString());
    type("reject", "node_b", rejected.certificate().fingerprint().toString());
    type("delete", "node_c");

    assertThat(verdictOf("node_a")).contains(" pending (confirmed since) 2026");
    assertThat(verdictOf("node_b")).contains(" pending (rejected since) 2026");
    assertThat(verdictOf("node_c")).contains(" pending (removed since) 2026");
    assertThat(verdictOf("node_d")).contains(" pending 2026");
    assertThat(type("status", "--json")).doesNotContain("since)");
  }

  @Test
  void statusSaysOfARefusalThatNobodyHasToDoAnythingAboutItAnyMore() throws IOException {
    TestCertificate waiting = register("node_a");
    TestCertificate registered = register("node_b");
    writeRefusal("01", waiting, "node_a");
    writeRefusal("02", registered, "node_b");
    writeRefusal("03", TestCertificate.of("node_b"), "node_b");
    writeRefusal("04", TestCertificate.of("node_c"), "node_c");
    type("confirm", "node_b", registered.certificate().fingerprint().toString());

    assertThat(type("status").lines().dropWhile(line -> !line.startsWith("last verdicts")))
        .filteredOn(line -> line.contains("refused") || line.startsWith("    "))
        .satisfiesExactly(
            line -> assertThat(line).contains(" refused key-change 20260101T000004"),
            line -> assertThat(line).isEqualTo("    Call the site."),
            line -> assertThat(line).contains("inbox/refused/20260101T000004"),
            line -> assertThat(line).contains(" refused (settled since) key-change 20260101T00"),
            line -> assertThat(line).contains("Something that came later was registered"),
            line -> assertThat(line).contains("inbox/refused/20260101T000003"),
            line -> assertThat(line).contains(" refused (settled since) key-change 20260101T00"),
            line -> assertThat(line).isEqualTo("    This certificate is registered now."),
            line -> assertThat(line).contains("inbox/refused/20260101T000002"),
            line -> assertThat(line).contains(" refused (settled since) key-change 20260101T00"),
            line -> assertThat(line).contains("This certificate waits for a confirmation now."),
            line -> assertThat(line).contains("inbox/refused/20260101T000001"));
  }

  @Test
  void whatWaitsAgainAfterItsRejectionIsNotTakenForRejected() throws IOException {
    TestCertificate certificate = register("node_a");
    String file = directory.resolve("typed.pem").toString();
    type("reject", "node_a", certificate.certificate().fingerprint().toString());
    type("register", "-pk", file, "-pi", "node_a", "--ip", "10.9.0.1", "--port", "14001");
    writeVerdict("01", certificate, "node_a", 1);
    writeVerdict("02", certificate, "node_a", 3);

    assertThat(verdictOf("node_a").lines())
        .satisfiesExactly(
            newer -> assertThat(newer).contains(" pending 2026"),
            older -> assertThat(older).contains(" pending (rejected since) 2026"));
  }

  @Test
  void statusListsWhatWasDoneByHand() throws IOException {
    assertThat(type("status")).doesNotContain("by hand");
    TestCertificate certificate = register("node_a");
    type("confirm", "node_a", certificate.certificate().fingerprint().toString());
    type("delete", "node_a");

    String brief = certificate.certificate().fingerprint().brief() + "...";
    assertThat(type("status").lines().dropWhile(line -> !line.startsWith("last done")).limit(4))
        .satisfiesExactly(
            title -> assertThat(title).isEqualTo("last done by hand: 3"),
            newest -> assertThat(newest).contains(" removed node_a " + brief),
            middle -> assertThat(middle).contains(" confirmed node_a " + brief),
            oldest ->
                assertThat(oldest).endsWith("Z somebody registered node_a " + brief + ", pending"));
  }

  @Test
  void statusBeginsWithTheHome() {
    assertThat(type("status").lines()).first().isEqualTo("home: " + home);
  }

  private void writeRefusal(TestCertificate certificate) throws IOException {
    Path folder = Files.createDirectories(home.resolve("inbox/refused/20260101T000000.000Z-new"));
    Files.writeString(
        folder.resolve("verdict.json"),
        """
        {"submission": "20260101T000000.000Z-new", "outcome": "refused", "code": "key-change",
         "party_id": "NODE_A", "sha256": "%s", "decided_at": "2026-01-01T00:00:00.000Z",
         "findings": [
           {"code": "loopback-endpoint", "severity": "warn", "message": "M0.", "hint": "H0."},
           {"code": "key-change", "severity": "refuse", "message": "M1.", "hint": "H1."}]}
        """
            .formatted(certificate.certificate().fingerprint()));
  }

  @Test
  void numberSaysThatANewKeyWasRefused_butNotItsNumber() throws IOException {
    TestCertificate certificate = register("node_a");
    TestCertificate other = TestHomes.lasting("node_a");
    type("number", "node_a");
    assertThat(err.toString()).doesNotContain("refused");
    writeRefusal(other);

    String printed = type("number", "node_a");

    String number = Number.of(new PartyId("node_a"), other.certificate().fingerprint()).toString();
    assertThat(printed).doesNotContain(number);
    assertThat(err.toString())
        .contains(
            "Another certificate came here for node_a at 2026-01-01T00:00:00.000Z and was refused,"
                + " key-change (inbox/refused/20260101T000000.000Z-new).")
        .contains("./certdrop confirm --home " + home + " node_a NUMBER --replace")
        .doesNotContain(number);
    err.getBuffer().setLength(0);
    writeRefusal(certificate);
    type("number", "node_a");
    assertThat(err.toString()).doesNotContain("refused");
  }

  @Test
  void statusSaysOfARefusalWhatToDo() throws IOException {
    writeRefusal(TestHomes.lasting("node_a"));

    assertThat(type("status"))
        .contains(
            "refused key-change 20260101T000000.000Z-new: M1.\n    H1.\n    The full verdict:"
                + " inbox/refused/20260101T000000.000Z-new/verdict.json\n");
  }

  @Test
  void statusSaysOfAReceiptWhatItLeavesToDo() throws IOException {
    Path folder = Files.createDirectories(home.resolve("inbox/accepted/20260101T000000.000Z-r"));
    Files.writeString(
        folder.resolve("verdict.json"),
        """
        {"submission": "20260101T000000.000Z-r", "outcome": "receipt", "party_id": "node_a",
         "decided_at": "2026-01-01T00:00:00.000Z", "findings": [
           {"code": "former-certificate", "severity": "warn", "message": "M1.", "hint": "H1."}]}
        """);

    assertThat(type("status")).contains(" receipt 20260101T000000.000Z-r: M1.\n    H1.\n");
  }

  @Test
  void whoTypedARemovalIsWrittenDown() throws IOException {
    register("node_a");
    type("delete", "node_a", "--by", "Ana Garc\u00eda");

    assertThat(type("status")).contains(" Ana Garc\u00eda removed node_a ");
  }

  @Test
  void whoSaysTheFormerNumberHearsThatTheNewKeyWasRefused() throws IOException {
    String sha256 = register("node_a").certificate().fingerprint().toString();
    type("confirm", "node_a", sha256);
    writeRefusal(TestHomes.lasting("node_a"));

    assertThat(type("confirm", "node_a", sha256))
        .contains("nothing was replaced", "has a number of its own, and still waits");
  }

  @Test
  void theNumberOfTheRegisteredKeyIsNotTakenForThatOfANewOne() throws IOException {
    TestCertificate registered = register("node_a");
    String sha256 = registered.certificate().fingerprint().toString();
    type("confirm", "node_a", sha256);
    assertThat(type("confirm", "node_a", sha256)).startsWith("confirmed: node_a");
    assertThat(type("confirm", "node_a", sha256, "--replace").lines())
        .startsWith(
            "Nothing was replaced: what you typed stands for the certificate that is registered"
                + " already. A new one has a number of its own.",
            "confirmed: node_a " + sha256);
  }

  @Test
  void anAddressThatWaitsIsNoNewCertificate() throws IOException {
    TestCertificate registered = register("node_a");
    String sha256 = registered.certificate().fingerprint().toString();
    type("confirm", "node_a", sha256);
    String file = directory.resolve("typed.pem").toString();
    type("register", "-pk", file, "-pi", "node_a", "--ip", "10.9.0.2", "--port", "1");

    assertThat(type("confirm", "node_a", sha256)).startsWith("confirmed: node_a");
  }
}
