package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MemoryAllowanceTest {
  private static final int ALL = 10_000;

  private final MemoryAllowance room = new MemoryAllowance(ALL);

  private CompletableFuture<Void> taking(String id, int octets) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            room.take(Map.of(id, octets));
          } catch (InterruptedIOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void assertWaits(CompletableFuture<Void> taking) {
    assertThatThrownBy(() -> taking.get(50, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void aSubmissionThatFindsNoRoomWaitsUntilAnotherLeaves() throws Exception {
    room.take(Map.of("a", 6000));
    room.take(Map.of("b", 4000));
    CompletableFuture<Void> third = taking("c", 5000);
    assertWaits(third);
    room.leave("b");
    assertWaits(third);
    room.leave("a");
    third.get();
  }

  @Test
  void whatIsLargerThanAllOfItIsLetInAlone() throws Exception {
    room.take(Map.of("a", 5 * ALL));
    CompletableFuture<Void> second = taking("b", 1);
    assertWaits(second);
    room.leave("a");
    second.get();
  }

  @Test
  void theSmallestTakesSomething() throws Exception {
    for (int i = 0; i < ALL / 1024; i++) {
      room.take(Map.of("small" + i, 0));
    }
    assertWaits(taking("one more", 0));
  }

  @Test
  void aSubmissionThatLeavesTwiceGivesBackOnce() throws Exception {
    room.take(Map.of("a", ALL / 2));
    room.take(Map.of("b", ALL / 2));
    room.leave("a");
    room.leave("a");
    room.leave("nobody");
    assertWaits(taking("c", ALL));
  }

  @Test
  void aBatchWaitsForRoomForAllOfIt() throws Exception {
    room.take(Map.of("a", 5000));
    CompletableFuture<Void> batch =
        CompletableFuture.runAsync(
            () -> {
              try {
                room.take(Map.of("b", 3000, "c", 3000));
              } catch (InterruptedIOException e) {
                throw new IllegalStateException(e);
              }
            });
    assertWaits(batch);
    room.leave("a");
    batch.get();
    CompletableFuture<Void> another = taking("d", 5000);
    assertWaits(another);
    room.leave("b");
    another.get();
  }

  @Test
  void aBatchThatIsLargerThanAllOfItTakesAllAndGivesAllBack() throws Exception {
    Map<String, Integer> batch = new LinkedHashMap<>();
    for (int number = 0; number < 5; number++) {
      batch.put("batch" + number, 4000);
    }
    room.take(batch);
    CompletableFuture<Void> another = taking("a", 1);
    assertWaits(another);
    batch.keySet().forEach(room::leave);
    another.get();
    room.leave("a");
    room.take(Map.of("b", ALL));
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    room.take(Map.of("a", ALL));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> room.take(Map.of("b", 1))).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    room.leave("b");
    assertWaits(taking("c", 1));
  }
}
