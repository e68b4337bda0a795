package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.certdrop.disk.Disk;
import org.certdrop.files.Folders;
import org.certdrop.home.Home;
import org.certdrop.home.Settings;
import org.certdrop.inbox.Claim;
import org.certdrop.party.PartyId;
import org.certdrop.service.Ingest.Assessed;
import org.certdrop.service.Ingest.Decided;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);

  @TempDir Path directory;

  /** The operation of the disk that fails now; empty for none. */
  private final AtomicReference<String> failing = new AtomicReference<>("");

  private int addresses;
  private final AtomicLong nanos = new AtomicLong();
  private Home home;
  private Beans beans;
  private CamelGate gate;
  private Batches batches;

  @BeforeEach
  void start() throws Exception {
    home = new Home(directory);
    Files.createDirectories(home.inbox());
    Files.createDirectories(home.properties().getParent());
    Files.writeString(
        home.properties(),
        "certdrop.component=NODE\ncertdrop.party-id=node_us\ncertdrop.ip=10.0.0.1\n"
            + "certdrop.port=14001\n");
    Disk disk =
        new Disk(
            operation -> {
              if (operation.label().equals(failing.get())) {
                throw new IOException("Input/output error");
              }
              return Disk.Fate.DONE;
            });
    Home seen = new Home(disk.see(directory));
    beans = Beans.of(seen, Settings.read(seen), CLOCK, nanos::get, Front.NONE);
    gate = new CamelGate(beans.gate(), () -> {});
    batches = new Batches(gate, beans.ingest());
  }

  @AfterEach
  void end() throws Exception {
    beans.close();
  }

  private void put(String stem, String rest) throws IOException {
    String party = "node_" + stem;
    Files.writeString(
        home.inbox().resolve(stem + ".pem"), TestCertificate.builder(party).build().pem() + rest);
    Files.writeString(
        home.inbox().resolve(stem + ".json"),
        "{\"party_id\":\"" + party + "\",\"ip\":\"10.9.0." + ++addresses + "\",\"port\":14001}");
  }

  private void putPairs(String... stems) throws IOException {
    for (String stem : stems) {
      put(stem, "");
    }
  }

  /** What Camel polls. */
  private List<String> polled() {
    gate.begin(null, null);
    assertThat(gate.begin(null, null)).isTrue();
    return gate.names();
  }

  private List<Claim> claim(String name) {
    assertThat(gate.accept(name)).isTrue();
    return batches.claim(new File(name));
  }

  /** What the route does with a batch. */
  private void handle(List<Claim> claims) throws IOException {
    List<Assessed> assessed = batches.assess(claims);
    List<Decided> decided = batches.register(assessed).toCompletableFuture().join();
    batches.conclude(batches.acknowledge(decided));
  }

  private List<String> accepted() throws IOException {
    return Folders.children(home.accepted()).stream()
        .map(folder -> folder.getFileName().toString().replaceAll("[^-]*-", ""))
        .sorted()
        .toList();
  }

  @Test
  void sixteenDropsGoTogether() throws Exception {
    List<String> stems = new ArrayList<>();
    for (int number = 10; number < 30; number++) {
      stems.add("n" + number);
    }
    putPairs(stems.toArray(String[]::new));
    List<Integer> sizes = new ArrayList<>();
    for (String name : polled()) {
      List<Claim> batch = claim(name);
      sizes.add(batch.size());
      handle(batch);
      assertThat(batches.claim(new File(name))).as("once").isNull();
    }
    assertThat(sizes).containsExactly(16, 4);
    assertThat(accepted()).isEqualTo(stems);
    assertThat(beans.inFlight().count()).isZero();
  }

  @Test
  void aBatchHoldsNoMoreOctetsThanItMayOrOneDrop() throws Exception {
    for (String stem : List.of("a", "b", "c")) {
      put(stem, " ".repeat(60_000));
    }
    List<String> polled = polled();
    assertThat(polled).hasSize(2);
    assertThat(polled.stream().map(this::claim).map(List::size)).containsExactly(2, 1);
  }

  @Test
  void whatIsGoneBeforeTheClaimLeavesTheOthers() throws Exception {
    putPairs("a", "b", "c");
    String name = polled().get(0);
    Files.delete(home.inbox().resolve("b.pem"));
    assertThat(claim(name)).hasSize(2);
  }

  @Test
  void aDropThatCannotBeMovedStaysAndKeepsNoOtherBack() throws Exception {
    putPairs("a", "b", "c");
    String name = polled().get(0);
    failing.set("move to TIME-b b.pem");
    handle(claim(name));
    assertThat(accepted()).containsExactly("a", "c");
    assertThat(home.inbox().resolve("b.pem")).exists();
    assertThat(home.inbox().resolve("b.json")).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"list TIME-b", "open for writing verdict.json", "move to accepted TIME-b"})
  void aSubmissionThatMeetsAFaultIsHeldAndTheOthersGoOn(String operation) throws Exception {
    putPairs("a", "b", "c");
    List<Claim> batch = claim(polled().get(0));
    failing.set(operation);
    handle(batch);
    List<String> others = accepted();
    assertThat(others).doesNotContain("b");
    assertThat(beans.inFlight().count()).isEqualTo(3 - others.size());
    assertThat(beans.faults().current()).isNotEmpty();

    failing.set("");
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    for (List<Claim> alone : beans.retries().due()) {
      assertThat(alone).hasSize(1);
      handle(alone);
    }
    assertThat(accepted()).containsExactly("a", "b", "c");
    assertThat(beans.registry().find(new PartyId("node_b"))).isPresent();
    assertThat(beans.inFlight().count()).isZero();
  }

  @Test
  void whatSomebodyTookAwayIsLetGoAndTheOthersGoOn() throws Exception {
    putPairs("a", "b", "c");
    List<Claim> batch = claim(polled().get(0));
    Claim gone = batch.stream().filter(one -> one.id().endsWith("-b")).findFirst().orElseThrow();
    Files.move(home.work().resolve(gone.id()), directory.resolve("taken"));
    handle(batch);
    assertThat(accepted()).containsExactly("a", "c");
    assertThat(beans.inFlight().count()).isZero();
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(beans.retries().due()).isEmpty();
  }

  @Test
  void aJournalThatCannotBeWrittenHoldsTheWholeBatchAndEachComesBackByItself() throws Exception {
    putPairs("a", "b");
    List<Claim> batch = claim(polled().get(0));
    failing.set("write journal.jsonl");
    handle(batch);
    assertThat(accepted()).isEmpty();
    failing.set("");
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    List<List<Claim>> due = beans.retries().due();
    assertThat(due).hasSize(2);
    for (List<Claim> alone : due) {
      handle(alone);
    }
    assertThat(accepted()).containsExactly("a", "b");
  }

  @Test
  void aBatchIsHeldAsAWhole() throws Exception {
    putPairs("a", "b");
    List<Claim> batch = claim(polled().get(0));
    batches.hold(batch, new IOException("interrupted"));
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(beans.retries().due()).hasSize(2).allMatch(alone -> alone.size() == 1);
  }
}
