package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certdrop.service.ReplicaTask.OUTBOX;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.JavaCommand;
import org.certdrop.cli.Certdrop;
import org.certdrop.home.Home;
import org.certdrop.home.Registries;
import org.certdrop.home.Settings;
import org.certdrop.home.TestHomes;
import org.certdrop.inbox.Claim;
import org.certdrop.json.StrictJson;
import org.certdrop.outbox.Publications;
import org.certdrop.party.PartyId;
import org.certdrop.proof.Proof;
import org.certdrop.registration.Entry;
import org.certdrop.registry.Audit;
import org.certdrop.registry.RegistryReader;
import org.certdrop.sql.DatabaseException;
import org.certdrop.sql.PostgresServer;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two homes that are replicas: one registry in a database, one inbox, one outbox. */
@Timeout(900)
class ReplicasTest {
  private static final String US = "researcher_us";
  private static final Clock CLOCK = Clock.systemUTC();
  private static final TestCertificate OWN =
      TestCertificate.builder(US).notAfter(TestCertificate.FAR_FUTURE).build();
  private static final int PAIRS = Proof.Size.of(2000, 90);

  @TempDir Path directory;
  private final List<Process> processes = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final String registry = "replicas_" + System.nanoTime();
  private Home one;
  private Home two;
  private int dropped;

  @BeforeEach
  void twoHomesOfOneInboxAndOutbox() throws Exception {
    Files.createDirectories(directory.resolve("inbox"));
    Files.createDirectories(directory.resolve("outbox"));
    one = home("one", OWN);
    two = home("two", OWN);
  }

  private Home home(String name, TestCertificate own) throws Exception {
    Home home = new Home(directory.resolve(name));
    Files.createDirectories(home.identity());
    Files.createSymbolicLink(home.inbox(), directory.resolve("inbox"));
    Files.createSymbolicLink(home.outbox(), directory.resolve("outbox"));
    TestHomes.copyRoutes(home.directory());
    Files.writeString(home.identity().resolve("component.pem"), own.pem());
    Files.writeString(
        home.identity().resolve("component.key"), PrivateKeys.pem(own.keyPair().getPrivate()));
    Files.writeString(
        home.properties(),
        "certdrop.component=RESEARCHER\ncertdrop.ip=10.9.9.9\ncertdrop.retry.delay=PT0.2S\n"
            + "certdrop.inbox.settle-time=PT0.3S\ncertdrop.registry.url="
            + PostgresServer.url()
            + "\ncertdrop.registry.user="
            + PostgresServer.ROLE
            + "\ncertdrop.registry.name="
            + registry
            + "\n");
    return home;
  }

