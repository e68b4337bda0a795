package org.certdrop.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.certdrop.x509.Fingerprint;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final Tally tally = new Tally();

  private void add(Outcome outcome) {
    add(outcome, Optional.empty());
  }

  private void add(Outcome outcome, Optional<Fingerprint> certificate) {
    tally.add(
        new Verdict(
            "id",
            List.of(),
            Map.of(),
            outcome,
            Optional.empty(),
            certificate,
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

  @Test
  void aCertificateThatWaitsInSeveralDropsIsOneCertificate() {
    Optional<Fingerprint> certificate = Optional.of(Fingerprint.of(new byte[] {1}));
    add(Outcome.PENDING, certificate);
    assertThat(tally.sentence()).isEqualTo("Handled 1 submission: 1 pending.");
    add(Outcome.PENDING, certificate);
    assertThat(tally.sentence()).isEqualTo("Handled 2 submissions: 2 pending (of 1 certificate).");
    add(Outcome.PENDING, Optional.of(Fingerprint.of(new byte[] {2})));
    add(Outcome.REFUSED, Optional.of(Fingerprint.of(new byte[] {3})));
    assertThat(tally.sentence())
        .isEqualTo("Handled 4 submissions: 3 pending (of 2 certificates), 1 refused.");
  }
}
