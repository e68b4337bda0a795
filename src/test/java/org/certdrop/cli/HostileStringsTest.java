package org.certdrop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.certdrop.json.StrictJson;
import org.certdrop.proof.Proof;
import org.certdrop.terminal.Terminal;
import org.certdrop.terminal.Terminals;
import org.certdrop.text.HostileStrings;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hostile strings in everything that comes from outside; and nothing that certdrop prints, logs or
 * writes controls a terminal, forges a line or is taken for an expression.
 */
class HostileStringsTest {
  @TempDir Path directory;
  private Path home;
  private Path inbox;
  private int files;
  private String hostile;

  private static final Map<String, String> STRINGS = HostileStrings.all();
  private static final Terminal TERMINAL = new Terminal(true, 60, true, true);
  private static final String COLOURS = "\u001b\\[3[1239]m";

  @BeforeEach
  void makeHome() throws IOException {
    home = DroppedKeys.makeHome(directory.resolve("home"));
    inbox = home.resolve("inbox");
  }

  static Stream<String> names() {
    return STRINGS.keySet().stream();
  }

  static List<String> someNames() {
    return Proof.Size.of(names().toList(), 3);
  }

  private static X500Name name(ASN1Encodable value) {
    return new X500Name(new RDN[] {new RDN(new AttributeTypeAndValue(BCStyle.O, value))});
  }

  /** UTF-8 has no place for half a pair of surrogates; BMPString has. */
  private static List<X500Name> subjects(String hostile) {
    List<X500Name> subjects = new ArrayList<>();
    if (hostile.indexOf('\ud800') < 0) {
      subjects.add(name(new DERUTF8String(hostile)));
      subjects.add(name(new DERT61String(hostile)));
    }
    subjects.add(name(new DERBMPString(hostile)));
    return subjects;
  }

  private static TestCertificate.Builder certificate(X500Name subject) {
    return TestCertificate.builder("node_a")
        .subject(subject)
        .notBefore(java.time.Instant.parse("2020-01-01T00:00:00Z"))
        .notAfter(TestCertificate.FAR_FUTURE);
  }

