package org.certdrop.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.certdrop.text.Progress;
import org.certdrop.x509.ParsedCertificate;
import org.certdrop.x509.PemDocument;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateListTest {
  @TempDir Path directory;
  private ExportedParties parties;
  private Path file;

  @BeforeEach
  void export() throws IOException {
    parties = new Federation(directory.resolve("var")).with("node_a", "node_b").parties();
    file = directory.resolve("parties.pem");
    Files.writeString(
        file, CertificateList.of(parties.all(), Progress.UNHEARD), StandardCharsets.US_ASCII);
  }

  @Test
  void itHoldsExactlyTheCertificatesOfThePartiesInTheirOrder() throws IOException {
    assertThat(PemDocument.read(Files.readAllBytes(file)).certificates())
        .extracting(ParsedCertificate::of)
        .extracting(parsed -> parsed.sound().orElseThrow().fingerprint())
        .containsExactly(parties.all().get(0).sha256(), parties.all().get(1).sha256());
  }

  @Test
  void eachStandsUnderACommentThatSaysWhose() throws IOException {
    assertThat(Files.readAllLines(file))
        .startsWith(
            "# node_a, until 2027-11-23T00:00:00Z",
            "# SHA-256 " + parties.all().get(0).sha256(),
            "-----BEGIN CERTIFICATE-----");
  }

  @Test
  void opensslStoreutlReadsThem() {
    assertThat(Tool.named("openssl").run("storeutl", "-noout", "-certs", file).text())
        .contains("Total found: 2");
  }

  @Test
  void opensslVerifiesAgainstThem() throws IOException {
    Path certificate = directory.resolve("b.pem");
    Files.writeString(certificate, parties.all().get(1).certificate().pem());
    Tool.Answer answer =
        Tool.named("openssl")
            .run(
                "verify",
                "-attime",
                TestCertificate.NOW.getEpochSecond(),
                "-no-CApath",
                "-no-CAstore",
                "-CAfile",
                file,
                certificate);
    assertThat(answer.code()).as(answer.text()).isZero();
  }

  @Test
  void pythonReadsThem() {
    String script =
        "import ssl, sys; c = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT);"
            + " c.load_verify_locations(sys.argv[1]); print(c.cert_store_stats()['x509'])";
    assertThat(Tool.named("python3").run("-c", script, file).lines()).containsExactly("2");
  }

  @Test
  void eachPartyThatIsWrittenIsTold() {
    List<String> heard = new ArrayList<>();
    CertificateList.of(
        parties.all(), (things, done, total) -> heard.add(done + " of " + total + " " + things));
    assertThat(heard).containsExactly("1 of 2 parties", "2 of 2 parties");
  }
}