  @AfterEach
  void end() throws Exception {
    processes.forEach(Process::destroyForcibly);
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private Beans beans(Home home) throws Exception {
    Beans beans = Beans.of(home, Settings.read(home), CLOCK, System::nanoTime, Front.NONE);
    open.add(0, beans);
    return beans;
  }

  private static KeyPair key() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private interface Place {
    void put(String name, String content) throws Exception;
  }

  private void drop(int pairs) throws Exception {
    drop(pairs, this::put);
  }

  private void drop(int pairs, Place place) throws Exception {
    for (int end = dropped + pairs; dropped < end; dropped++) {
      String party = "node_" + dropped;
      place.put(
          dropped + ".json",
          String.format(
              Locale.ROOT,
              "{\"party_id\":\"%s\",\"ip\":\"10.1.%d.%d\",\"port\":14001}",
              party,
              dropped >> 8,
              dropped & 255));
      place.put(
          dropped + ".pem",
          TestCertificate.builder(party)
              .key(key())
              .notAfter(TestCertificate.FAR_FUTURE)
              .build()
              .pem());
    }
  }

  /** Whole, as a person's file manager may do it. */
  private void put(String name, String content) throws Exception {
    Path part = Files.writeString(directory.resolve("part"), content);
    Files.move(part, one.inbox().resolve(name));
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** A minute goes by in which a replica is silent. */
  private void silent(Home home) throws Exception {
    PostgresServer.asOwner(
        "update certdrop.replica set seen = seen - interval '60 seconds' where registry = '"
            + registry
            + "' and place like '%:"
            + home
            + "'");
  }

  @Test
  void aStartDoesNotTakeUpWhatALivingReplicaHasInHand() throws Exception {
    Beans living = beans(one);
    Path claimed = Files.createDirectories(one.work().resolve("20261123T101500.456Z-x"));
    Files.writeString(claimed.resolve("x.pem"), "a certificate");
    Path empty = Files.createDirectories(one.work().resolve("20261123T101500.456Z-y"));
    Beans second = beans(two);
    assertThat(second.inFlight().ids()).isEmpty();
    assertThat(empty).as("another replica is about to fill it").exists();

    living.replication().tellOf(() -> Set.of("20261123T101500.456Z-x"));
    living.replication().beat();
    silent(two);
    second.inFlight().recover();
    assertThat(second.inFlight().ids()).isEmpty();

    Eventually.holds(
        () -> {
          silent(one); // as long as a beat of its own comes in between
          second.inFlight().recover();
          return second.inFlight().ids().equals(Set.of("20261123T101500.456Z-x"));
        });
    living.replication().beat();
    Claim lost = new Claim("20261123T101500.456Z-x", claimed, List.of("x.pem"));
    assertThatThrownBy(() -> living.inFlight().demandHeld(lost))
        .hasMessageContaining("another replica's");
    living.inFlight().end(lost);
    living.inFlight().demandHeld(lost);
  }

  @Test
  void whatAReplicaClaimedWhileItToldThatItLivesIsLetGoOfToo() throws Exception {
    Beans living = beans(one);
    beans(two);
    List<Set<String>> inHand = new ArrayList<>(List.of(Set.of("20261123T101500.456Z-y")));
    living.replication().tellOf(() -> inHand.isEmpty() ? Set.of("X") : inHand.remove(0));
    PostgresServer.asOwner(
        "update certdrop.replica set epoch = epoch + 1 where registry = '"
            + registry
            + "' and place like '%:"
            + one
            + "'");
    living.replication().beat();
    Claim late = new Claim("X", one.work().resolve("X"), List.of());
    assertThatThrownBy(() -> living.inFlight().demandHeld(late))
        .hasMessageContaining("another replica's");
  }

  @Test
  void aReplicaWithAnotherCertificateDoesNotStart() throws Exception {
    beans(one);
    Home other = home("other", TestCertificate.of(US));
    assertThatThrownBy(() -> beans(other))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("the own certificate here is not that of")
        .hasMessageContaining(":" + one);
  }

  @Test
  void whileTheListsDifferNothingIsDecided() throws Exception {
    Beans first = beans(one);
    Beans second = beans(two);
    Path list = two.directory().resolve("etc/distrusted.txt");
    Files.writeString(list, "node_bad\n");
    second.replication().beat();
    first.replication().beat();
    assertThat(first.faults().current().toString())
        .contains("etc/distrusted.txt here is not that of the replica");
    drop(1);
    try (Service service = served(first)) {
      assertThat(service.handleWaiting()).isFalse();
    }
    assertThat(names(one.accepted())).isEmpty();
  }

  /** A service of its own: the parts that were looked at are closed before. */
  private Service served(Beans before) throws Exception {
    open.remove(before);
    before.close();
    return Service.start(one);
  }

  @Test
  void theNextReplicaAnnouncesTheSameOctetsUnderTheSameNumber() throws Exception {
    Beans first = beans(one);
    Map<String, String> said = contents(one.registration());
    assertThat(said).isNotEmpty();
    Beans second = beans(two);
    assertThat(second.replication().does(OUTBOX)).isFalse();
    open.remove(first);
    first.close();
    second.replication().beat();
    assertThat(second.replication().does(OUTBOX)).isTrue();
    second.ownInstructions().refresh();
    assertThat(contents(one.registration())).isEqualTo(said);
    assertThat(two.statements().resolve("statements.json"))
        .hasSameTextualContentAs(one.statements().resolve("statements.json"));

    // And what is new has a higher number for all.
    Files.writeString(two.properties(), "certdrop.port=15001\n", StandardOpenOption.APPEND);
    second.ownInstructions().refresh();
    String sidecar = US + ".json";
    assertThat(seq(contents(one.registration()).get(sidecar)))
        .isGreaterThan(seq(said.get(sidecar)));
  }

  @Test
  void aNewPairOfTheOtherReplicaIsWaitedForByTheOneThatWritesTheOutbox() throws Exception {
    Beans first = beans(one);
    beans(two);
    assertThat(first.replication().does(OUTBOX)).isTrue();
    Publications.generate(two, true, CLOCK);
    Map<String, String> said = contents(one.registration());
    assertThat(said).containsKey(US + ".json.old.p7s");

    first.ownInstructions().refresh();
    assertThat(first.faults().current().toString())
        .contains("Another replica made the certificate", "Copy etc/identity from there");
    assertThat(contents(one.registration())).isEqualTo(said);

    for (String name : List.of("component.key", "component.pem")) {
      Files.copy(
          two.identity().resolve(name),
          one.identity().resolve(name),
          StandardCopyOption.REPLACE_EXISTING);
      first.ownInstructions().refresh();
    }
    assertThat(first.faults().current().toString()).doesNotContain("own instructions");
    assertThat(contents(one.registration())).isEqualTo(said);
    assertThat(one.statements().resolve("statements.json"))
        .hasSameTextualContentAs(two.statements().resolve("statements.json"));
  }

  private static long seq(String sidecar) throws Exception {
    return StrictJson.read(sidecar.getBytes(StandardCharsets.US_ASCII)).path("seq").longValue();
  }

  private static Map<String, String> contents(Path folder) throws Exception {
    Map<String, String> contents = new TreeMap<>();
    for (String name : names(folder)) {
      if (Files.isRegularFile(folder.resolve(name))) {
        contents.put(name, Files.readString(folder.resolve(name)));
      }
    }
    return contents;
  }

  @Test
  void theNextReplicaTellsWhatOneThatIsGoneDidNot() throws Exception {
    Service first = Service.start(one, CLOCK);
    open.add(0, first);
    drop(3);
    Path receipts = Files.createDirectories(one.outbox().resolve("receipts"));
    Eventually.holds(() -> names(receipts).size() == 6);
    Beans second = beans(two);
    drop(1); // the second has not heard of it
    Eventually.holds(() -> names(receipts).size() == 8);
    open.remove(first);
    first.close();
    List<String> whole = names(receipts);
    Path folders = one.outbox().resolve("to");
    assertThat(names(folders)).containsExactly("node_0", "node_1", "node_2", "node_3");
    Map<String, String> said = contents(receipts);

    // As after a kill at any moment of a reply, on a machine that does not come back.
    Files.writeString(receipts.resolve("." + whole.get(0) + ".1f.tmp"), "half");
    Files.delete(receipts.resolve(whole.get(3)));
    for (String name : List.of(whole.get(4), whole.get(5))) {
      Files.delete(receipts.resolve(name));
      Files.delete(folders.resolve("node_2").resolve(name));
    }
    for (String name : names(folders.resolve("node_2"))) {
      Files.delete(folders.resolve("node_2").resolve(name));
    }
    Files.delete(folders.resolve("node_2"));

    second.replication().beat();
    second.replies().settle();
    assertThat(names(receipts)).isEqualTo(whole);
    assertThat(names(folders.resolve("node_2"))).hasSameSizeAs(names(folders.resolve("node_1")));
    Map<String, String> now = contents(receipts);
    for (String untouched : List.of(whole.get(0), whole.get(1), whole.get(6), whole.get(7))) {
      assertThat(now.get(untouched)).as(untouched).isEqualTo(said.get(untouched));
    }
    assertThat(names(folders)).containsExactly("node_0", "node_1", "node_2", "node_3");
  }

  @Test
  void oneFetchesFromAServerAndTheNextGoesOnWithoutADouble() throws Exception {
    try (DropServer server = new DropServer(directory.resolve("server"))) {
      server.serve(one, "certdrop.sftp.move-to=done");
      server.serve(two, "certdrop.sftp.move-to=done");
      Service first = Service.start(one, CLOCK);
      open.add(0, first);
      open.add(0, Service.start(two, CLOCK));
      drop(20, server::put);
      Eventually.holds(() -> names(one.accepted()).size() == 20);
      first.close();
      drop(20, server::put);
      Eventually.holds(() -> names(one.accepted()).size() == 40);

      assertThat(server.reads).as("two files of each pair, once").hasValue(80);
      assertThat(names(one.inbox())).containsExactly(".work", "accepted", "refused");
      assertThat(names(one.refused())).isEmpty();
    }
  }

  @Proof
  @Test
  void twoOnOneInboxLoseAndDoubleNothingThoughOneIsKilledAndOneFrozen() throws Exception {
    Process first = start(one, "first");
    Process second = start(two, "second");
    drop(PAIRS / 3);
    handled(PAIRS / 3);

    drop(PAIRS / 3);
    handled(PAIRS / 3 + PAIRS / 9);
    first.destroyForcibly().waitFor();
    silent(one);
    handled(2 * (PAIRS / 3));

    first = start(one, "again");
    drop(PAIRS / 3);
    handled(2 * (PAIRS / 3) + PAIRS / 9);
    signal("STOP", second);
    silent(two);
    handled(3 * (PAIRS / 3));
    signal("CONT", second);
    drop(6);
    handled(dropped);
    Set<String> told = new TreeSet<>();
    for (int party = 0; party < dropped; party++) {
      String receipt = US + "--to--node_" + party + ".receipt.json";
      told.addAll(List.of(receipt, receipt + ".p7s"));
    }
    Eventually.are(told, () -> new TreeSet<>(names(one.outbox().resolve("receipts"))));
    for (Process each : List.of(first, second)) {
      each.destroy();
      each.waitFor();
    }
    demandNothingLostOrDoubled();
  }

  private Process start(Home home, String log) throws Exception {
    Process process =
        new ProcessBuilder(
                JavaCommand.of(Certdrop.class, "run", "--home", home.directory().toString()))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(log + ".log").toFile())
            .start();
    processes.add(process);
    Eventually.holds(
        () -> Files.readString(directory.resolve(log + ".log")).contains("certdrop serves"));
    return process;
  }

  private void handled(int submissions) throws Exception {
    while (names(one.accepted()).size() + names(one.refused()).size() < submissions) {
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static void signal(String name, Process process) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor())
        .isZero();
  }

  private void demandNothingLostOrDoubled() throws Exception {
    assertThat(names(one.inbox())).containsExactly(".work", "accepted", "refused");
    assertThat(names(one.work())).isEmpty();
    assertThat(names(one.refused())).isEmpty();
    Map<String, Long> lines =
        RegistryReader.read(Registries.of(one)).active().stream()
            .collect(Collectors.toMap(Entry::submission, Entry::line));
    Audit.Sound sound = (Audit.Sound) Audit.of(Registries.of(one), Optional.of(new PartyId(US)));
    assertThat(sound.seq()).as("one line a party").isEqualTo(dropped);
    assertThat(new TreeSet<>(names(one.accepted()))).isEqualTo(new TreeSet<>(lines.keySet()));
    for (String id : names(one.accepted())) {
      Path folder = one.accepted().resolve(id);
      assertThat(names(folder)).as(id).hasSize(3);
      assertThat(
              StrictJson.read(Files.readAllBytes(folder.resolve("verdict.json")))
                  .path("registry_seq")
                  .longValue())
          .as(id)
          .isEqualTo(lines.get(id));
    }
  }
}
