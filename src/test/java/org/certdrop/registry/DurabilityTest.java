package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Effect;
import org.certdrop.registration.Offer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Groups that share one fsync, and disks that fail: SPEC section 6, "Durability". */
@Timeout(60)
class DurabilityTest {
  @TempDir Path folder;
  private Home home;
  private FaultyDisk disk;
  private Registry registry;

  @BeforeEach
  void open() throws IOException {
    home = new Home(folder);
    disk = new FaultyDisk();
    registry =
        Registry.open(
            new FileStore(folder, disk::open),
            Home.OWNER,
            () -> AdmissionPolicy.AUTOMATIC,
            Home.CLOCK);
    registry.decide(Offer.of("node_first").by("first"));
  }

  @AfterEach
  void close() {
    disk.heal();
    registry.close();
  }

  private Decision decide(String party) throws IOException {
    return registry.decide(Offer.of(party).by("by-" + party));
  }

  @Test
  void manyCallersShareFewFsyncs() throws Exception {
    int before = disk.syncs.get();
    disk.syncMayEnd = new CountDownLatch(1);
    List<Thread> callers = new ArrayList<>();
    for (int number = 0; number < 40; number++) {
      String party = "node_" + number;
      callers.add(new Thread(() -> unchecked(party)));
    }
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      while (caller.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    disk.syncMayEnd.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    // The first group's, which all others waited for, and theirs.
    assertThat(disk.syncs.get() - before).isLessThanOrEqualTo(2);
    assertThat(home.parties()).hasSize(41);
  }

  @Test
  void nobodyIsAnsweredBeforeTheFsync() throws Exception {
    disk.syncMayEnd = new CountDownLatch(1);
    CompletableFuture<Decision> decision = new CompletableFuture<>();
    Thread caller = new Thread(() -> decision.completeAsync(() -> unchecked("node_a")));
    int before = disk.syncs.get();
    caller.start();
    while (disk.syncs.get() == before) {
      Thread.onSpinWait();
    }
    assertThat(decision).isNotDone();
    assertThat(registry.find(new PartyId("node_a"))).isEmpty();
    disk.syncMayEnd.countDown();
    assertThat(decision.get()).isInstanceOf(Decision.Accepted.class);
  }

  private Decision unchecked(String party) {
    try {
      return decide(party);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anInterruptedCallerGetsItsAnswerAndHarmsNobody() throws IOException {
    Thread.currentThread().interrupt();
    Decision decision = decide("node_a");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    assertThat(decide("node_b")).isInstanceOf(Decision.Accepted.class);
  }

  @Test
  void aFullDiskLeavesTheRegistryAsItWas() throws IOException {
    byte[] before = Files.readAllBytes(home.journal());
    for (int room : new int[] {0, 1, 100, 500}) {
      disk.roomForBytes = room;
      assertThatThrownBy(() -> decide("node_a")).hasMessageContaining("No space left");
      assertThat(Files.readAllBytes(home.journal())).isEqualTo(before);
    }
    assertThat(registry.find(new PartyId("node_a"))).isEmpty();
    disk.heal();
    assertThat(((Decision.Accepted) decide("node_a")).seq()).hasValue(2);
  }

  @Test
  void aFailedFsyncLeavesTheRegistryAsItWas() throws IOException {
    byte[] before = Files.readAllBytes(home.journal());
    disk.failForce = true;
    assertThatThrownBy(() -> decide("node_a")).hasMessageContaining("Input/output error");
    assertThat(Files.readAllBytes(home.journal())).isEqualTo(before);
    disk.heal();
    assertThat(((Decision.Accepted) decide("node_b")).seq()).hasValue(2);
    assertThat(home.parties()).containsExactly("node_first", "node_b");
  }

  @Test
  void aPartThatCannotBeCutBackYetIsCutBeforeTheNextLine() throws IOException {
    disk.roomForBytes = 100;
    disk.failTruncate = true;
    assertThatThrownBy(() -> decide("node_a")).hasMessageContaining("No space left");
    disk.roomForBytes = Integer.MAX_VALUE;
    assertThatThrownBy(() -> decide("node_b")).hasMessageContaining("Read-only");
    disk.heal();
    assertThat(((Decision.Accepted) decide("node_c")).seq()).hasValue(2);
    assertThat(home.parties()).containsExactly("node_first", "node_c");
  }

  @Test
  void wholeLinesThatCouldNotBeTakenBackCount() throws IOException {
    disk.failForce = true;
    disk.failTruncate = true;
    assertThatThrownBy(() -> decide("node_a")).hasMessageContaining("Input/output error");
    assertThat(registry.find(new PartyId("node_a"))).isEmpty();
    disk.heal();
    decide("node_b");
    assertThat(((Decision.Accepted) decide("node_a")).seq()).hasValue(2);
    assertThat(home.parties()).containsExactly("node_first", "node_a", "node_b");
  }

  @Test
  void whatAFailedFsyncLeftInTheCacheAloneIsWrittenOnceMore() throws IOException {
    disk.failForce = true;
    disk.failTruncate = true;
    assertThatThrownBy(() -> decide("node_a")).hasMessageContaining("Input/output error");
    disk.heal();
    decide("node_b");
    disk.powerCut(home.journal());
    assertThat(home.parties()).containsExactly("node_first", "node_a", "node_b");
    assertThat(home.audit()).isInstanceOf(Audit.Sound.class);
  }

  @Test
  void whatAnotherProcessWroteIsWrittenOnceMoreAfterAFailedFsync() throws IOException {
    String line = nextLine("node_other");
    disk.failForce = true;
    Files.writeString(home.journal(), line, StandardOpenOption.APPEND);
    assertThatThrownBy(() -> decide("node_a")).hasMessageContaining("Input/output error");
    assertThat(registry.view().seq()).as("shown in registry.json").isEqualTo(1);
    disk.heal();
    decide("node_a");
    disk.powerCut(home.journal());
    assertThat(home.parties()).containsExactly("node_first", "node_other", "node_a");
    assertThat(home.audit()).isInstanceOf(Audit.Sound.class);
  }

  /** The line that another process would append, killed before its fsync. */
  private String nextLine(String party) throws IOException {
    byte[] before = Files.readAllBytes(home.journal());
    home.with(party);
    String line = home.lines().get(1) + "\n";
    Files.write(home.journal(), before);
    return line;
  }

  @Test
  void afterAFaultTheFileIsOpenedAnew() throws IOException {
    decide("node_a");
    assertThat(disk.openings).hasValue(1);
    disk.failForce = true;
    assertThatThrownBy(() -> decide("node_b")).hasMessageContaining("Input/output error");
    disk.heal();
    decide("node_b");
    decide("node_c");
    assertThat(disk.openings).hasValue(2);
  }

  @Test
  void whatAnotherProcessWentOnFromIsNotCut() throws IOException {
    disk.roomForBytes = 100;
    disk.failTruncate = true;
    assertThatThrownBy(() -> decide("node_a")).hasMessageContaining("No space left");
    disk.heal();
    home.with("node_other");
    decide("node_b");
    assertThat(home.parties()).containsExactly("node_first", "node_other", "node_b");
  }

  @Test
  void whatAnotherProcessWroteIsMadeDurableBeforeItIsReliedOn() throws IOException {
    home.with("node_other");
    int before = disk.syncs.get();
    assertThat(((Decision.Accepted) registry.decide(Offer.of("node_other").by("x"))).outcome())
        .isEqualTo(Effect.UNCHANGED);
    assertThat(disk.syncs.get()).isEqualTo(before + 1);
  }

  @Test
  void theTornLineOfADeadProcessIsCut() throws IOException {
    Files.writeString(home.journal(), "{\"seq\":2,\"at\":\"20", StandardOpenOption.APPEND);
    decide("node_a");
    assertThat(home.parties()).containsExactly("node_first", "node_a");
  }

  @Test
  void aShortenedJournalStopsDecisions() throws IOException {
    byte[] half = new byte[20];
    Files.write(home.journal(), half);
    assertThatThrownBy(() -> decide("node_a"))
        .isInstanceOf(RegistryCorruptedException.class)
        .hasMessageContaining("cut or changed meanwhile");
    assertThat(Files.readAllBytes(home.journal())).isEqualTo(half);
  }

  @Test
  void aJournalChangedInPlaceStopsDecisions() throws IOException {
    String changed = home.lines().get(0).replace("node_first", "node_other") + "\nmore";
    Files.writeString(home.journal(), changed);
    assertThatThrownBy(() -> decide("node_a"))
        .isInstanceOf(RegistryCorruptedException.class)
        .hasMessageStartingWith("registry-corrupted: ");
    assertThat(home.journal()).hasContent(changed);
  }

  @Test
  void aReplacedOrRemovedJournalStopsDecisions() throws IOException {
    Path copy = folder.resolve("copy");
    Files.copy(home.journal(), copy);
    Files.delete(home.journal());
    assertThatThrownBy(() -> decide("node_a")).hasMessageContaining("replaced or removed");
    Files.move(copy, home.journal());
    assertThatThrownBy(() -> decide("node_a")).hasMessageContaining("replaced or removed");
    assertThat(home.parties()).containsExactly("node_first");
  }

  @Test
  void foreignLinesThatDoNotFollowStopDecisions() throws IOException {
    String line = home.lines().get(0) + "\n";
    Files.writeString(home.journal(), line, StandardOpenOption.APPEND);
    assertThatThrownBy(() -> decide("node_a"))
        .hasMessageContaining("line 2")
        .hasMessageContaining("\"seq\" is 1 where 2 is due");
    assertThat(home.journal()).hasContent(line + line);
  }

  @Test
  void aFaultAtTheStartLeavesNothingLocked() throws IOException {
    FaultyDisk failing = new FaultyDisk();
    failing.failForce = true;
    assertThatThrownBy(
            () ->
                Registry.open(
                    new FileStore(folder, failing::open),
                    Home.OWNER,
                    () -> AdmissionPolicy.AUTOMATIC,
                    Home.CLOCK))
        .hasMessageContaining("Input/output error");
    home.with("node_a");
    assertThat(home.parties()).containsExactly("node_first", "node_a");
  }

  @Test
  void aClosedRegistryTakesNothing() {
    registry.close();
    assertThatThrownBy(() -> decide("node_a")).isInstanceOf(IllegalStateException.class);
  }
}
