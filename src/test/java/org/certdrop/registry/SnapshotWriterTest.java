package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.certdrop.registration.Offer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SnapshotWriterTest {
  private static final Path FILE = Path.of("registry.json");
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private final Deque<Optional<SnapshotFault>> faultsSeen = new ArrayDeque<>();
  private final CountDownLatch taken = new CountDownLatch(1);
  private SnapshotWriter writer;

  /** Starts a writer that is one line behind and whose pictures come out like this. */
  private void start(String... results) {
    Deque<String> left = new ArrayDeque<>(List.of(results));
    CountDownLatch started = new CountDownLatch(1);
    writer =
        new SnapshotWriter(
            FILE,
            new SnapshotSchedule(0, 1, System.nanoTime()),
            () -> {
              await(started);
              faultsSeen.add(writer.fault());
              return take(left.poll());
            },
            Home.CLOCK);
    started.countDown();
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private OptionalLong take(String result) throws IOException {
    switch (result) {
      case "fails" -> throw new IOException("No space left on device");
      case "is busy" -> {
        return OptionalLong.empty();
      }
      default -> {
        taken.countDown();
        return OptionalLong.of(Long.parseLong(result));
      }
    }
  }

  @Test
  void aPictureIsTakenWithoutAnybodyClosing() throws IOException {
    start("1");
    await(taken);
    writer.close();
    assertThat(faultsSeen).hasSize(1);
  }

  @Test
  void aFaultIsToldUntilAPictureSucceeds() throws IOException {
    start("fails", "fails", "1");
    await(taken);
    writer.close();
    SnapshotFault fault = new SnapshotFault(FILE, "No space left on device", Home.CLOCK.instant());
    assertThat(faultsSeen)
        .containsExactly(Optional.empty(), Optional.of(fault), Optional.of(fault));
    assertThat(writer.fault()).isEmpty();
  }

  @Test
  void closingTriesAFewTimesMoreAndGivesUp() {
    start("fails", "fails", "fails", "fails", "fails", "fails");
    writer.close();
    assertThat(writer.fault()).isPresent();
    assertThat(faultsSeen).hasSizeBetween(3, 4);
  }

  @Test
  void aFaultThatPassesIsNotSeenAfterTheEnd() {
    start("fails", "fails", "1");
    writer.close();
    assertThat(writer.fault()).isEmpty();
    assertThat(faultsSeen).hasSize(3);
  }

  @Test
  void closingWaitsForAnotherProcessThatIsAtIt() {
    start("is busy", "is busy", "1");
    writer.close();
    assertThat(faultsSeen).hasSize(3);
  }

  @Test
  void aChangeLeadsToAnotherPicture() throws IOException {
    start("1", "2");
    await(taken);
    writer.changed(2);
    writer.close();
    assertThat(faultsSeen).hasSize(2);
  }

  @Test
  void aRegistryWorksOnWhileItsPictureCannotBeWritten(@TempDir Path folder) throws IOException {
    Files.createDirectory(folder.resolve("registry.json.tmp"));
    Home home = new Home(folder);
    Registry registry = home.open();
    registry.decide(Offer.of("node_a").by("s1"));
    registry.close();
    assertThat(registry.snapshotFault()).isPresent();
    assertThat(home.snapshot()).doesNotExist();
    Files.delete(folder.resolve("registry.json.tmp"));
    home.open().close();
    assertThat(home.snapshot()).content().contains("node_a");
  }

  @Test
  void nothingIsDueWhereNothingChanged() {
    assertThat(new SnapshotSchedule(7, 7, 0).dueIn(0)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aPictureIsDueWhenThingsAreQuiet() {
    SnapshotSchedule schedule = new SnapshotSchedule(100, 100, 0);
    schedule.changed(101, 0);
    schedule.changed(102, 150 * MILLI);
    assertThat(schedule.dueIn(150 * MILLI)).isEqualTo(200 * MILLI);
  }

  @Test
  void aSmallPictureIsDueAtOnceWhenTheJournalHasGrownByHalf() {
    SnapshotSchedule schedule = new SnapshotSchedule(100, 100, 0);
    schedule.changed(150, 0);
    assertThat(schedule.dueIn(0)).isPositive();
    schedule.changed(151, 0);
    assertThat(schedule.dueIn(0)).isZero();
  }

  @Test
  void aFloodIsShownWithinASecondAsATrickleIs() {
    SnapshotSchedule schedule = new SnapshotSchedule(1000, 1000, 0);
    schedule.changed(10_000, 0);
    schedule.changed(20_000, 699 * MILLI);
    assertThat(schedule.dueIn(699 * MILLI)).isEqualTo(MILLI);
  }

  @Test
  void aSteadyTrickleDoesNotPutItOffForEver() {
    SnapshotSchedule schedule = new SnapshotSchedule(100, 100, 0);
    schedule.changed(101, 0);
    schedule.changed(102, 650 * MILLI);
    assertThat(schedule.dueIn(650 * MILLI)).isEqualTo(50 * MILLI);
  }

  @Test
  void dearPicturesAreRareUnderATrickle() {
    SnapshotSchedule schedule = new SnapshotSchedule(100_000, 100_001, 0);
    schedule.taken(100_001, 0, 1000 * MILLI);
    schedule.changed(100_002, 1001 * MILLI);
    schedule.changed(100_003, 5000 * MILLI);
    assertThat(schedule.dueIn(5000 * MILLI)).isEqualTo(700 * MILLI);
    schedule.changed(100_004, 20_990 * MILLI);
    assertThat(schedule.dueIn(20_990 * MILLI)).isEqualTo(11 * MILLI);
  }

  @ParameterizedTest
  @CsvSource({"0, 200", "200, 200", "300, 300", "450, 450", "600, 300", "700, 200", "701, 700"})
  void theDearerAPictureTheLongerThePauseButItIsThereWithinASecondIfItCan(long cost, long pause) {
    SnapshotSchedule schedule = new SnapshotSchedule(50_000, 50_001, 0);
    schedule.taken(50_001, 0, cost * MILLI);
    schedule.changed(50_002, 1000 * MILLI);
    assertThat(schedule.dueIn(1000 * MILLI)).isEqualTo(pause * MILLI);
  }

  @Test
  void pausesAfterFaultsGrowUpToFiveSecondsAndBeginAnewAfterASuccess() {
    SnapshotSchedule schedule = new SnapshotSchedule(-1, 0, -1000 * MILLI);
    schedule.failed(0);
    assertThat(schedule.dueIn(0)).isEqualTo(200 * MILLI);
    schedule.failed(0);
    assertThat(schedule.dueIn(0)).isEqualTo(400 * MILLI);
    for (int times = 0; times < 10; times++) {
      schedule.failed(0);
    }
    assertThat(schedule.dueIn(0)).isEqualTo(5000 * MILLI);
    schedule.taken(0, 0, 0);
    schedule.changed(100, 0);
    schedule.failed(0);
    assertThat(schedule.dueIn(0)).isEqualTo(200 * MILLI);
  }
}
