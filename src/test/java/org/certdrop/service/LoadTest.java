package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.certdrop.JavaCommand;
import org.certdrop.cli.Certdrop;
import org.certdrop.files.Folders;
import org.certdrop.home.Home;
import org.certdrop.home.TestHomes;
import org.certdrop.proof.Proof;
import org.certdrop.registry.Audit;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many submissions, in a process of its own with a small heap. How many, and what heap, system
 * properties say; by default so few that the test is quick (docs/reliability.md, "Load").
 */
@Proof
@Timeout(3600)
class LoadTest {
  private static final int PAIRS = Integer.getInteger("load.pairs", Proof.Size.of(600, 100));
  private static final int PARKED = Integer.getInteger("load.parked", Proof.Size.of(2000, 500));
  private static final int LARGE = Proof.Size.of(600, 200);
  private static final String HEAP = System.getProperty("load.heap", "64m");

  @TempDir Path directory;
  private Home home;
  private Optional<Process> process = Optional.empty();

  @BeforeEach
  void makeHome() throws IOException {
    home = new Home(directory);
    Files.createDirectories(home.inbox());
    Files.createDirectories(home.properties().getParent());
    TestHomes.copyRoutes(home.directory());
    Files.writeString(home.properties(), "certdrop.ip=10.9.9.9\n");
  }

  @AfterEach
  void endProcess() {
    process.ifPresent(Process::destroyForcibly);
  }

  private void putPair(int number) throws IOException {
    putPair(home.inbox(), number);
  }

  private static void putPair(Path folder, int number) throws IOException {
    String party = "node_" + number;
    Path sidecar = folder.resolve(number + ".json");
    Files.writeString(
        folder.resolve(number + ".pem"),
        TestCertificate.builder(party).notAfter(TestCertificate.FAR_FUTURE).build().pem());
    Files.writeString(
        sidecar,
        String.format(
            Locale.ROOT,
            "{\"party_id\":\"%s\",\"ip\":\"10.%d.%d.%d\",\"port\":14001}",
            party,
            number >> 16,
            number >> 8 & 255,
            number & 255));
  }

  private void putPairs() throws IOException {
    for (int number = 0; number < PAIRS; number++) {
      putPair(number);
    }
  }

  private Process start(String... options) throws IOException {
    List<String> java = new ArrayList<>(JavaCommand.SHORT);
    java.add("-Xmx" + HEAP);
    List<String> command = JavaCommand.of(java, Certdrop.class, "run", "--home", home.toString());
    command.addAll(List.of(options));
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    process = Optional.of(started);
    return started;
  }

  private Path log() {
    return directory.resolve("log");
  }

  private String warnings() throws IOException {
    try (Stream<String> lines = Files.lines(log())) {
      return lines.filter(line -> !line.contains(" INFO ")).toList().toString();
    }
  }

  private interface Condition {
    boolean isMet() throws IOException;
  }

  private void await(Condition condition) throws IOException {
    while (!condition.isMet()) {
      assertThat(process.orElseThrow().isAlive()).as(warnings()).isTrue();
      LockSupport.parkNanos(5_000_000);
    }
  }

  private long accepted() throws IOException {
    Path folder = home.inbox().resolve("accepted");
    if (Files.notExists(folder)) {
      return 0;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }

  private void assertAllRegistered(long count) throws IOException {
    assertThat(warnings()).isEqualTo("[]");
    assertThat(accepted()).isEqualTo(count);
    assertThat(Audit.of(home.var(), Optional.empty()))
        .isInstanceOfSatisfying(
            Audit.Sound.class,
            sound -> {
              assertThat(sound.active()).isEqualTo((int) count);
              assertThat(sound.seq()).isEqualTo(count);
            });
  }

  @Test
  void allThatWaitsAtTheStartIsHandledInASmallHeap() throws Exception {
    putPairs();
    assertThat(start("--once").waitFor()).as(warnings()).isZero();
    assertAllRegistered(PAIRS);
  }

  @Test
  void aBurstWhileServingIsHandledInASmallHeap() throws Exception {
    Process service = start();
    await(() -> Files.readString(log()).contains("certdrop serves"));
    putPairs();
    await(() -> accepted() == PAIRS);
    service.destroy();
    service.waitFor();
    assertAllRegistered(PAIRS);
  }

  /** A certificate file and a sidecar that are nearly as large as may be, and sound. */
  private static void putLargePair(Path folder, int number) throws IOException {
    putPair(folder, number);
    Path certificate = folder.resolve(number + ".pem");
    Files.writeString(certificate, "x".repeat(60_000) + "\n" + Files.readString(certificate));
    String ignored =
        IntStream.range(0, 6000).mapToObj(i -> ",\"f" + i + "\":0").collect(Collectors.joining());
    Path sidecar = folder.resolve(number + ".json");
    Files.writeString(sidecar, Files.readString(sidecar).replace("}", ignored + "}"));
  }

  private long claimed() throws IOException {
    return Folders.children(home.work()).size();
  }

  @Test
  @Timeout(300)
  void largeDropsThatWaitForTheRegistryFitIntoASmallHeap() throws Exception {
    // Made before, for nobody may hold the registry for long.
    Path made = Files.createDirectory(directory.resolve("made"));
    for (int number = 0; number < LARGE; number++) {
      putLargePair(made, number);
    }
    Process service = start();
    await(() -> Files.readString(log()).contains("certdrop serves"));
    try (FileChannel registry =
            FileChannel.open(home.var().resolve("registry.lock"), StandardOpenOption.WRITE);
        FileLock held = registry.lock(0, 1, false)) {
      for (Path file : Folders.children(made)) {
        Files.move(file, home.inbox().resolve(file.getFileName()));
      }
      await(() -> claimed() == LARGE);
      // As many as would not fit would be judged by now.
      LockSupport.parkNanos(4_000_000_000L);
    }
    await(() -> accepted() == LARGE);
    service.destroy();
    service.waitFor();
    assertAllRegistered(LARGE);
  }

  @Test
  void aDropBesideManyParkedFilesIsHandled() throws Exception {
    for (int number = 0; number < PARKED; number++) {
      Files.writeString(home.inbox().resolve("lone" + number + ".json"), "{\"party_id\": \"x\"}");
    }
    Process service = start();
    await(() -> Files.readString(log()).contains("certdrop serves"));
    putPair(1);
    await(() -> accepted() == 1);
    service.destroy();
    service.waitFor();
    assertAllRegistered(1);
    try (Stream<Path> files = Files.list(home.inbox())) {
      assertThat(files.filter(file -> file.toString().contains("lone"))).hasSize(PARKED);
    }
  }
}