  private void dropCertificates() throws IOException {
    int party = 0;
    for (X500Name subject : subjects(hostile)) {
      drop(certificate(subject).build().pem(), sidecar("node_h" + ++party));
      drop(
          certificate(subject).issuer(name(new DERBMPString(hostile))).build().pem(),
          sidecar("node_i" + ++party));
    }
    GeneralNames alternatives =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, ascii(hostile)),
              new GeneralName(GeneralName.uniformResourceIdentifier, ascii(hostile)),
              new GeneralName(subjects(hostile).get(0))
            });
    drop(
        certificate(subjects(hostile).get(0))
            .extension(Extension.subjectAlternativeName, false, alternatives)
            .build()
            .pem(),
        sidecar("node_s"));
  }

  /** IA5String goes to 127; what is beyond is written as its low octet, as a forger may. */
  private static String ascii(String text) {
    return text.replaceAll("[^\\x00-\\x7f]", "?");
  }

  private void dropSidecars() throws IOException {
    String good = certificate(name(new DERUTF8String("x"))).build().pem();
    for (String field : List.of("party_id", "component", "ip", "port", "sha256", "remark")) {
      drop(
          good,
          sidecar("node_a").replace("}", ", " + string(field) + ": " + string(hostile) + "}"));
      drop(good, "{" + string(field) + ": " + string(hostile) + "}");
    }
    drop(good, sidecar("node_z").replace("}", ", " + string(hostile) + ": 1}"));
    drop(good, "{" + hostile + ": 1}");
    drop(good, "{" + string(hostile) + ": 1, " + string(hostile) + ": 2}");
    for (String flag : List.of("-pi ", "--ip ", "--port ")) {
      Files.write(
          inbox.resolve("text" + ++files + ".txt"),
          (good + "register -pi node_t " + flag + hostile + "\n").getBytes(UTF_8));
    }
    drop(good.replace("CERTIFICATE", "X" + hostile.replace("\n", "")), sidecar("node_l"));
  }

  /** What the file system takes for a name: in the inbox, and where it does not belong. */
  private void dropNames() throws IOException {
    for (String suffix : List.of(".pem", ".json", ".docx", ".txt")) {
      try {
        Files.writeString(inbox.resolve(hostile.replace('/', '_') + suffix), "{}");
      } catch (InvalidPathException e) {
        assertThat(hostile).containsAnyOf("\u0000", "\ud800");
      }
    }
  }

  private static String sidecar(String party) {
    return "{\"party_id\": \"" + party + "\", \"ip\": \"10.9.0.1\", \"port\": 14001}";
  }

  private static String string(String text) throws IOException {
    return StrictJson.mapper().writeValueAsString(text);
  }

  private void drop(String pem, String json) throws IOException {
    files++;
    Files.write(inbox.resolve("f" + files + ".pem"), pem.getBytes(UTF_8));
    Files.write(inbox.resolve("f" + files + ".json"), json.getBytes(UTF_8));
  }

  private record Printed(String out, String err) {}

  private Printed type(String... words) {
    return type(Terminals.NONE, words);
  }

  private Printed type(Terminals terminals, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.add("--home");
    line.add(home.toString());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Certdrop.execute(
        terminals,
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        line.toArray(String[]::new));
    return new Printed(out.toString(), err.toString());
  }

  /** What the shipped configuration of the log would write to standard error. */
  private static String logged(LogAction action) throws Exception {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(UTF_8);
    encoder.setLayout(Logging.layout(context));
    encoder.start();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(bytes);
    appender.start();
    root.addAppender(appender);
    try {
      action.run();
    } finally {
      root.detachAppender(appender);
    }
    return bytes.toString(UTF_8);
  }

  private interface LogAction {
    void run() throws Exception;
  }

  private static void isHarmless(String where, String text) {
    assertThat(text.codePoints().filter(HostileStrings::isHarmful).boxed().toList())
        .as(where)
        .isEmpty();
  }

  private void everyCommandIsHarmless() throws IOException {
    List<String> checked = new ArrayList<>(List.of("check"));
    for (Path folder : folders("refused")) {
      checked.addAll(dropped(folder));
    }
    for (String[] words :
        List.of(
            new String[] {"status"},
            new String[] {"list"},
            new String[] {"show", "node_h1"},
            new String[] {"number", "node_h1"},
            new String[] {"audit"},
            new String[] {"registration-instructions"},
            checked.toArray(String[]::new),
            new String[] {
              "register", "-pk", dropped(folders("refused").get(0)).get(0), "-pi", hostile
            })) {
      Printed text = type(words);
      isHarmless(words[0], text.out());
      isHarmless(words[0], text.err());
      Printed shown = type(new Terminals(TERMINAL, TERMINAL), words);
      isHarmless(words[0] + " on a terminal", shown.out().replaceAll(COLOURS, ""));
      isHarmless(words[0] + " on a terminal", shown.err());
      List<String> asJson = new ArrayList<>(List.of(words));
      asJson.add("--json");
      Printed json = type(asJson.toArray(String[]::new));
      isHarmless(words[0] + " --json", json.out());
      isHarmless(words[0] + " --json", json.err());
      if (!json.out().isEmpty()) {
        assertThat(StrictJson.mapper().readTree(json.out()).isContainerNode()).isTrue();
      }
    }
  }

  private List<Path> folders(String end) throws IOException {
    try (Stream<Path> folders = Files.list(inbox.resolve(end))) {
      return folders.sorted().toList();
    }
  }

  private static List<String> dropped(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(Path::toString).filter(file -> !file.endsWith("verdict.json")).toList();
    }
  }

  @Proof
  @ParameterizedTest
  @MethodSource("someNames")
  void whatIsDroppedControlsNothing(String name) throws Exception {
    hostile = STRINGS.get(name);
    dropCertificates();
    dropSidecars();
    dropNames();
    String log = logged(() -> type("run", "--once"));
    isHarmless("log", log);
    assertThat(log.lines()).isNotEmpty().allMatch(line -> line.matches("20[0-9T:.-]+Z \\w+ .*"));
    assertThat(log.lines().filter(line -> line.matches("\\S+ (INFO|WARN) +re.*")))
        .as("a line a verdict")
        .hasSize(folders("refused").size() + folders("accepted").size());
    for (String end : List.of("refused", "accepted")) {
      for (Path folder : folders(end)) {
        isHarmless(folder.toString(), Files.readString(folder.resolve("verdict.json")));
        isHarmless("name", folder.getFileName().toString());
      }
    }
    isHarmless("registry.json", Files.readString(home.resolve("var/registry.json")));
    isHarmless("journal.jsonl", Files.readString(home.resolve("var/journal.jsonl")));
    everyCommandIsHarmless();
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsTypedControlsNothing(String name) {
    hostile = STRINGS.get(name);
    for (String[] words :
        List.of(
            new String[] {hostile},
            new String[] {"show", hostile},
            new String[] {"delete", hostile},
            new String[] {"number", hostile},
            new String[] {"confirm", hostile, hostile},
            new String[] {"confirm", "node_a", hostile},
            new String[] {"reject", "node_a", hostile},
            new String[] {"check", hostile},
            new String[] {"check", "x", "--at", hostile},
            new String[] {"register", "-pk", hostile, "-pi", "node_a"},
            new String[] {"register", "-pk", "pom.xml", "-pi", hostile, "--ip", hostile},
            new String[] {"register", "-pk", "pom.xml", "-pi", "node_a", "--port", hostile},
            new String[] {"status", hostile},
            new String[] {"status", "--" + hostile},
            new String[] {"run", "--once", "--home", directory + "/" + hostile})) {
      Printed printed = type(words);
      isHarmless(String.join(" ", List.of(words).subList(0, words.length - 1)), printed.out());
      isHarmless(String.join(" ", List.of(words).subList(0, words.length - 1)), printed.err());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsConfiguredControlsNothing(String name) throws Exception {
    hostile = STRINGS.get(name);
    for (String key :
        List.of(
            "certdrop.party-id",
            "certdrop.inbox.settle-time",
            "certdrop.policy.issuers",
            "certdrop.x" + hostile)) {
      java.util.Properties properties = new java.util.Properties();
      properties.setProperty(key, hostile);
      try (java.io.OutputStream out =
          Files.newOutputStream(home.resolve("etc/certdrop.properties"))) {
        properties.store(out, null);
      }
      String log =
          logged(
              () -> {
                for (String[] words :
                    List.of(
                        new String[] {"run", "--once"},
                        new String[] {"status"},
                        new String[] {"status", "--json"},
                        new String[] {"check", "pom.xml"})) {
                  Printed printed = type(words);
                  isHarmless(words[0], printed.out());
                  isHarmless(words[0], printed.err());
                }
              });
      isHarmless("log", log);
    }
  }

  @Test
  void anExceptionInTheLogStaysOnItsLineAndControlsNothing() throws Exception {
    for (String text : STRINGS.values()) {
      Exception cause = new IOException(text, new IllegalStateException(text));
      String log =
          logged(() -> LoggerFactory.getLogger("org.certdrop.test").warn("{}", text, cause));
      isHarmless("log", log);
      assertThat(log.lines()).hasSize(1);
      assertThat(log).contains("java.io.IOException: ", "java.lang.IllegalStateException: ");
    }
  }
}
