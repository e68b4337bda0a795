package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.certdrop.home.Backoff;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Identities;
import org.certdrop.home.Settings;
import org.certdrop.home.StartException;
import org.certdrop.identity.OwnParty;
import org.certdrop.outbox.OwedReplies;
import org.certdrop.outbox.ReplyQueue;
import org.certdrop.outbox.ReplyWriter;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Offer;
import org.certdrop.registry.Registry;
import org.certdrop.registry.RegistryStore;
import org.certdrop.registry.Replica;
import org.certdrop.verdict.Outcome;
import org.certdrop.verdict.Verdict;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplyQueueTest {
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);
  private static final PartyId ANN = new PartyId("node_ann");

  @TempDir Path directory;
  private Home home;
  private Path owed;
  private Path receipts;

  @BeforeEach
  void makeHome() throws IOException {
    home = ServiceTest.makeHome(directory.resolve("home"));
    owed = home.var().resolve("replies.owed");
    receipts = home.outbox().resolve("receipts");
    Files.writeString(home.inbox().resolve("a.pem"), TestCertificate.of("node_ann").pem());
    Files.writeString(
        home.inbox().resolve("a.json"),
        "{\"party_id\": \"node_ann\", \"ip\": \"10.9.0.1\", \"port\": 14001}");
  }

  private boolean once() throws Exception {
    try (Service service = Service.start(home, CLOCK)) {
      return service.handleWaiting();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aReceiptThatIsLostIsMadeAgainAtTheNextStart() throws Exception {
    assertThat(once()).isTrue();
    List<String> before = names(receipts);
    for (String name : before) {
      Files.delete(receipts.resolve(name));
    }

    assertThat(once()).isTrue();

    assertThat(names(receipts)).isEqualTo(before);
    assertThat(owed).isEmptyFile();
  }

  @Test
  void aReceiptAboutAFormerCertificateIsMadeAgainAtTheNextStart() throws Exception {
    assertThat(once()).isTrue();
    Path receipt = receipts.resolve(names(receipts).get(0));
    String former = Fingerprint.of(new byte[] {1}).toString();
    String text = Files.readString(receipt).replaceAll("([0-9A-F]{2}:){31}[0-9A-F]{2}", former);
    Files.writeString(receipt, text);

    assertThat(once()).isTrue();

    assertThat(receipt).content().doesNotContain(former).contains("\"unchanged\"");
  }

  @Test
  void whatLiesThereForNobodyWhoIsRegisteredGoesAtTheNextStart() throws Exception {
    assertThat(once()).isTrue();
    Path folder = home.outbox().resolve("to/node_ann");
    List<String> told = names(receipts);
    for (String name : told) {
      Files.copy(receipts.resolve(name), receipts.resolve(name.replace("node_ann", "node_bob")));
    }
    Files.createDirectories(home.outbox().resolve("to/node_bob"));
    Path note = Files.writeString(home.outbox().resolve("to/node_bob/note.docx"), "of a person");

    assertThat(once()).isTrue();

    assertThat(names(receipts)).isEqualTo(told);
    assertThat(note).exists();
    assertThat(folder).isNotEmptyDirectory();
  }

  @Test
  void whatWasWrittenForADistrustedPartyIsTakenBack() throws Exception {
    assertThat(once()).isTrue();
    Files.writeString(home.directory().resolve("etc/distrusted.txt"), "node_ann\n");

    assertThat(once()).isTrue();

    assertThat(names(receipts)).isEmpty();
    assertThat(names(home.outbox().resolve("to"))).isEmpty();
  }

  @Test
  void aRunningServiceTakesBackWhatItCouldNotAtOnce() throws Exception {
    assertThat(once()).isTrue();
    long[] nanos = {0};
    Faults faults = new Faults(CLOCK);
    OwnParty own = Identities.of(home, CLOCK);
    AdmissionPolicy admission =
        Settings.read(home).admission(own.component(), Settings.read(home).federation());
    try (Registry registry = Registry.open(home.var(), own.id(), () -> admission, CLOCK);
        ReplyQueue queue =
            new ReplyQueue(
                OwedReplies.open(home, () -> nanos[0]),
                new ReplyWriter(home, registry, () -> own, CLOCK),
                () -> false,
                faults,
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(9)),
                () -> nanos[0],
                () -> true,
                Replica.alone(RegistryStore.of(home.var())))) {
      queue.settle();
      Path signature = receipts.resolve(names(receipts).get(1));
      Files.delete(signature);
      Files.createDirectories(signature.resolve("in the way"));
      registry.remove(ANN);
      queue.settle();
      assertThat(faults.current()).hasSize(1);

      Files.delete(signature.resolve("in the way"));
      nanos[0] = Duration.ofSeconds(31).toNanos();
      queue.settle();
      assertThat(names(receipts)).isEmpty();
      assertThat(faults.current()).isEmpty();
    }
  }

  @Test
  void aReceiptThatIsThereIsLeftAsItIs() throws Exception {
    assertThat(once()).isTrue();
    Path receipt = receipts.resolve(names(receipts).get(0));
    byte[] before = Files.readAllBytes(receipt);
    assertThat(new String(before, StandardCharsets.US_ASCII)).contains("\"registered\"");

    assertThat(once()).isTrue();

    assertThat(receipt).hasBinaryContent(before);
  }

  @Test
  void aRunThatEndsOwesNothing() throws Exception {
    assertThat(once()).isTrue();
    assertThat(names(receipts)).hasSize(2);
    assertThat(owed).isEmptyFile();
  }

  @Test
  void whatAKilledRunOwedIsWrittenByTheNext() throws Exception {
    assertThat(once()).isTrue();
    names(receipts).forEach(name -> receipts.resolve(name).toFile().delete());
    Files.writeString(owed, "node_ann registered\n");

    assertThat(once()).isTrue();
    assertThat(names(receipts)).hasSize(2);
    assertThat(owed).isEmptyFile();
  }

  @Test
  void whatIsNoLineOfOursIsPassedOver() throws Exception {
    assertThat(once()).isTrue();
    Files.write(owed, new byte[] {0, (byte) 0xff, '\n', ' ', '\n'});
    Files.writeString(
        owed,
        "../../x registered\nnode_ann refused\nnode_ann registe\nnode_nobody unchanged",
        StandardOpenOption.APPEND);
    assertThat(once()).isTrue();
    assertThat(home.outbox().resolve("to"))
        .isDirectoryContaining(ours -> ours.endsWith(ANN.value()));
    assertThat(names(home.outbox().resolve("to"))).containsExactly("node_ann");
    assertThat(owed).isEmptyFile();
  }

  @Test
  void anOutboxThatTakesNothingIsAFaultAndNoVerdictWaitsForIt() throws Exception {
    Files.createDirectories(home.outbox());
    Files.writeString(receipts, "in the way");
    assertThat(once()).as("a fault lasts").isFalse();
    assertThat(names(home.accepted())).hasSize(1);
    assertThat(owed).content().isEqualTo("node_ann registered\n");

    Files.delete(receipts);
    assertThat(once()).isTrue();
    assertThat(names(receipts)).hasSize(2);
  }

  @Test
  void aHomeWhoseRoutesAreOlderThanTheProgramSaysSo() throws Exception {
    Path ingest = home.routes().resolve("ingest.camel.yaml");
    String text = Files.readString(ingest);
    Files.writeString(ingest, text.substring(0, text.indexOf("# What other parties are told")));
    assertThatThrownBy(this::once)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("no route of the name replies")
        .hasMessageContaining("ingest.camel.yaml");
  }

  @Test
  void whatIsNotedOnceMoreWhileItIsWrittenIsStillOwed() throws Exception {
    Files.createDirectories(home.var());
    try (OwedReplies replies = OwedReplies.open(home, () -> 0)) {
      replies.add(ANN, Outcome.REPLACED);
      OwedReplies.Owed first = replies.oldest(1).get(0);
      replies.add(ANN, Outcome.REPLACED);

      replies.settled(first);
      assertThat(replies.oldest(1)).hasSize(1);
      replies.settled(replies.oldest(1).get(0));
      assertThat(replies.oldest(1)).isEmpty();
    }
  }

  @Test
  void repliesWaitWhileDropsAreHandledButNotForEver() throws Exception {
    assertThat(once()).isTrue();
    long[] nanos = {0};
    OwnParty own = Identities.of(home, CLOCK);
    Settings settings = Settings.read(home);
    AdmissionPolicy admission = settings.admission(own.component(), settings.federation());
    try (Registry registry = Registry.open(home.var(), own.id(), () -> admission, CLOCK);
        ReplyQueue queue =
            new ReplyQueue(
                OwedReplies.open(home, () -> nanos[0]),
                new ReplyWriter(home, registry, () -> own, CLOCK),
                () -> true,
                new Faults(CLOCK),
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(9)),
                () -> nanos[0],
                () -> true,
                Replica.alone(RegistryStore.of(home.var())))) {
      queue.settle();
      assertThat(queue.isQuiet()).as("no receipt is lost").isTrue();
      names(receipts).forEach(name -> receipts.resolve(name).toFile().delete());
      queue.acknowledge(verdict(Outcome.PENDING));
      assertThat(queue.isQuiet()).isTrue();

      queue.acknowledge(verdict(Outcome.UNCHANGED));
      queue.settle();
      assertThat(queue.isQuiet()).isFalse();
      assertThat(names(receipts)).isEmpty();

      nanos[0] = Duration.ofSeconds(31).toNanos();
      queue.settle();
      assertThat(queue.isQuiet()).isTrue();
      assertThat(names(receipts)).hasSize(2);
    }
  }

  private ReplyQueue queue(Registry registry, BooleanSupplier writes, Replica replica)
      throws Exception {
    OwnParty own = Identities.of(home, CLOCK);
    return new ReplyQueue(
        OwedReplies.open(home, () -> 0),
        new ReplyWriter(home, registry, () -> own, CLOCK),
        () -> false,
        new Faults(CLOCK),
        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(9)),
        () -> 0,
        writes,
        replica);
  }

  private Registry registry() throws Exception {
    return Registry.open(
        home.var(), Identities.of(home, CLOCK).id(), () -> AdmissionPolicy.AUTOMATIC, CLOCK);
  }

  @Test
  void aReplyThatWasWrittenWhileTheOutboxBecameAnotherReplicasIsLeftToThat() throws Exception {
    assertThat(once()).isTrue();
    LeftReplies replica = new LeftReplies(RegistryStore.of(home.var()), () -> {});
    AtomicBoolean ours = new AtomicBoolean(true);
    AtomicInteger asked = new AtomicInteger();
    try (Registry registry = registry();
        ReplyQueue queue =
            queue(registry, () -> ours.get() && asked.incrementAndGet() < 4, replica)) {
      queue.acknowledge(verdict(Outcome.UNCHANGED));
      queue.settle();
      assertThat(asked.get()).as("it had begun to write").isGreaterThan(3);
      ours.set(false);
      queue.settle();
      assertThat(replica.left).containsExactly(new Replica.Owed("node_ann", "unchanged"));
    }
  }

  @Test
  void whatIsRegisteredWhileARepliesNoteIsTakenIsToldToo() throws Exception {
    assertThat(once()).isTrue();
    Offer next = Offer.of("node_ann").key("other").certificate("next");
    try (Registry registry = registry();
        Registry other = registry()) {
      LeftReplies replica =
          new LeftReplies(
              RegistryStore.of(home.var()),
              () ->
                  assertThatCode(() -> other.decide(next.upsertBy("S2")))
                      .doesNotThrowAnyException());
      replica.left.add(new Replica.Owed("node_ann", "replaced"));
      try (ReplyQueue queue = queue(registry, () -> true, replica)) {
        queue.settle();
        assertThat(Files.readString(receipts.resolve(names(receipts).get(0))))
            .contains(next.sha256().toString());
      }
    }
  }

  private static Verdict verdict(Outcome outcome) {
    return new Verdict(
        "ID",
        List.of(),
        Map.of(),
        outcome,
        Optional.of(ANN),
        Optional.empty(),
        List.of(),
        List.of(),
        TestCertificate.NOW,
        OptionalLong.empty());
  }
}
