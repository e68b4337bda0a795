package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.certdrop.files.Patience;
import org.certdrop.party.PartyId;
import org.certdrop.proof.Proof;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Effect;
import org.certdrop.registration.Offer;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.RegistryView;
import org.certdrop.text.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several registries on one folder, in one process and in several: SPEC section 6. */
@Timeout(300)
class SharingTest {
  @TempDir Path folder;
  private Home home;

  /** What holds it; the tests of another ledger put theirs in its place. */
  RegistryStore store() {
    return RegistryStore.of(folder);
  }

  @BeforeEach
  void home() {
    home = new Home(store());
  }

  @Test
  void oneSeesWhatTheOtherRegistered() throws IOException {
    try (Registry one = home.open();
        Registry two = home.open()) {
      one.decide(Offer.of("node_a").by("s1"));
      assertThat(two.view().active()).isEmpty();
      assertThat(two.refresh().active()).hasSize(1);
      assertThat(two.view().find(new PartyId("NODE_A"))).isPresent();
      assertThat(two.decide(Offer.of("node_a").key("other").by("s2")))
          .isInstanceOf(Decision.Refused.class);
    }
  }

  /**
   * S1 registers, S2 moves the address, S1 is proposed again: by whom it was, or by another one.
   */
  @Test
  void aSubmissionThatIsProposedAgainDoesNotBringAFormerAddressBack() throws IOException {
    Proposal first = Offer.of("node_a").at("10.0.0.1:14001").by("S1");
    Proposal move = Offer.of("node_a").at("10.0.0.2:14001").by("S2");
    try (Registry one = home.open();
        Registry two = home.open()) {
      one.decide(first);
      two.decide(move);
      for (Registry again : List.of(one, two)) {
        Decision.Accepted recorded = (Decision.Accepted) again.decide(first);
        assertThat(recorded.outcome()).isEqualTo(Effect.REGISTERED);
        assertThat(recorded.seq()).hasValue(1);
        assertThat(again.find(new PartyId("node_a")).orElseThrow().endpoint())
            .isEqualTo(move.registrant().endpoint());
      }
      assertThat(one.refresh().seq()).isEqualTo(2);
    }
  }

  @Test
  void closingOneLeavesTheLocksOfTheOther() throws IOException {
    try (Registry one = home.open()) {
      home.open().close();
      one.decide(Offer.of("node_a").by("s1"));
      home.with("node_b");
      one.decide(Offer.of("node_c").by("s3"));
    }
    assertThat(home.parties()).containsExactly("node_a", "node_b", "node_c");
  }

  private void replacePictureBy(RegistryView view) throws IOException {
    RegistryFiles files = new RegistryFiles(folder);
    JournalMark mark = new JournalMark(0, 0, view.seq(), view.head());
    try (LockFile lock = LockFile.of(files)) {
      assertThat(new SnapshotFile(files, Home.OWNER).replace(view, mark, lock, new Patience()))
          .isTrue();
    }
  }

  @Test
  void anOlderStateNeverTakesThePlaceOfANewerPicture() throws IOException {
    RegistryView old = RegistryReader.read(store());
    home.with("node_a", "node_b");
    replacePictureBy(old);
    assertThat(home.snapshot()).content().contains("node_a", "node_b");
    assertThat(folder.resolve("registry.json.tmp")).doesNotExist();
  }

  @Test
  void aPictureThatAnotherProgramSpoiltIsWrittenAgain() throws IOException {
    RegistryView view = RegistryReader.read(home.with("node_a").store());
    Files.writeString(home.snapshot(), "spoilt");
    replacePictureBy(view);
    assertThat(home.audit()).isInstanceOf(Audit.Sound.class);
  }

