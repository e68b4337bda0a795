package org.certdrop.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Settings;
import org.certdrop.outbox.OwnInstructions;
import org.certdrop.outbox.Pack;
import org.certdrop.outbox.Packs;
import org.certdrop.party.Mark;
import org.certdrop.party.Number;
import org.certdrop.party.PartyId;
import org.certdrop.registry.SharedStatements;
import org.certdrop.text.Parsed;
import org.certdrop.x509.MutualCertificates;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that we signed vouches for a certificate as held that is not registered any more. */
class TakenBackTest {
  private static final LoginName ANA = new LoginName("ana");
  private static final PartyId A = new PartyId("node_a");
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);

  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void makeHome() throws Exception {
    home = makeHome("researcher_us", "RESEARCHER");
  }

  /** A home whose instructions for the other sites are published. */
  private Home makeHome(String us, String component, String... settings) throws Exception {
    TestCertificate own = TestCertificate.of(us);
    Home made = new Home(directory.resolve(us));
    Files.createDirectories(made.inbox());
    Files.createDirectories(made.identity());
    Files.writeString(made.identity().resolve("component.pem"), own.pem());
    Files.writeString(
        made.identity().resolve("component.key"), PrivateKeys.pem(own.keyPair().getPrivate()));
    Files.writeString(
        made.properties(),
        "certdrop.component="
            + component
            + "\ncertdrop.ip=10.9.9.9\n"
            + String.join("\n", settings));
    Settings read = Settings.read(made);
    OwnInstructions.of(
            made, read, () -> true, SharedStatements.Finder.NOWHERE, new Faults(CLOCK), CLOCK)
        .publish(read);
    return made;
  }

  private void register(TestCertificate certificate, String party, boolean upsert)
      throws Exception {
    Path file = Files.write(directory.resolve("typed.pem"), certificate.file());
    Optional<String> ip = Optional.of("10.9.0.1");
    try (Operator operator = Operator.of(home, CLOCK)) {
      operator.register(
          new RegisterRequest(file, Optional.of(party), ip, Optional.of(14001L), upsert));
    }
  }

  private void delete() throws Exception {
    try (Operator operator = Operator.of(home, CLOCK)) {
      assertThat(operator.delete(A, ANA)).isPresent();
    }
  }

  private List<String> outbox(String folder) throws IOException {
    Path place = home.outbox().resolve(folder);
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(place)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** Which certificate the receipt for the party is about. */
  private String receipt() throws IOException {
    return Files.readString(
        home.outbox().resolve("receipts/researcher_us--to--node_a.receipt.json"));
  }

  @Test
  void aRemovedPartyHasNoReceiptAndNothingIsPackedForIt() throws Exception {
    register(TestCertificate.of("node_a"), "node_a", false);
    assertThat(outbox("receipts")).hasSize(2);
    assertThat(outbox("to")).containsExactly("node_a");

    delete();

    assertThat(outbox("receipts")).isEmpty();
    assertThat(outbox("to")).isEmpty();
    assertThat(new Packs(home.outbox()).forParty(A)).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void theReceiptsOfOthersStay() throws Exception {
    register(TestCertificate.of("node_a"), "node_a", false);
    register(TestCertificate.of("node_ab"), "node_ab", false);

    delete();

    assertThat(outbox("receipts"))
        .containsExactly(
            "researcher_us--to--node_ab.receipt.json",
            "researcher_us--to--node_ab.receipt.json.p7s");
    assertThat(outbox("to")).containsExactly("node_ab");
  }

  @Test
  void whatSomebodyElsePutIntoTheFolderStays() throws Exception {
    register(TestCertificate.of("node_a"), "node_a", false);
    Files.writeString(home.outbox().resolve("to/node_a/letter.docx"), "dear colleagues");

    delete();

    assertThat(outbox("to/node_a")).containsExactly("letter.docx");
    assertThat(new Packs(home.outbox()).forParty(A)).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void aPartyThatComesBackGetsAReceiptAboutWhatIsHeldNow() throws Exception {
    register(TestCertificate.of("node_a"), "node_a", false);
    delete();
    TestCertificate next = TestCertificate.of("node_a");

    register(next, "node_a", true);

    assertThat(receipt()).contains(next.certificate().fingerprint().toString());
    assertThat(new Packs(home.outbox()).forParty(A)).isInstanceOf(Parsed.Good.class);
    Pack pack = ((Parsed.Good<Pack>) new Packs(home.outbox()).forParty(A)).value();
    assertThat(pack.files()).containsKey("researcher_us--to--node_a.receipt.json");
  }

  @Test
  void afterAKeyChangeNothingIsSaidOfTheFormerKey() throws Exception {
    TestCertificate first = TestCertificate.of("node_a");
    register(first, "node_a", false);
    TestCertificate next = TestCertificate.of("node_a");

    register(next, "node_a", true);

    assertThat(receipt())
        .contains(next.certificate().fingerprint().toString())
        .doesNotContain(first.certificate().fingerprint().toString());
    assertThat(
            Files.readString(
                home.outbox().resolve("to/node_a/researcher_us--to--node_a.receipt.json")))
        .isEqualTo(receipt());
  }

  @Test
  void aResearcherWhosePlaceAnotherTakesHasNoReceiptAnyMore() throws Exception {
    home = makeHome("node_us", "NODE", "certdrop.topology=star");
    TestCertificate second = MutualCertificates.researcher("researcher_b", "10.9.0.1");
    register(MutualCertificates.researcher("researcher_a", "10.9.0.1"), "researcher_a", false);
    register(second, "researcher_b", false);
    assertThat(outbox("to")).containsExactly("researcher_a");

    PartyId b = new PartyId("researcher_b");
    Mark number = new Mark.OfNumber(Number.of(b, second.certificate().fingerprint()));
    try (Operator operator = Operator.of(home, CLOCK)) {
      Endorsement given = operator.confirm(b, number, ANA, true, Optional.empty());
      assertThat(given).isInstanceOf(Endorsement.Given.class);
    }

    assertThat(outbox("to")).containsExactly("researcher_b");
    assertThat(outbox("receipts")).allMatch(name -> name.contains("--to--researcher_b."));
  }
}
