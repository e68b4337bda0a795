package org.certdrop.cli;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.certdrop.operator.LoginName;
import org.certdrop.party.Number;
import org.certdrop.party.PartyId;
import org.certdrop.terminal.Terminal;
import org.certdrop.terminal.Terminals;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.KeyPurpose;
import org.certdrop.x509.MutualCertificates;
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
 * {@link #makeFiles} makes, {@code HOME} the home; {@code FINGERPRINT:FILE}, {@code
 * NUMBER:FILE:PARTY} and {@code GROUPS:FILE:PARTY} are the fingerprint of a certificate and a
 * party's number, as one word and as six. A line {@code = KEY=VALUE} is written into the
 * configuration; after {@code + PATH FILE} a copy of the file lies there in the home; after {@code
 * % COLUMNS} both streams lead to a terminal, whose colours are written as {@code {red}}. Times,
 * fingerprints, numbers, serial numbers, process numbers and the user's name are replaced by their
 * names.
 */
class TranscriptTest {
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts");

  private static final String USER = LoginName.current().name();

  @TempDir Path directory;
  private Path home;
  private Path files;
  private Terminals terminals = Terminals.NONE;

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
    Files.writeString(files.resolve("nodeb.pem"), valid("node_b").pem());
    Files.writeString(
        files.resolve("weak.pem"),
        TestCertificate.builder("node_\u001b[31ma\u202e")
            .key(TestKeys.rsa(1024))
            .notAfter(TestCertificate.NOW.minusSeconds(60))
            .build()
            .pem());
    Files.writeString(
        files.resolve("short-key.pem"),
        TestCertificate.builder("node_a")
            .key(TestKeys.rsa(1024))
            .notAfter(TestCertificate.FAR_FUTURE)
            .build()
            .pem());
    Files.writeString(
        files.resolve("named.pem"),
        MutualCertificates.with(MutualCertificates.named("NODE_m"), KeyPurpose.CLIENT_AUTH)
            .notAfter(TestCertificate.FAR_FUTURE)
            .build()
            .pem());
    Files.writeString(files.resolve("hello.pem"), "hello\n");
    Files.writeString(files.resolve("b.pem"), valid("node_b").pem());
    Files.writeString(
        files.resolve("db.json"),
        "{\"Plans\": {\"1\": {\"x\": 1e-07}}, \"Certificates\": {\"4\": {\"party_id\": \"node_b\","
            + " \"certificate\": \"\\u001b[31mnone\"}}}");
  }

  /** Valid whatever the day on which the tests run. */
  private static TestCertificate valid(String party) {
    return TestCertificate.builder(party).notAfter(TestCertificate.FAR_FUTURE).build();
  }

  private List<String> type(String line) throws IOException {
    List<String> words = new ArrayList<>();
    for (String word : line.split(" +")) {
      words.addAll(value(word));
    }
    words.remove(0);
    words.replaceAll(
        word -> word.replace("FILES", files.toString()).replace("HOME", home.toString()));
    words.add("--home");
    words.add(home.toString());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Certdrop.execute(
            terminals,
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            words.toArray(String[]::new));
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

  /** What stands for a word that names a file's fingerprint or number. */
  private List<String> value(String word) throws IOException {
    String[] parts = word.split(":");
    if (!word.matches("(FINGERPRINT:[^:]+|(NUMBER|GROUPS):[^:]+:[^:]+)")) {
      return List.of(word);
    }
    Path file =
        parts[1].equals("own")
            ? home.resolve("etc/identity/component.pem")
            : files.resolve(parts[1]);
    Fingerprint sha256 =
        Certificate.parsePem(Files.readAllBytes(file)).sound().orElseThrow().fingerprint();
    if (parts.length == 2) {
      return List.of(sha256.toString());
    }
    String number = Number.of(new PartyId(parts[2]), sha256).toString();
    return parts[0].equals("NUMBER") ? List.of(number) : List.of(number.split(" "));
  }

  private String normal(String line) {
    return line.replace(files.toString(), "FILES")
        .replace(home.toString(), "HOME")
        .replaceAll("([0-9A-F]{2}:){31}[0-9A-F]{2}", "FINGERPRINT")
        .replaceAll("([0-9A-F]{2}:){7}[0-9A-F]{2}", "FINGERPRINT")
        .replaceAll("\\b([0-9A-F]{2}:){3,7}( |$)", "FINGER$2")
        .replaceAll("\\b([0-9A-F]{2}:)*[0-9A-F]{2}\\.\\.\\.", "PRINT...")
        .replace("\u001b[31m", "{red}")
        .replace("\u001b[32m", "{green}")
        .replace("\u001b[33m", "{yellow}")
        .replace("\u001b[39m", "{}")
        .replaceAll("\\b[0-9a-f]{64}\\b", "SHA256")
        .replaceAll("\\b[0-9]{5}( [0-9]{5}){5}\\b", "NUMBER")
        .replace(USER + " compared", "USER compared")
        .replace(", " + USER + ", ", ", USER, ")
        .replaceAll("Z " + Pattern.quote(USER) + " (?=[a-z]+ed )", "Z USER ")
        .replace("\"" + USER + "\"", "\"USER\"")
        .replaceAll("(verified.by +)" + Pattern.quote(USER), "$1USER")
        .replaceAll("USER, 20[0-9]{2}-[0-9]{2}-[0-9]{2}", "USER, DAY")
        .replaceAll("\\b(on|since) 20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z", "$1 TIME")
        .replaceAll("[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z", "TIME")
        .replaceAll("20[23][0-9]-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z", "TIME")
        .replaceAll(" in [0-9]+ days", " in DAYS days")
        .replaceAll("(cli-TIME-.*)-[0-9]+$", "$1-PROCESS")
        .stripTrailing();
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void theSessionGoesAsWrittenDown(String transcript) throws IOException {
    List<String> wanted = Files.readAllLines(TRANSCRIPTS.resolve(transcript));
    List<String> session = new ArrayList<>();
    for (String line : wanted) {
      if (line.startsWith("= ")) {
        Files.writeString(
            home.resolve("etc/certdrop.properties"), line.substring(2) + "\n", APPEND);
        session.add(line);
      } else if (line.startsWith("+ ")) {
        String[] words = line.split(" ");
        Path copy = home.resolve(words[1]);
        Files.createDirectories(copy.getParent());
        Files.copy(files.resolve(words[2]), copy);
        session.add(line);
      } else if (line.startsWith("% ")) {
        Terminal terminal = new Terminal(true, Integer.parseInt(line.substring(2)), true, true);
        terminals = new Terminals(terminal, terminal);
        session.add(line);
      } else if (line.startsWith("#")) {
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
