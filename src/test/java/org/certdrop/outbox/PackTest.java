package org.certdrop.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.certdrop.submission.DropKind;
import org.junit.jupiter.api.Test;

class PackTest {
  private static final Pack PACK =
      new Pack("node_a--to--researcher_b", Map.of("a.pem", new byte[1]));

  @Test
  void itsNameSaysWhenItWasMade() {
    Instant morning = Instant.parse("2026-11-23T10:15:00.456Z");

    assertThat(PACK.fileName(morning)).isEqualTo("node_a--to--researcher_b-20261123T101500Z.zip");
    assertThat(PACK.fileName(morning.plusSeconds(1))).isNotEqualTo(PACK.fileName(morning));
  }

  @Test
  void underThatNameItIsADropOfTheOtherSite() {
    assertThat(DropKind.of(PACK.fileName(Instant.EPOCH))).isEqualTo(DropKind.ARCHIVE);
  }
}
