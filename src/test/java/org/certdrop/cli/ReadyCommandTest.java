package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyCommandTest {
  @TempDir Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makeHome() throws IOException {
    Files.createDirectories(home.resolve("inbox"));
    Files.createDirectories(home.resolve("etc/identity"));
    Files.writeString(
        home.resolve("etc/identity/component.pem"),
        TestCertificate.builder("node_us").notAfter(TestCertificate.FAR_FUTURE).build().pem());
  }

  private int ready(String... options) {
    String[] words = new String[options.length + 3];
    System.arraycopy(options, 0, words, 3, options.length);
    words[0] = "ready";
    words[1] = "--home";
    words[2] = home.toString();
    return Certdrop.execute(new PrintWriter(out, true), new PrintWriter(err, true), words);
  }

  private void enroll(String text) throws IOException {
    Files.writeString(home.resolve("etc/roster.json"), text);
  }

  @Test
  void aFederationOfOneIsReadyIfItsRosterSaysSo() throws IOException {
    enroll("{\"federation\": \"f\", \"parties\": [{\"party_id\": \"node_us\"}]}");
    assertThat(ready("--strict")).isZero();
    assertThat(out.toString()).contains("node_us  us").endsWith("\nready, by the strict test.\n");
  }

  @Test
  void aLookMakesNothing() throws IOException {
    ready();
    assertThat(home.resolve("var")).doesNotExist();
  }

  @Test
  void aListThatDoesNotParseIsSaidInASentence() throws IOException {
    enroll("{}");
    assertThat(ready("--json")).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .startsWith("certdrop: " + home.resolve("etc/roster.json") + " cannot be used")
        .contains("\"federation\" is missing");
  }
}
