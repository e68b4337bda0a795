package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Budget budget = new Budget(nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void aSecondIsSavedAndATenthOfTheTimeIsEarned() {
    assertThat(budget.isSpent()).isFalse();
    budget.spend(Duration.ofSeconds(1).toNanos());
    assertThat(budget.isSpent()).isTrue();
    budget.spend(Duration.ofMillis(99).toNanos());
    pass(Duration.ofMillis(990));
    assertThat(budget.isSpent()).isTrue();
    pass(Duration.ofMillis(10));
    assertThat(budget.isSpent()).isFalse();
  }

  @Test
  void noMoreThanASecondIsSaved() {
    pass(Duration.ofDays(1));
    budget.spend(Duration.ofMillis(1000).toNanos());
    assertThat(budget.isSpent()).isTrue();
  }

  @Test
  void everyAnswerCostsSomething() {
    for (int i = 0; i < 1000; i++) {
      budget.spend(0);
    }
    assertThat(budget.isSpent()).isTrue();
  }
}
