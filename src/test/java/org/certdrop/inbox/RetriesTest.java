package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.certdrop.home.Backoff;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private static final Claim CLAIM = new Claim("id", Path.of("id"), List.of("a.pem"));

  private final AtomicLong now = new AtomicLong();
  private final Retries retries =
      new Retries(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5)), now::get);

  private void after(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void aHeldClaimIsDueAfterThePause() {
    retries.hold(CLAIM);
    after(Duration.ofMillis(999));
    assertThat(retries.due()).isEmpty();
    after(Duration.ofMillis(1));
    assertThat(retries.due()).containsExactly(List.of(CLAIM));
    assertThat(retries.due()).isEmpty();
  }

  @Test
  void thePauseDoublesUpToItsLimit() {
    for (int seconds : List.of(1, 2, 4, 5, 5)) {
      retries.hold(CLAIM);
      after(Duration.ofSeconds(seconds).minusNanos(1));
      assertThat(retries.due()).isEmpty();
      after(Duration.ofNanos(1));
      assertThat(retries.due()).containsExactly(List.of(CLAIM));
    }
  }

  @Test
  void aConcludedClaimBeginsAnew() {
    retries.hold(CLAIM);
    retries.hold(CLAIM);
    assertThat(retries.failing()).isOne();
    assertThat(retries.fewestFailures()).isEqualTo(2);
    retries.forget(CLAIM);
    assertThat(retries.failing()).isZero();
    assertThat(retries.fewestFailures()).isZero();
  }

  @Test
  void aClaimOfAnEarlierRunIsDueAtOnceAndNoFailure() {
    retries.resume(List.of(CLAIM));
    assertThat(retries.failing()).isZero();
    assertThat(retries.due()).containsExactly(List.of(CLAIM));
  }
}
