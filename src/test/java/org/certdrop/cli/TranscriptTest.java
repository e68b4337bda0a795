package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TestKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The command line as a user sees it: each file of {@code transcripts/} is one session at a prompt.
 *
 * <p>A line {@code $ certdrop ...} is typed; what follows is printed, standard error with {@code !}
 * in front; {@code ? N} is the exit code. {@code FILES} is the folder of the certificates that
 * {@link #makeFiles} makes, {@code HOME} the home. Times, fingerprints, serial numbers and process
 * numbers are replaced by their names.
 */
class TranscriptTest {
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts");

  @TempDir Path directory;
  private Path home;
  private Path files;

  static List<String> transcripts() throws IOException {
    try (Stream<Path> found = Files.list(TRANSCRIPTS)) {
      return found.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @BeforeEach
  void makeFiles() throws IOException {
    home = Files.createDirectory(directory.resolve("home"));
    files = Files.createDirectory(directory.resolve("files"));
    for (String folder : List.of("inbox", "etc/identity")) {
      Files.createDirectories(home.resolve(folder));
    }
    TestCertificate own = valid("researcher_us");
    Files.writeString(home.resolve("etc/identity/component.pem"), own.pem());
    Files.writeString(
        home.resolve("etc/identity/component.key"), PrivateKeys.pem(own.keyPair().getPrivate()));
    Files.setPosixFilePermissions(
        home.resolve("etc/identity/component.key"), PosixFilePermissions.fromString("rw-------"));
    Files.writeString(
        home.resolve("etc/certdrop.properties"),
        "certdrop.component=RESEARCHER\ncertdrop.ip=10.9.9.9\ncertdrop.port=14000\n");
    Files.writeString(files.resolve("good.pem"), valid("node_a").pem());
    Files.writeString(
        files.resolve("good.json"), "{\"party_id\": \"node_a\", \"ip\": \"::1\", \"port\": 1}");
    Files.writeString(files.resolve("other-key.pem"), valid("node_a").pem());
    Files.writeString(
        files.resolve("weak.pem"),
        TestCertificate.builder("node_\u001b[31ma\u202e")
            .key(TestKeys.rsa(1024))
            .notAfter(TestCertificate.NOW.minusSeconds(60))
            .build()
            .pem());
    Files.writeString(files.resolve("hello.pem"), "hello\n");
  }

  /** Valid whatever the day on which the tests run. */
  private static TestCertificate valid(String party) {
    return TestCertificate.builder(party)
        .notAfter(java.time.Instant.parse("2099-01-01T00:00:00Z"))
        .build();
  }

  private List<String> type(String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" +")));
    words.remove(0);
    words.replaceAll(
        word -> word.replace("FILES", files.toString()).replace("HOME", home.toString()));
    words.add("--home");
    words.add(home.toString());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Certdrop.execute(
            new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(String[]::new));
    List<String> printed = new ArrayList<>();
    out.toString().lines().map(this::normal).forEach(printed::add);
    err.toString()
        .lines()
        .map(text -> "! " + normal(text))
        .map(String::strip)
        .forEach(printed::add);
    printed.add("? " + code);
    return printed;
  }

  private String normal(String line) {
    return line.replace(files.toString(), "FILES")
        .replace(home.toString(), "HOME")
        .replaceAll("([0-9A-F]{2}:){31}[0-9A-F]{2}", "FINGERPRINT")
        .replaceAll("([0-9A-F]{2}:){7}[0-9A-F]{2}", "FINGERPRINT")
        .replaceAll("\\b[0-9a-f]{64}\\b", "SHA256")
        .replaceAll("[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z", "TIME")
        .replaceAll("20[23][0-9]-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z", "TIME")
        .replaceAll("(cli-TIME-.*)-[0-9]+$", "$1-PROCESS")
        .stripTrailing();
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void theSessionGoesAsWrittenDown(String transcript) throws IOException {
    List<String> wanted = Files.readAllLines(TRANSCRIPTS.resolve(transcript));
    List<String> session = new ArrayList<>();
    for (String line : wanted) {
      if (line.startsWith("#")) {
        session.add(line);
      } else if (line.startsWith("$ ")) {
        session.add(line);
        session.addAll(type(line.substring(2)));
      }
    }
    Path said = Files.createDirectories(Path.of("target/transcripts")).resolve(transcript);
    Files.write(said, session);
    assertThat(session).as("the session, which lies whole in " + said).isEqualTo(wanted);
  }
}
