package org.certdrop.terminal;

import java.util.Objects;

/**
 * Where the two streams of a command lead.
 *
 * @param out standard output, for data
 * @param err standard error, for all else
 */
public record Terminals(Terminal out, Terminal err) {
  /** Nobody looks on. */
  public static final Terminals NONE = new Terminals(Terminal.NONE, Terminal.NONE);

  /** None may be null. */
  public Terminals {
    Objects.requireNonNull(out);
    Objects.requireNonNull(err);
  }

  /** Those of this process, as the launcher found them. */
  public static Terminals ofProcess() {
    return new Terminals(
        Terminal.of(System.getProperty("certdrop.terminal.out"), System.getenv()),
        Terminal.of(System.getProperty("certdrop.terminal.err"), System.getenv()));
  }
}
