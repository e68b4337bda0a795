package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.certdrop.json.StrictJson;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TestKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevSetupCommandTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makeHomes() throws IOException {
    for (String party : new String[] {"node_a", "node_b"}) {
      Path home = directory.resolve(party);
      Files.createDirectories(home.resolve("inbox"));
      Files.createDirectories(home.resolve("etc/identity"));
      use(party, builder(party).build());
      listen(party, party.equals("node_a") ? 14001 : 14002);
    }
  }

  private void listen(String party, int port) throws IOException {
    Files.writeString(
        directory.resolve(party).resolve("etc/certdrop.properties"),
        "certdrop.port=" + port + "\n");
  }

  @Test
  void twoAtOneAddressAreWarnedOf() throws IOException {
    listen("node_b", 14001);
    assertThat(devSetup(home("node_a"), home("node_b"))).isZero();
    assertThat(out.toString().lines()).hasSize(2);
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("certdrop: warning: "))
        .allMatch(line -> line.contains("duplicate-endpoint") && line.contains("127.0.0.1:14001"));
  }

  /** Valid whatever the day on which the tests run. */
  private static TestCertificate.Builder builder(String party) {
    return TestCertificate.builder(party).notAfter(TestCertificate.FAR_FUTURE);
  }

  private void use(String party, TestCertificate certificate) throws IOException {
    Path identity = directory.resolve(party).resolve("etc/identity");
    Files.writeString(identity.resolve("component.pem"), certificate.pem());
    Files.writeString(
        identity.resolve("component.key"), PrivateKeys.pem(certificate.keyPair().getPrivate()));
  }

  private String home(String party) {
    return directory.resolve(party).toString();
  }

  private int devSetup(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "dev-setup";
    System.arraycopy(words, 0, all, 1, words.length);
    return Certdrop.execute(new PrintWriter(out, true), new PrintWriter(err, true), all);
  }

  @Test
  void eachRegistrationIsALine() {
    assertThat(devSetup(home("node_a"), home("node_b"))).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "registered: node_b in " + home("node_a"), "registered: node_a in " + home("node_b"));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aRefusalIsALineWithItsCodeAndTheExitCodeOfAFailure() throws IOException {
    devSetup(home("node_a"), home("node_b"));
    out.getBuffer().setLength(0);
    use("node_b", builder("node_b").key(TestKeys.rsa(2048)).build());
    assertThat(devSetup(home("node_a"), home("node_b"))).isEqualTo(1);
    assertThat(out.toString().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("refused: node_b in " + home("node_a") + ": key-change: node_b is"),
            line -> assertThat(line).isEqualTo("unchanged: node_a in " + home("node_b")));
  }

  @Test
  void theJsonHoldsTheVerdictsWhole() throws IOException {
    assertThat(devSetup("--json", home("node_a"), home("node_b"))).isZero();
    JsonNode document = StrictJson.mapper().readTree(out.toString());
    assertThat(document.path("failures")).isEmpty();
    JsonNode first = document.path("registrations").path(0);
    assertThat(first.path("home").asText()).isEqualTo(home("node_a"));
    assertThat(first.path("verdict").path("outcome").asText()).isEqualTo("registered");
    assertThat(first.path("verdict").path("party_id").asText()).isEqualTo("node_b");
  }

  @Test
  void aHomeThatFailsIsSaid_andTheOthersAreServed() throws IOException {
    Files.createDirectory(directory.resolve("node_a/var"));
    Files.writeString(directory.resolve("node_a/var/journal.jsonl"), "{}\n");
    assertThat(devSetup(home("node_a"), home("node_b"))).isEqualTo(1);
    assertThat(out.toString().lines()).containsExactly("registered: node_a in " + home("node_b"));
    assertThat(err.toString())
        .startsWith("certdrop: " + home("node_a") + ": registry-corrupted")
        .hasLineCount(1);
  }

  @Test
  void oneHomeAloneIsWrongUsage() {
    assertThat(devSetup(home("node_a"))).isEqualTo(2);
  }

  @Test
  void oneHomeTwiceIsSaid() {
    assertThat(devSetup(home("node_a"), home("node_b"), home("node_a"))).isEqualTo(1);
    assertThat(err.toString()).contains(home("node_a") + " is named twice");
  }
}