  @Test
  void twoAtATimeDoNotMakeAPicture() throws Exception {
    RegistryFiles files = new RegistryFiles(folder);
    try (LockFile lock = LockFile.of(files);
        LockFile.Held held = lock.tryPicture().orElseThrow()) {
      Optional<LockFile.Held> second =
          CompletableFuture.supplyAsync(
                  () -> {
                    try {
                      return lock.tryPicture();
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  })
              .get();
      assertThat(second).isEmpty();
      assertThat(held).isNotNull();
    }
  }

  @Test
  void aDeletedLockFileIsMadeAgainAndLockedByAll() throws IOException {
    try (Registry one = home.open()) {
      one.decide(Offer.of("node_a").by("s1"));
      Files.delete(folder.resolve("registry.lock"));
      one.decide(Offer.of("node_b").by("s2"));
      home.with("node_c");
      one.decide(Offer.of("node_d").by("s4"));
    }
    assertThat(home.parties()).containsExactly("node_a", "node_b", "node_c", "node_d");
  }

  @Test
  void threadsOfSeveralRegistriesLoseAndDoubleNothing() throws Exception {
    List<Registry> registries = List.of(home.open(), home.open(), home.open());
    List<Thread> threads = new ArrayList<>();
    for (Registry registry : registries) {
      threads.add(new Thread(() -> registerTwenty(registry)));
      threads.add(new Thread(() -> registerTwenty(registry)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    registries.forEach(Registry::close);
    assertThat(home.parties()).hasSize(20).doesNotHaveDuplicates();
    assertThat(home.lines()).hasSize(20);
    assertThat(home.audit()).isInstanceOf(Audit.Sound.class);
  }

  private static void registerTwenty(Registry registry) {
    for (int number = 0; number < 20; number++) {
      try {
        registry.decide(Offer.of("node_" + number).by("s" + number));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Proof
  @Test
  void processesThatAppendAtOnceLoseAndDoubleNothing() throws Exception {
    int lines = Proof.Size.of(50, 20);
    List<String> names = List.of("one", "two", "three", "four");
    List<Process> processes = new ArrayList<>();
    for (String name : names) {
      processes.add(AppendingProcess.start(store(), name, lines));
    }
    int own = 0;
    try (Registry registry = home.open()) {
      for (; processes.stream().anyMatch(Process::isAlive); own++) {
        registry.decide(Offer.of("node_own-" + own).by("s" + own));
      }
    }
    for (String name : names) {
      assertThat(processes.get(names.indexOf(name)).waitFor())
          .as(Files.readString(folder.resolve(name + ".log")))
          .isZero();
    }
    assertThat(home.parties()).doesNotHaveDuplicates().hasSize(4 * lines + own);
    assertThat(home.lines()).hasSize(4 * lines + own);
    assertThat(home.audit()).isInstanceOf(Audit.Sound.class);
  }

  @Test
  void aRegistryClosesAlthoughAnotherProcessHoldsTheLock() throws Exception {
    try (Registry registry = home.open()) {
      Process holder = LockingProcess.start(folder);
      AtomicReference<Throwable> answer = new AtomicReference<>();
      Thread caller =
          new Thread(
              () -> answer.set(catchThrowable(() -> registry.decide(Offer.of("node_a").by("s1")))));
      caller.start();
      while (caller.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      long began = System.nanoTime();
      registry.close();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(9));
      caller.join();
      assertThat(answer.get())
          .isInstanceOf(IOException.class)
          .hasMessageMatching("another process has held .*registry.lock for too long: .*");
      holder.destroyForcibly().waitFor();
    }
    home.with("node_a");
    assertThat(home.parties()).containsExactly("node_a");
  }

  @Test
  void patienceHasAnEnd() {
    Patience.Wait wait = new Patience(Duration.ofMillis(20)).begin();
    assertThatThrownBy(
            () -> {
              while (true) {
                wait.goOn("a lock");
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another process has held a lock for too long");
  }

  @Test
  void anInterruptedThreadWaitsNoMore() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> new Patience().begin().goOn("a lock"))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aKilledProcessLeavesAWholeRegistry() throws Exception {
    Process process = AppendingProcess.start(store(), "one", 1_000_000);
    while (home.lines().size() < 25) {
      assertThat(process.isAlive()).isTrue();
      LockSupport.parkNanos(1_000_000);
    }
    process.destroyForcibly().waitFor();
    home.with("node_after");
    assertThat(home.parties()).contains("node_one-0", "node_after");
    assertThat(home.audit()).isInstanceOf(Audit.Sound.class);
  }

  @Test
  void howManyLinesAreReadOfThoseThatThePictureKnowsIsTold() throws IOException {
    Home written = home.with("node_a", "node_b");
    List<String> heard = new ArrayList<>();
    Progress progress = (things, done, total) -> heard.add(done + " of " + total + " " + things);

    RegistryReader.read(written.store(), progress);
    assertThat(heard).containsExactly("1 of 2 lines of the journal", "2 of 2 lines of the journal");

    heard.clear();
    Files.delete(written.snapshot());
    RegistryReader.read(written.store(), progress);
    assertThat(heard).as("nothing says how many there are").isEmpty();
  }
}
