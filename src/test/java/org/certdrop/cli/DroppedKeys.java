package org.certdrop.cli;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.certdrop.home.TestHomes;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TestKeys;

/**
 * Private keys in every form in which somebody may drop one by mistake. Their base64 is kept turned
 * inside out, so that a search through this process's memory finds certdrop's copies alone.
 */
final class DroppedKeys {
  static final String OWN = "the own key";
  static final String PUBLIC = "a registered certificate";

  /** What the kept base64 is turned inside out with. */
  static final byte TURN = 0x5a;

  /** How many characters in a row tell a key. */
  static final int WINDOW = 16;

  private static final int LINE = 64;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, byte[]> secrets = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> harmless = new LinkedHashSet<>();
  private Path inbox;

  /** A home whose own key and certificate are new, and where nothing waits long. */
  static Path makeHome(Path home) throws IOException {
    for (String folder : List.of("inbox", "etc/identity")) {
      Files.createDirectories(home.resolve(folder));
    }
    TestHomes.copyRoutes(home);
    TestHomes.putPair(home, builder("researcher_us").build());
    Files.writeString(
        home.resolve("etc/certdrop.properties"),
        "certdrop.component=RESEARCHER\ncertdrop.ip=10.9.9.9\ncertdrop.inbox.settle-time=PT0.3S\n");
    return home;
  }

  private static byte[] turned(byte[] bytes) {
    byte[] turned = bytes.clone();
    for (int i = 0; i < turned.length; i++) {
      turned[i] ^= TURN;
    }
    return turned;
  }

  private static String pkcs8() {
    return base64(fresh().getPrivate().getEncoded());
  }

  private static KeyPair fresh() {
    return TestKeys.rsa(1024, "dropped " + RANDOM.nextLong());
  }

