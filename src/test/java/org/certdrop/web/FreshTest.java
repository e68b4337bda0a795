package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.certdrop.service.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FreshTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger found = new AtomicInteger();

  private <T> Fresh<T> fresh(Callable<T> find) {
    return new Fresh<>("test", find, Duration.ofSeconds(20), nanos::get);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void withinASecondItIsFoundOutOnce() throws Exception {
    Fresh<Integer> fresh = fresh(found::incrementAndGet);
    assertThat(fresh.get()).isEqualTo(1);
    pass(Duration.ofMillis(999));
    assertThat(fresh.get()).isEqualTo(1);
    pass(Duration.ofMillis(1));
    assertThat(fresh.get()).isEqualTo(2);
    assertThat(fresh.count()).isEqualTo(2);
  }

  @Test
  void whatIsFoundOutFromNowOnIsNotWhatIsKnown() throws Exception {
    Fresh<Integer> fresh = fresh(found::incrementAndGet);
    assertThat(fresh.get()).isEqualTo(1);
    assertThat(fresh.renewed()).isEqualTo(2);
    assertThat(fresh.get()).isEqualTo(2);
  }

  @Test
  void whatIsUnderWayIsNotWhatIsFoundOutFromNowOn() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    AtomicInteger atOnce = new AtomicInteger();
    Fresh<Integer> fresh =
        fresh(
            () -> {
              assertThat(atOnce.incrementAndGet()).isEqualTo(1);
              held.await();
              atOnce.decrementAndGet();
              return found.incrementAndGet();
            });
    CompletableFuture<Integer> underWay = fresh.ask();
    FutureTask<Integer> renewed = new FutureTask<>(fresh::renewed);
    Thread caller = new Thread(renewed);
    caller.start();
    Eventually.holds(() -> caller.getState() == Thread.State.TIMED_WAITING);
    held.countDown();

    assertThat(underWay.join()).isEqualTo(1);
    assertThat(renewed.get()).isEqualTo(2);
  }

  @Test
  void aFutureIsCompletedWhenTheAnswerIsFoundOut() {
    CountDownLatch held = new CountDownLatch(1);
    Fresh<Integer> fresh =
        fresh(
            () -> {
              held.await();
              return found.incrementAndGet();
            });
    CompletableFuture<Integer> asked = fresh.ask();
    assertThat(asked).isNotDone();
    held.countDown();
    assertThat(asked.join()).isEqualTo(1);
    assertThat(fresh.ask().join()).isEqualTo(1);
  }

  @Test
  void aFutureFailsWhenTheAnswerTakesTooLong() {
    CountDownLatch held = new CountDownLatch(1);
    Fresh<Integer> fresh =
        new Fresh<>(
            "test",
            () -> {
              held.await();
              return 1;
            },
            Duration.ofMillis(1),
            nanos::get);
    assertThatThrownBy(() -> fresh.ask().join()).hasCauseInstanceOf(TimeoutException.class);
    held.countDown();
  }

  @Test
  void whatTakesLongIsFoundOutATenthOfTheTime() throws Exception {
    Fresh<Integer> fresh =
        fresh(
            () -> {
              pass(Duration.ofSeconds(3));
              return found.incrementAndGet();
            });
    assertThat(fresh.get()).isEqualTo(1);
    pass(Duration.ofSeconds(26));
    assertThat(fresh.get()).isEqualTo(1);
    pass(Duration.ofSeconds(1));
    assertThat(fresh.get()).isEqualTo(2);
    assertThat(fresh.total()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void callersAtTheSameTimeShareOneAnswer() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Fresh<Integer> fresh =
        fresh(
            () -> {
              go.await();
              return found.incrementAndGet();
            });
    ExecutorService askers = Executors.newFixedThreadPool(20);
    try {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(askers.submit(fresh::get));
      }
      go.countDown();
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(1);
      }
    } finally {
      askers.shutdownNow();
    }
  }

  @Test
  void nobodyWaitsForEver() {
    Fresh<Integer> fresh =
        new Fresh<>(
            "test",
            () -> {
              new CountDownLatch(1).await();
              return 1;
            },
            Duration.ofMillis(50),
            nanos::get);
    assertThatThrownBy(fresh::get)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("longer than usual");
  }

  @Test
  void afterAFailureItIsTriedAgain() throws Exception {
    Fresh<Integer> fresh =
        fresh(
            () -> {
              if (found.incrementAndGet() == 1) {
                throw new OutOfMemoryError("a test");
              }
              return found.get();
            });
    assertThatThrownBy(fresh::get)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("the log says why");
    pass(Duration.ofSeconds(1));
    assertThat(fresh.get()).isEqualTo(2);
  }
}
