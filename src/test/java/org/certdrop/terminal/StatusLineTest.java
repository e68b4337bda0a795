package org.certdrop.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatusLineTest {
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final StatusLine line = new StatusLine(new PrintStream(terminal));
  private final PrintStream others = new PrintStream(line, true, StandardCharsets.UTF_8);

  private String written() {
    return terminal.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aTextIsWrittenOverByTheNextOneOfAnyLength() {
    line.show("1 of 10");
    line.show("2 of 10");
    line.show("all");
    line.show("done it");
    assertThat(written()).isEqualTo("\r1 of 10\r2 of 10\rall    \rdone it");
  }

  @Test
  void whatOthersWriteStandsInLinesOfItsOwn() {
    line.show("1 of 10");
    others.print("registered A\nregistered B\n");
    line.show("3 of 10");
    assertThat(written()).isEqualTo("\r1 of 10\r       \rregistered A\nregistered B\n\r3 of 10");
  }

  @Test
  void aLineThatOthersHaveBegunIsNotWrittenOver() {
    line.show("1");
    others.print("regis");
    line.show("2");
    others.write('t');
    line.show("3");
    others.print("");
    others.write('\n');
    line.show("4");
    assertThat(written()).isEqualTo("\r1\r \rregist\n\r4");
  }

  @Test
  void atTheEndNothingIsLeftAndNothingComesAgain() {
    line.show("9 of 10");
    line.end();
    line.show("10 of 10");
    others.print("certdrop has stopped.\n");
    assertThat(written()).isEqualTo("\r9 of 10\r       \rcertdrop has stopped.\n");
  }

  @Test
  void whereNothingWasShownNothingIsTakenAway() {
    others.print("a\n");
    line.end();
    assertThat(written()).isEqualTo("a\n");
  }
}
