package org.certdrop.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
  private static Terminal of(String measured, Map<String, String> environment) {
    return Terminal.of(measured, environment);
  }

  @Test
  void whatTheLauncherDidNotMeasureIsNone() {
    Terminal none = of(null, Map.of("COLUMNS", "80", "TERM", "xterm"));
    assertThat(none).isEqualTo(Terminal.NONE);
    assertThat(none.present()).isFalse();
    assertThat(none.coloured()).isFalse();
    assertThat(none.erases()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "100, , 100",
    "100, '', 100",
    "100, 132, 132",
    "100, 0, 100",
    "100, -3, 100",
    "100, wide, 100",
    "100, 99999999999, 100",
    "0, , 80",
    "'', , 80",
    "'', 132, 132",
    "stty: no such thing, , 80",
    "12, , 40",
    "100, 12, 40",
    "99999, , 10000"
  })
  void theWidthIsWhatTheUserSaysThenWhatWasMeasuredThenEighty(
      String measured, String said, int columns) {
    Map<String, String> environment = said == null ? Map.of() : Map.of("COLUMNS", said);
    assertThat(of(measured, environment).columns()).isEqualTo(columns);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"xterm-256color", ""})
  void aTerminalShowsColoursAndErases(String kind) {
    Terminal terminal = of("80", kind == null ? Map.of() : Map.of("TERM", kind));
    assertThat(terminal.coloured()).isTrue();
    assertThat(terminal.erases()).isTrue();
    assertThat(terminal.ansi().enabled()).isTrue();
  }

  @Test
  void aDumbOneDoesNeither() {
    Terminal terminal = of("80", Map.of("TERM", "dumb"));
    assertThat(terminal.present()).isTrue();
    assertThat(terminal.coloured()).isFalse();
    assertThat(terminal.erases()).isFalse();
    assertThat(terminal.ansi().enabled()).isFalse();
  }

  @Test
  void noColorTurnsColoursOff() {
    Terminal terminal = of("80", Map.of("TERM", "xterm", "NO_COLOR", "1"));
    assertThat(terminal.coloured()).isFalse();
    assertThat(terminal.erases()).isTrue();
    assertThat(of("80", Map.of("NO_COLOR", "")).coloured()).isTrue();
  }
}
