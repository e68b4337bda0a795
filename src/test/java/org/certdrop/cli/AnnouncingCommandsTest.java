package org.certdrop.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.certdrop.JavaCommand;
import org.certdrop.json.StrictJson;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that announce this party: {@code registration-instructions} and {@code generate}.
 */
class AnnouncingCommandsTest {
  private static final String US = "node_us";

  @TempDir Path directory;
  private Path home;
  private Path identity;

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createDirectories(directory.resolve("home/inbox")).getParent();
    identity = Files.createDirectories(home.resolve("etc/identity"));
    Files.writeString(
        home.resolve("etc/certdrop.properties"), "certdrop.ip=10.9.9.9\ncertdrop.port=14001\n");
    TestCertificate own = TestCertificate.builder(US).notAfter(TestCertificate.FAR_FUTURE).build();
    Files.writeString(identity.resolve("component.pem"), own.pem());
    Files.writeString(
        identity.resolve("component.key"), PrivateKeys.pem(own.keyPair().getPrivate()));
  }

  private String type(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--home", home.toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Certdrop.execute(
            new PrintWriter(out, true), new PrintWriter(err, true), line.toArray(String[]::new));
    assertThat(code).as(err.toString()).isZero();
    return out.toString();
  }

  private JsonNode json(String... words) throws IOException {
    return StrictJson.mapper().readTree(type(words));
  }

  private Path outbox(String kind) {
    return home.resolve("outbox/registration/" + US + kind);
  }

  @Test
  void whatIsPrintedIsWhatLiesInTheOutbox() throws Exception {
    assertThat(type("registration-instructions")).isEqualTo(Files.readString(outbox(".txt")));
    assertThat(outbox(".json.p7s")).exists();
  }

  @Test
  void theJsonIsTheSidecarAndTheCertificate() throws Exception {
    ObjectNode printed = (ObjectNode) json("registration-instructions", "--json");

    assertThat(printed.remove("certificate").textValue())
        .isEqualTo(Files.readString(outbox(".pem")));
    assertThat((JsonNode) printed)
        .isEqualTo(StrictJson.mapper().readTree(Files.readAllBytes(outbox(".json"))));
    assertThat(printed.path("type").textValue()).isEqualTo("registration");
    assertThat(printed.path("seq").isIntegralNumber()).isTrue();
    assertThat(printed.path("created_at").isTextual()).isTrue();
  }

  @Test
  void printingTwiceChangesNothing() throws Exception {
    String first = type("registration-instructions", "--json");
    Files.delete(outbox(".json.p7s"));

    assertThat(type("registration-instructions", "--json")).isEqualTo(first);
    assertThat(outbox(".json.p7s")).doesNotExist();
  }

  @Test
  void aNewCertificateIsSignedByTheOldKey() throws Exception {
    JsonNode made = json("generate", "--force", "--json");

    assertThat(made.path("signed_by_old_key").booleanValue()).isTrue();
    JsonNode printed = json("registration-instructions", "--json");
    assertThat(printed.path("type").textValue()).isEqualTo("rotation");
    assertThat(printed.path("sha256")).isEqualTo(made.path("sha256"));
    assertThat(printed.at("/supersedes/sha256")).isEqualTo(made.path("replaced"));
  }

  @Test
  void thatTheOldKeyCouldNotSignIsSaid() throws Exception {
    Files.delete(identity.resolve("component.key"));

    assertThat(type("generate", "--force"))
        .contains("The old key is not here and could not sign for it", "key-change");
    assertThat(json("registration-instructions", "--json").path("type").textValue())
        .isEqualTo("registration");
  }

  @Test
  void aFirstCertificateReplacesNone() throws Exception {
    Files.delete(identity.resolve("component.pem"));
    Files.delete(identity.resolve("component.key"));

    JsonNode made = json("generate", "--json");
    assertThat(made.path("replaced").isNull()).isTrue();
    assertThat(made.path("signed_by_old_key").booleanValue()).isFalse();
  }

  @Test
  void processesThatAnnounceAtOnceSayTheSame() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(start("registration-instructions", "--json"));
    }
    List<String> said = new ArrayList<>();
    for (Process process : processes) {
      said.add(new String(process.getInputStream().readAllBytes(), US_ASCII));
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
    assertThat(said.get(0)).contains("\"seq\"");
    assertThat(said).allMatch(said.get(0)::equals);
  }

  private Process start(String... words) throws IOException {
    List<String> command = JavaCommand.of(Certdrop.class, words);
    command.addAll(List.of("--home", home.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
