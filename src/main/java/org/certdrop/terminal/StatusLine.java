package org.certdrop.terminal;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The last line of a terminal, which is written over again and again. Whatever else is written goes
 * through here, and stands above it.
 */
final class StatusLine extends OutputStream {
  private final PrintStream terminal;
  private int shown;
  private boolean othersLine;
  private boolean ended;

  StatusLine(PrintStream terminal) {
    this.terminal = terminal;
  }

  /**
   * Shows a text, unless somebody else's line is not at its end yet.
   *
   * @param text ASCII, and narrower than the terminal
   */
  synchronized void show(String text) {
    if (!ended && !othersLine) {
      int before = shown;
      shown = text.length();
      terminal.print('\r' + text + " ".repeat(Math.max(0, before - shown)));
      terminal.flush();
    }
  }

  private void clear() {
    if (shown > 0) {
      terminal.print('\r' + " ".repeat(shown) + '\r');
      shown = 0;
    }
  }

  /** Takes the text away; none is shown any more. */
  synchronized void end() {
    ended = true;
    clear();
    terminal.flush();
  }

  @Override
  public synchronized void write(int octet) {
    clear();
    terminal.write(octet);
    othersLine = octet != '\n';
  }

  @Override
  public synchronized void write(byte[] octets, int from, int length) {
    if (length > 0) {
      clear();
      terminal.write(octets, from, length);
      othersLine = octets[from + length - 1] != '\n';
    }
  }

  @Override
  public synchronized void flush() {
    terminal.flush();
  }
}
