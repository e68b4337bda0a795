package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.identity.FedbiomedFiles;
import org.certdrop.service.Eventually;
import org.certdrop.x509.TestCertificate;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The own certificate is renewed at the page, as by {@code generate --force}. */
class RenewingTest {
  @TempDir Path directory;
  private ServedHome home;
  private SignedIn ana;

  private void start(String... settings) throws Exception {
    home =
        ServedHome.make(
                directory,
                Stream.concat(Stream.of("certdrop.http.actions=true"), Stream.of(settings))
                    .toArray(String[]::new))
            .start();
    ana = SignedIn.as("Ana Roth", home);
  }

  @AfterEach
  void stop() throws Exception {
    home.close();
  }

  private String number() throws Exception {
    return ana.page("/").select(".own .number").text();
  }

  private String certificate() throws Exception {
    return Files.readString(directory.resolve("etc/identity/component.pem"));
  }

  @Test
  void theServiceGoesOnWithANewPairWhichTheOldKeySignedFor() throws Exception {
    start();
    Eventually.holds(
        () -> Files.exists(directory.resolve("outbox/registration/researcher_us.pem")));
    String before = number();
    String old = certificate();

    String said = ana.act("/renew", Map.of("last", "her_us"));

    assertThat(said)
        .startsWith("\u2713 Made: the certificate ")
        .contains(
            "The old key signed for it:",
            "The new key has signed our receipts again.",
            "Send \"Files for everybody\" to every other site,",
            "The former pair stays in etc/identity.");
    assertThat(number()).isNotEqualTo(before);
    assertThat(home.type("number", "node_a")).doesNotContain(before);
    assertThat(certificate()).isNotEqualTo(old);
    try (Stream<Path> pairs = Files.list(directory.resolve("etc/identity"))) {
      assertThat(pairs.map(Path::getFileName).map(Path::toString))
          .anyMatch(name -> name.matches("component-\\S+\\.pem"));
    }
    assertThat(directory.resolve("outbox/registration/researcher_us.json.old.p7s")).exists();
    assertThat(directory.resolve("outbox/registration/researcher_us.pem"))
        .hasContent(certificate());
  }

  @Test
  void whatAKeyCostsIsNotChargedToThePage() throws Exception {
    start();
    ana.act("/renew", Map.of("last", "her_us"));

    for (int i = 0; i < 5; i++) {
      assertThat(ana.get("/").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void itIsAskedTwice() throws Exception {
    start();
    String old = certificate();

    assertThat(ana.act("/renew", Map.of("last", "er_us")))
        .startsWith("\u2715 No certificate was made:")
        .contains("Type its last 6 characters.");
    assertThat(ana.act("/renew", Map.of())).startsWith("\u2715");

    assertThat(certificate()).isEqualTo(old);
  }

  @Test
  void whatTheFolderRefusesIsSaid() throws Exception {
    start();
    // What is in the way of the lock also keeps root from writing.
    Path lock = directory.resolve("etc/identity/.lock");
    Files.deleteIfExists(lock);
    Files.createDirectories(lock.resolve("x"));
    String old = certificate();

    assertThat(ana.act("/renew", Map.of("last", "her_us")))
        .startsWith("\u2715 The folder of this party's own certificate and key, ");

    assertThat(certificate()).isEqualTo(old);
  }

  @Test
  void theCertificateOfFedbiomedIsRenewedByItsOwnCommand() throws Exception {
    FedbiomedFiles files =
        FedbiomedFiles.of4(
            directory.resolve("fbm/etc"),
            TestCertificate.builder("researcher_us").notAfter(TestCertificate.FAR_FUTURE).build(),
            "researcher_us",
            "10.9.9.9");
    start("certdrop.fedbiomed.config=" + files.config());

    Document page = ana.page("/");

    assertThat(page.select("#renewal form")).isEmpty();
    assertThat(page.select("#renewal .command pre").text())
        .contains("certificate generate --force")
        .doesNotContain("./certdrop");
    assertThat(ana.act("/renew", Map.of("last", "her_us")))
        .startsWith("\u2715 This party's certificate is that of its Fed-BioMed component");
  }

  @Test
  void nobodyElseRenews() throws Exception {
    start();
    String old = certificate();
    Map<String, String> form = Map.of("token", ana.formToken(), "last", "her_us");

    assertThat(SignedIn.submit(home, "/renew", Optional.empty(), form).statusCode()).isEqualTo(403);

    assertThat(certificate()).isEqualTo(old);
    assertThat(home.page().select("#renewal")).isEmpty();
  }
}
