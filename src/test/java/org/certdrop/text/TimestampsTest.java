package org.certdrop.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimestampsTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:15:00.456789Z");

  @Test
  void eachFormHasOneLength() {
    assertThat(Timestamps.millis(AT)).isEqualTo("2026-11-23T10:15:00.456Z");
    assertThat(Timestamps.seconds(AT)).isEqualTo("2026-11-23T10:15:00Z");
    assertThat(Timestamps.compact(AT)).isEqualTo("20261123T101500.456Z");
  }

  @Test
  void zeroFractionsAreWrittenToo() {
    assertThat(Timestamps.millis(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000Z");
  }

  @Test
  void theLastYearOfACertificateCanBeWritten() {
    assertThat(Timestamps.seconds(Instant.parse("9999-12-31T23:59:59Z")))
        .isEqualTo("9999-12-31T23:59:59Z");
  }
}
