package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.certdrop.text.Misspelling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MisspellingTest {
  private static String refusal(String... words) {
    StringWriter err = new StringWriter();
    int code =
        Certdrop.execute(new PrintWriter(new StringWriter()), new PrintWriter(err, true), words);
    assertThat(code).isEqualTo(2);
    return err.toString();
  }

  @ParameterizedTest
  @CsvSource({"lsit,list,1", "list,list,0", "stats,status,1", "chekc,check,1", "'',run,3"})
  void aSwapOfNeighboursIsOneMistake(String typed, String known, int distance) {
    assertThat(Misspelling.distance(typed, known)).isEqualTo(distance);
  }

  @ParameterizedTest
  @CsvSource({
    "lsit,list",
    "stauts,status",
    "confrim,confirm",
    "exprot,export",
    "hlep,help",
    "Help,help"
  })
  void theCommandThatWasMeantIsNamed(String typed, String meant) {
    assertThat(refusal(typed)).contains("Did you mean: certdrop " + meant + "?");
  }

  @Test
  void whatIsLikeNothingIsLikeNothing() {
    assertThat(refusal("frobnicate")).doesNotContain("Did you mean");
  }

  @Test
  void theOptionOfACommandGoesBehindIt() {
    assertThat(refusal("--home", "/tmp", "status"))
        .contains("--home goes behind the command: certdrop COMMAND --home");
  }

  @Test
  void helpIsHelp() {
    StringWriter out = new StringWriter();
    assertThat(Certdrop.execute(new PrintWriter(out, true), new PrintWriter(out), "help")).isZero();
    assertThat(out.toString()).contains("Usage: certdrop");
    assertThat(Certdrop.execute(new PrintWriter(out, true), new PrintWriter(out), "help", "list"))
        .isZero();
    assertThat(out.toString()).contains("Usage: certdrop list");
  }

  @Test
  void helpForWhatIsNoCommandSaysWhichWasMeant() {
    assertThat(refusal("help", "lsit")).contains("Did you mean: certdrop list?");
  }
}
