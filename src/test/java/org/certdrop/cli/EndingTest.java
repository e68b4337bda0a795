package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.certdrop.terminal.Cell;
import org.certdrop.terminal.Terminal;
import org.certdrop.terminal.Tone;
import org.certdrop.terminal.Wrapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-12-23T10:00:01Z, NONE",
    "2026-12-23T09:59:59Z, FAIR",
    "2026-11-23T10:00:00Z, FAIR",
    "2026-11-23T09:59:59Z, BAD"
  })
  void theNearerTheWorse(Instant end, Tone tone) {
    assertThat(new Ending(end, NOW).tone()).isEqualTo(tone);
  }

  @Test
  void onATerminalItIsSaidInWordsBesideTheDateAndElsewhereAsEver() {
    Ending ending = new Ending(Instant.parse("2026-11-20T10:00:00Z"), NOW);
    Cell shown = ending.cell(new Terminal(true, 80, true, true), "2026-11-20");
    assertThat(Wrapping.cell(shown.text(), 80)).containsExactly("2026-11-20 expired 3 days ago");
    assertThat(shown.tone()).isEqualTo(Tone.BAD);
    assertThat(ending.cell(Terminal.NONE, "2026-11-20")).isEqualTo(Cell.of("2026-11-20"));
  }
}
