package org.certdrop.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.certdrop.home.TypedCommands;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final String LONG =
      "  not-pem: The file holds no PEM block, and neither is it DER nor PKCS#12.";

  private final StringWriter text = new StringWriter();

  private Screen screen(Terminal terminal) {
    return new Screen(new PrintWriter(text, true), terminal, TypedCommands.PLAIN);
  }

  @Test
  void aLineThatIsTooLongIsContinuedFurtherIn() {
    screen(new Terminal(true, 40, true, false)).println(LONG);
    assertThat(text.toString().lines())
        .containsExactly(
            "  not-pem: The file holds no PEM block,", "      and neither is it DER nor PKCS#12.");
  }

  @Test
  void whereThereIsNoTerminalItIsWholeAndPlain() {
    screen(Terminal.NONE).println(LONG, "not-pem", Tone.BAD);
    assertThat(text).hasToString(LONG + System.lineSeparator());
  }

  @Test
  void whatIsToBeTypedStaysInOneLine() {
    String typed = "    Look: ./certdrop number node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11";
    screen(new Terminal(true, 40, true, false)).println(typed);
    assertThat(text.toString().lines()).containsExactly(typed);
  }

  @Test
  void aTextIsContinuedBesideItsLabel() {
    screen(new Terminal(true, 40, true, false))
        .println("subject        ", "O=A Hospital, CN=one two three four", "", Tone.NONE);
    assertThat(text.toString().lines())
        .containsExactly("subject        O=A Hospital, CN=one two", "               three four");
  }

  @Test
  void aWordIsColouredOnceWhereverTheLineIsBroken() {
    screen(new Terminal(true, 40, true, true)).println(LONG + " DER!", "DER", Tone.FAIR);
    assertThat(text.toString())
        .contains("and neither is it \u001b[33mDER\u001b[39m nor")
        .contains("DER!\n")
        .doesNotContain("\u001b[33mDER\u001b[39m!");
  }
}
