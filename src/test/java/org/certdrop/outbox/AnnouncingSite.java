package org.certdrop.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.certdrop.cms.SignatureVerification;
import org.certdrop.files.DurableFiles;
import org.certdrop.identity.ConfiguredParty;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.IdentityFolder;
import org.certdrop.identity.OwnParties;
import org.certdrop.identity.OwnParty;
import org.certdrop.identity.Renewal;
import org.certdrop.json.StrictJson;
import org.certdrop.party.Component;
import org.certdrop.party.PartyId;
import org.certdrop.registry.SharedStatements;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.SelfSignedCertificate;
import org.certdrop.x509.TestCertificate;

/** One party with its pair, its statements and its outbox, each process a new one, for tests. */
public final class AnnouncingSite {
  /** The process was killed. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  interface Work {
    void in(AnnouncingSite site) throws Exception;
  }

  public final Path outbox;
  final Path statements;
  final Path pair;
  private final Map<String, Certificate> known = new HashMap<>();
  private DurableFiles files = new DurableFiles();
  private SharedStatements.Finder shared = SharedStatements.Finder.NOWHERE;
  private Instant now = Instant.parse("2026-11-23T10:15:00.123Z");
  private ConfiguredParty configured = OwnParties.configured(Component.NODE, OwnParties.NODE);

  AnnouncingSite(Path home) {
    outbox = home.resolve("outbox/registration");
    statements = home.resolve("var/instructions");
    pair = home.resolve("etc/identity");
  }

  /** A site that has a pair already. */
  public static AnnouncingSite withPair(Path home) throws IOException {
    AnnouncingSite site = new AnnouncingSite(home);
    site.put(TestCertificate.of(OwnParties.NODE));
    return site;
  }

  AnnouncingSite on(DurableFiles disk) {
    files = disk;
    return this;
  }

  AnnouncingSite sharing(SharedStatements statements) {
    shared = () -> Optional.of(statements);
    return this;
  }

  /** Has another id from now on. */
  void become(String id) {
    configured = OwnParties.configured(Component.NODE, id);
  }

  void setPort(int port) {
    configured =
        new ConfiguredParty(
            configured.component(),
            configured.partyId(),
            OwnParties.endpoint("10.221.0.2", port),
            configured.names());
  }

  void setTime(Instant time) {
    now = time;
  }

  Instant time() {
    return now;
  }

  /** Puts a pair into the identity folder by hand. */
  void put(TestCertificate certificate) throws IOException {
    Files.createDirectories(pair);
    Files.write(pair.resolve("component.pem"), certificate.file());
    Files.writeString(
        pair.resolve("component.key"), PrivateKeys.pem(certificate.keyPair().getPrivate()));
    know(certificate.certificate());
  }

  private void know(Certificate certificate) {
    known.put(certificate.fingerprint().toString(), certificate);
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private IdentityFolder identity() {
    return new IdentityFolder(
        pair,
        clock(),
        Optional::empty,
        (template, from) -> {
          SelfSignedCertificate made = OwnParties.quickPair(new PartyId(template.organization()));
          know(made.certificate());
          return made;
        },
        files);
  }

  Announcements announcements() {
    return new Announcements(statements, outbox, shared, clock(), files);
  }

  OwnParty own() throws IdentityException {
    return identity().find(configured).orElseThrow();
  }

  public List<String> publish() throws IOException, IdentityException {
    try (Announcements.Turn turn = announcements().begin()) {
      return turn.publish(own());
    }
  }

  public Renewal generate() throws IOException, IdentityException {
    try (Announcements.Turn turn = announcements().begin()) {
      return turn.generate(identity(), configured, true);
    }
  }

  /** Does something in a process that is killed before its n-th operation; true if it was. */
  boolean killedBefore(int operation, Work work) throws Exception {
    AtomicInteger left = new AtomicInteger(operation);
    files =
        new DurableFiles(
            () -> {
              if (left.getAndDecrement() == 0) {
                throw new Killed();
              }
            });
    try {
      work.in(this);
      return false;
    } catch (Killed e) {
      return true;
    } finally {
      files = new DurableFiles();
    }
  }

  List<String> names() throws IOException {
    return names(outbox);
  }

  static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  /** What lies in the outbox, by name. */
  Map<String, String> content() throws IOException {
    Map<String, String> content = new TreeMap<>();
    for (String name : names()) {
      content.put(name, text(name));
    }
    return content;
  }

  public String text(String name) throws IOException {
    return Files.readString(outbox.resolve(name), US_ASCII);
  }

  public JsonNode sidecar() throws IOException {
    return sidecar(OwnParties.NODE);
  }

  JsonNode sidecar(String stem) throws IOException {
    return StrictJson.mapper().readTree(text(stem + ".json"));
  }

  Statements kept() throws Exception {
    return new StatementsFile(statements, files, shared).read();
  }

  /** Every signature that lies beside a sidecar in the outbox is a good one over it. */
  void everySignatureFits() throws IOException {
    List<String> names = names();
    for (String name : names) {
      String stem = name.replaceAll("\\.json(\\.old)?\\.p7s$", "");
      if (name.endsWith(".p7s") && names.contains(stem + ".json")) {
        String pointer = name.endsWith(".old.p7s") ? "/supersedes/sha256" : "/sha256";
        Certificate signer = known.get(sidecar(stem).at(pointer).asText());
        assertThat(signer).as("signer of %s", name).isNotNull();
        assertThat(problem(name, stem, signer)).as(name).isEmpty();
      }
    }
  }

  Optional<String> problem(String signature, String stem, Certificate signer) throws IOException {
    return SignatureVerification.problem(
        text(signature).getBytes(US_ASCII), text(stem + ".json").getBytes(US_ASCII), signer);
  }
}
