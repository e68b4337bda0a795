package org.certdrop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.certdrop.home.Home;
import org.certdrop.home.TestHomes;
import org.certdrop.json.StrictJson;
import org.certdrop.submission.Archive;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One attachment instead of many files. */
class PackCommandTest {
  private static final String PARTY = "node_a";

  @TempDir Path directory;
  private Home home;
  private Path zip;

  /** What a command did. */
  private record Done(int code, String out, String err) {}

  @BeforeEach
  void fillTheOutbox() throws IOException {
    home = new Home(directory.resolve("home"));
    Files.createDirectories(home.inbox());
    TestHomes.copyRoutes(home.directory());
    zip = directory.resolve("x.zip");
    put("registration/researcher_us.chain-1.pem", "former");
    put("registration/researcher_us.json", "{}");
    put("registration/researcher_us.pem", "ours");
    put("receipts/researcher_us--to--node_a.receipt.json", "{\"a\": 1}");
    put("receipts/researcher_us--to--node_a.receipt.json.p7s", "signature");
    put("receipts/researcher_us--to--node_ab.receipt.json", "{\"b\": 1}");
  }

  private void put(String path, String content) throws IOException {
    Path file = home.outbox().resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private Done pack(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] all =
        Stream.concat(Stream.of("pack", "--home", home.toString()), Stream.of(words))
            .toArray(String[]::new);
    int code = Certdrop.execute(new PrintWriter(out, true), new PrintWriter(err, true), all);
    return new Done(code, out.toString(), err.toString());
  }

  private Archive packed() throws IOException {
    return Archive.read(Files.readAllBytes(zip))
        .orElseThrow(bad -> new IllegalStateException(bad.problem()));
  }

  @Test
  void whatEverySiteGetsIsPacked() throws IOException {
    put("registration/notes.docx", "ours alone");
    put("registration/.researcher_us.pem.1.tmp", "half");
    put("registration/.researcher_us.pem.1-c0ffee.tmp", "half");

    Done done = pack("-o", zip.toString());

    assertThat(done).isEqualTo(new Done(0, "packed: 3 files into " + zip.toRealPath() + "\n", ""));
    assertThat(packed().files().keySet())
        .containsExactly("researcher_us.chain-1.pem", "researcher_us.json", "researcher_us.pem");
    assertThat(packed().left()).isEmpty();
    assertThat(packed().files().get("researcher_us.pem")).isEqualTo("ours".getBytes(UTF_8));
  }

  @Test
  void theFolderForAPartyIsPackedAlone() throws IOException {
    put("to/node_A/researcher_us.pem", "for a");

    assertThat(pack(PARTY, "-o", zip.toString()).code()).isZero();

    assertThat(packed().files()).containsOnlyKeys("researcher_us.pem");
    assertThat(packed().files().get("researcher_us.pem")).isEqualTo("for a".getBytes(UTF_8));
  }

  @Test
  void whereTheFolderWasDeletedRegistrationAndReceiptArePacked() throws IOException {
    assertThat(pack(PARTY, "-o", zip.toString()).code()).isZero();

    assertThat(packed().files())
        .containsOnlyKeys(
            "researcher_us--to--node_a.receipt.json",
            "researcher_us--to--node_a.receipt.json.p7s",
            "researcher_us.chain-1.pem",
            "researcher_us.json",
            "researcher_us.pem");
  }

  @Test
  void anAliasOrABeginningNamesTheParty() throws IOException {
    Files.createDirectories(home.properties().getParent());
    Files.writeString(home.directory().resolve("etc/aliases.properties"), "node_a = St. Anna\n");

    assertThat(pack("st. a", "-o", zip.toString()))
        .isEqualTo(
            new Done(
                0,
                "packed: 5 files into " + zip.toRealPath() + "\n",
                "certdrop: \"st. a\" is node_a.\n"));
    assertThat(pack("somebody", "-o", zip.toString()).err())
        .startsWith("certdrop: \"somebody\" is not known here");
  }

  @Test
  void aPartyForWhichThereIsNothingIsAnError() {
    assertThat(pack("node_b", "-o", zip.toString()).err())
        .contains("There is nothing for node_b in outbox/to and outbox/receipts.");
    assertThat(pack("hospital", "-o", zip.toString()).code()).isEqualTo(1);
    assertThat(zip).doesNotExist();
  }

  @Test
  void anEmptyOutboxIsAnError() throws IOException {
    home = new Home(directory.resolve("empty"));
    Files.createDirectories(home.inbox());
    TestHomes.copyRoutes(home.directory());

    Done done = pack("-o", zip.toString());

    assertThat(done.code()).isEqualTo(1);
    assertThat(done.err()).contains("There is nothing in outbox/registration.");
  }

  @Test
  void neitherALinkNorAPrivateKeyIsEverPacked() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    Path link = home.registration().resolve("x.pem");
    Files.createSymbolicLink(link, secret);
    assertThat(pack("-o", zip.toString()).err()).contains("x.pem\" is a link");

    Files.delete(link);
    put("registration/x.pem", PrivateKeys.pem(TestCertificate.of("node_a").keyPair().getPrivate()));
    assertThat(pack("-o", zip.toString()).err()).contains("or holds a private key");
    assertThat(zip).doesNotExist();
  }

  @Test
  void aFolderThatIsALinkIsNotFollowed() throws IOException {
    Path elsewhere = directory.resolve("elsewhere");
    Files.move(home.registration(), elsewhere);
    Files.createSymbolicLink(home.registration(), elsewhere);

    assertThat(pack("-o", zip.toString()).err())
        .contains("There is nothing in outbox/registration.");
  }

  @Test
  void theSameFilesMakeTheSameOctetsAtAnyTimeAndPlace() throws IOException {
    TimeZone here = TimeZone.getDefault();
    try {
      for (String zone : List.of("UTC", "Asia/Kolkata", "America/New_York")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        assertThat(pack("-o", zip.toString()).code()).isZero();
        assertThat(Fingerprint.of(Files.readAllBytes(zip)).hex())
            .isEqualTo("b002bfaffffe00366ec65e11d10db17831504c03769b723c114241b3858e48d1");
      }
    } finally {
      TimeZone.setDefault(here);
    }
  }

  @Test
  void standardOutputGetsTheOctetsAlone() throws IOException {
    pack("-o", zip.toString());
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Done done;
    try {
      System.setOut(new PrintStream(out, true, UTF_8));
      done = pack("-o", "-");
    } finally {
      System.setOut(before);
    }

    assertThat(done).isEqualTo(new Done(0, "", ""));
    assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(zip));
    assertThat(pack("-o", "-", "--json").code()).isEqualTo(2);
  }

  @Test
  void jsonNamesTheFileAndWhatIsInIt() throws IOException {
    Done done = pack("-o", zip.toString(), "--json");

    assertThat(StrictJson.mapper().readTree(done.out()).path("file").asText())
        .isEqualTo(zip.toRealPath().toString());
    assertThat(StrictJson.mapper().readTree(done.out()).path("files"))
        .hasSize(3)
        .anyMatch(name -> name.asText().equals("researcher_us.pem"));
  }

  @Test
  void moreFilesThanAnotherSiteTakesAreNotPacked() throws IOException {
    for (int number = 2; number < 64; number++) {
      put("registration/researcher_us.chain-" + number + ".pem", "former");
    }

    assertThat(pack("-o", zip.toString()).err()).contains("There are 65 files");
  }
}
