package org.certdrop.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final Tally tally = new Tally();

  private void add(Outcome outcome) {
    tally.add(
        new Verdict(
            "id",
            List.of(),
            Map.of(),
            outcome,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Instant.EPOCH,
            OptionalLong.empty()));
  }

  @Test
  void nothingIsSaidOfOutcomesThatThereWereNot() {
    assertThat(tally.sentence()).isEqualTo("Nothing was waiting that could be handled.");
    add(Outcome.REFUSED);
    assertThat(tally.sentence()).isEqualTo("Handled 1 submission: 1 refused.");
  }

  @Test
  void theOutcomesAreCountedInTheirOrder() {
    add(Outcome.REFUSED);
    add(Outcome.PENDING);
    add(Outcome.REGISTERED);
    add(Outcome.REGISTERED);
    assertThat(tally.sentence())
        .isEqualTo("Handled 4 submissions: 2 registered, 1 pending, 1 refused.");
  }
}
