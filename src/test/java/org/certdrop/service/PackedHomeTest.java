package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.certdrop.home.Home;
import org.certdrop.inbox.RecentVerdicts;
import org.certdrop.outbox.Pack;
import org.certdrop.outbox.Packs;
import org.certdrop.outbox.Publications;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.certdrop.text.Parsed;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One attachment, from one service to another, has the verdicts of the files that are in it. */
@Timeout(120)
class PackedHomeTest {
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);
  private static final PartyId US = new PartyId("researcher_us");
  private static final PartyId NODE = new PartyId("node_a");

  @TempDir Path directory;
  private Home researcher;
  private Home node;

  @BeforeEach
  void theResearcherKnowsTheNodeAndHasANewKey() throws Exception {
    researcher = ServiceTest.makeHome(directory.resolve("researcher"));
    node = makeNode("node");
    once(node);
    copyAll(node.registration(), researcher);
    once(researcher);
    Publications.generate(researcher, true, CLOCK);
  }

  private static final TestCertificate OWN = TestCertificate.of(NODE.value());

  private Home makeNode(String name) throws IOException {
    Home made = ServiceTest.makeHome(directory.resolve(name));
    Files.writeString(made.identity().resolve("component.pem"), OWN.pem());
    Files.writeString(
        made.identity().resolve("component.key"), PrivateKeys.pem(OWN.keyPair().getPrivate()));
    Files.writeString(
        made.properties(),
        Files.readString(made.properties()).replace("RESEARCHER", "NODE").replace("9.9", "9.8"));
    return made;
  }

  private static void once(Home home) throws Exception {
    try (Service service = Service.start(home, CLOCK)) {
      service.handleWaiting();
    }
  }

  private static void copyAll(Path folder, Home to) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.inbox().resolve(file.getFileName()));
      }
    }
  }

  /** Of each submission what was decided, of which files, by which octets. */
  private static Map<String, String> verdicts(Home home) throws IOException {
    Map<String, String> verdicts = new TreeMap<>();
    for (Path folder : RecentVerdicts.folders(home, 50)) {
      JsonNode verdict = RecentVerdicts.read(folder);
      if (!verdict.path("outcome").asText().equals("unpacked")) {
        verdicts.put(
            verdict.path("files").toString(),
            verdict.path("outcome") + " " + verdict.path("code") + " " + verdict.path("inputs"));
      }
    }
    return verdicts;
  }

  private static List<String> registered(Home home) throws IOException {
    return RegistryReader.read(RegistryStore.of(home.var())).active().stream()
        .map((Entry entry) -> entry.party() + " " + entry.sha256() + " " + entry.endpoint())
        .toList();
  }

  @Test
  void aPackHasTheVerdictsOfItsFiles() throws Exception {
    Home other = makeNode("other");
    Path folder = researcher.outbox().resolve("to").resolve(NODE.value());
    copyAll(folder, other);
    once(other);
    Parsed<Pack> pack = new Packs(researcher.outbox()).forParty(NODE);
    Pack packed = pack.orElseThrow(bad -> new IllegalStateException(bad.problem()));

    Files.write(node.inbox().resolve(packed.name() + ".zip"), packed.zip());
    once(node);

    assertThat(packed.name()).isEqualTo(US + "--to--" + NODE);
    assertThat(packed.files()).hasSizeGreaterThanOrEqualTo(11);
    assertThat(verdicts(node)).isEqualTo(verdicts(other)).hasSizeGreaterThanOrEqualTo(3);
    assertThat(verdicts(node).values()).noneMatch(outcome -> outcome.contains("refused"));
    assertThat(registered(node)).isEqualTo(registered(other)).hasSize(1);
    try (Stream<Path> left = Files.list(node.inbox())) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }
}