  private static String traditional(KeyPair pair) {
    try {
      return base64(
          PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded())
              .parsePrivateKey()
              .toASN1Primitive()
              .getEncoded());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String random() {
    byte[] bytes = new byte[900];
    RANDOM.nextBytes(bytes);
    return base64(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String block(String label, String body) {
    return "-----BEGIN " + label + "-----\n" + lines(body) + "-----END " + label + "-----\n";
  }

  private static String lines(String body) {
    StringBuilder lines = new StringBuilder();
    for (int at = 0; at < body.length(); at += LINE) {
      lines.append(body, at, Math.min(body.length(), at + LINE)).append('\n');
    }
    return lines.toString();
  }

  static TestCertificate certificate(String party) {
    return builder(party).build();
  }

  private static TestCertificate.Builder builder(String party) {
    return TestCertificate.builder(party)
        .notBefore(Instant.parse("2020-01-01T00:00:00Z"))
        .notAfter(TestCertificate.FAR_FUTURE);
  }

  private static String sidecar(String party) {
    return "{\"party_id\": \"" + party + "\", \"ip\": \"10.9.0.1\", \"port\": 14001}";
  }

  /** Drops a key in each form, and one good pair; and puts the same files beside, to be checked. */
  List<Path> drop(Path inboxFolder, Path copies) throws IOException {
    inbox = inboxFolder;
    Files.createDirectories(copies);
    String good = certificate("node_good").pem();
    secrets.put(PUBLIC, turned(body(good).getBytes(UTF_8)));
    put("good", good, sidecar("node_good"));
    inFiles();
    inSidecars();
    inTexts();
    try (Stream<Path> files = Files.list(inbox)) {
      for (Path file : files.toList()) {
        Files.copy(file, copies.resolve(file.getFileName()));
      }
    }
    own();
    try (Stream<Path> files = Files.list(copies)) {
      return files.sorted().toList();
    }
  }

  /** The names of all forms. */
  Set<String> names() {
    return names;
  }

  /** A key's base64, turned inside out. */
  byte[] secret(String form) {
    return secrets.get(form).clone();
  }

  /** Any 16 characters in a row of a key's base64, but for those that are the same in every key. */
  Set<String> windows(String form) {
    Set<String> windows = windowsOf(new String(turned(secrets.get(form)), UTF_8));
    windows.removeAll(form.equals(PUBLIC) ? Set.of() : harmless);
    return windows;
  }

  private static Set<String> windowsOf(String body) {
    Set<String> windows = new HashSet<>();
    for (int at = 0; at + WINDOW <= body.length(); at++) {
      windows.add(body.substring(at, at + WINDOW));
    }
    return windows;
  }

  private static String body(String pem) {
    return String.join("", pem.lines().filter(line -> !line.startsWith("-----")).toList());
  }

  private void keep(String form, String body) {
    names.add(form);
    secrets.put(form, turned(body.getBytes(UTF_8)));
  }

  private void own() throws IOException {
    // RSA, whose public parts look like nothing in the registered certificates.
    TestCertificate own = builder("researcher_us").key(TestKeys.rsa(2048)).build();
    TestHomes.putPair(inbox.getParent(), own);
    secrets.put(OWN, turned(body(PrivateKeys.pem(own.keyPair().getPrivate())).getBytes(UTF_8)));
    harmless.addAll(windowsOf(pkcs8()));
    harmless.addAll(windowsOf(body(own.pem())));
    harmless.addAll(windowsOf(base64(own.keyPair().getPublic().getEncoded())));
  }

  private void inFiles() throws IOException {
    file("pkcs8", pkcs8(), body -> block("PRIVATE KEY", body));
    file("pkcs1", traditional(fresh()), body -> block("RSA PRIVATE KEY", body));
    file("sec1", traditional(TestKeys.ec("secp521r1")), body -> block("EC PRIVATE KEY", body));
    file("encrypted", random(), body -> block("ENCRYPTED PRIVATE KEY", body));
    file("openssh", random(), body -> block("OPENSSH PRIVATE KEY", body));
    file("pgp", random(), body -> block("PGP PRIVATE KEY BLOCK", "\nVersion: 1\n\n" + body));
    file(
        "lower-case",
        random(),
        body -> lowerCase(block("RSA PRIVATE KEY", "?")).replace("?", body));
    file("lower-label", random(), body -> block("rsa private key", body));
    file("odd-label", random(), body -> block("ANY OLD PRIVATE KEY (mine)", body));
    file("without-end", random(), body -> "-----BEGIN PRIVATE KEY-----\n" + lines(body));
    file("without-begin", random(), body -> lines(body) + "-----END PRIVATE KEY-----\n");
    file("without-boundaries", random(), DroppedKeys::lines);
    file("mislabelled", pkcs8(), body -> block("CERTIFICATE", body));
    file("as-label", random(), body -> block(body, "AAAA"));
    file("quoted", random(), body -> block("PRIVATE KEY", body).replaceAll("(?m)^", "> "));
    file("one-line", random(), body -> "-----BEGIN PRIVATE KEY-----" + body);
    file("before", random(), body -> block("PRIVATE KEY", body) + certificate("node_a").pem());
    file("after", random(), body -> certificate("node_a").pem() + block("PRIVATE KEY", body));
    bytes("utf-16", random(), body -> block("PRIVATE KEY", body).getBytes(UTF_16));
    bytes("der", pkcs8(), Base64.getDecoder()::decode);
    String named = random();
    file("in-name-" + letters(named).substring(0, 12), named, body -> block("PRIVATE KEY", body));
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String letters(String text) {
    return text.replaceAll("[^A-Za-z0-9]", "");
  }

  private void inSidecars() throws IOException {
    for (String field : List.of("party_id", "component", "ip", "port", "sha256")) {
      beside("block-in-" + field, random(), body -> with(field, block("PRIVATE KEY", body)));
      beside("bare-in-" + field, random(), body -> with(field, body));
    }
    beside("block-in-unknown", random(), body -> with("remark", block("PRIVATE KEY", body)));
    beside("block-as-name", random(), body -> with(block("PRIVATE KEY", body), "x"));
    beside(
        "as-name-in-bad-pair", random(), body -> with(body, "x").replace("10.9.0.1", "localhost"));
    beside("unquoted", random(), body -> "{\"party_id\": " + body + "}");
    beside("as-number", random(), body -> "{\"party_id\": \"node_a\", \"port\": 1" + body + "}");
    beside("instead", random(), body -> block("PRIVATE KEY", body));
    beside("behind", random(), body -> sidecar("node_a") + body);
    beside("twice", random(), body -> "{\"" + body + "\": 1, \"" + body + "\": 2}");
  }

  private void inTexts() throws IOException {
    text("text-party", random(), body -> "register -pk FILE -pi " + body + " --ip ::2 --port 1");
    text("text-ip", random(), body -> "register -pi node_a --ip " + body + " --port 1");
    text("text-port", random(), body -> "register -pi node_a --ip ::2 --port " + body);
    text(
        "text-block",
        random(),
        body -> "register -pi node_a --port 1\n" + block("PRIVATE KEY", body));
    text("text-two", random(), body -> "-pi node_a -pi " + body + " --ip ::2 --port 1");
  }

  /** The shortest sidecar with one field more or another value, as a program would write it. */
  private static String with(String name, String value) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("party_id", "node_a");
    fields.put("ip", "10.9.0.1");
    fields.put("port", "14001");
    fields.put(name, value);
    return fields.entrySet().stream()
        .map(field -> string(field.getKey()) + ": " + string(field.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** By hand: a JSON library keeps buffers, and what it wrote last in them. */
  private static String string(String text) {
    return '"' + text.replace("\n", "\\n") + '"';
  }

  private void file(String form, String body, UnaryOperator<String> content) throws IOException {
    bytes(form, body, secret -> content.apply(secret).getBytes(UTF_8));
  }

  private void bytes(String form, String body, Function<String, byte[]> content)
      throws IOException {
    keep(form, body);
    Files.write(inbox.resolve(form + ".pem"), content.apply(body));
    Files.writeString(inbox.resolve(form + ".json"), sidecar("node_a"));
  }

  private void beside(String form, String body, UnaryOperator<String> content) throws IOException {
    keep(form, body);
    put(form, certificate("node_a").pem(), content.apply(body));
  }

  private void put(String stem, String pem, String json) throws IOException {
    Files.writeString(inbox.resolve(stem + ".pem"), pem);
    Files.writeString(inbox.resolve(stem + ".json"), json);
  }

  private void text(String form, String body, UnaryOperator<String> content) throws IOException {
    keep(form, body);
    Files.writeString(
        inbox.resolve(form + ".txt"), certificate("node_a").pem() + "\n" + content.apply(body));
  }
}
