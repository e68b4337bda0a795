package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
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
            room.take(id, octets);
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
    room.take("a", 6000);
    room.take("b", 4000);
    CompletableFuture<Void> third = taking("c", 5000);
    assertWaits(third);
    room.leave("b");
    assertWaits(third);
    room.leave("a");
    third.get();
  }

  @Test
  void whatIsLargerThanAllOfItIsLetInAlone() throws Exception {
    room.take("a", 5 * ALL);
    CompletableFuture<Void> second = taking("b", 1);
    assertWaits(second);
    room.leave("a");
    second.get();
  }

  @Test
  void theSmallestTakesSomething() throws Exception {
    for (int i = 0; i < ALL / 1024; i++) {
      room.take("small" + i, 0);
    }
    assertWaits(taking("one more", 0));
  }

  @Test
  void aSubmissionThatLeavesTwiceGivesBackOnce() throws Exception {
    room.take("a", ALL / 2);
    room.take("b", ALL / 2);
    room.leave("a");
    room.leave("a");
    room.leave("nobody");
    assertWaits(taking("c", ALL));
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    room.take("a", ALL);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> room.take("b", 1)).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    room.leave("b");
    assertWaits(taking("c", 1));
  }
}
