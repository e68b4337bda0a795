package org.certdrop.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Standard error: each line is for people, and the commands in it act on the home in question. */
final class Advice extends PrintWriter {
  private final CommandLine program;

  Advice(PrintWriter err, CommandLine program) {
    super(err);
    this.program = program;
  }

  @Override
  public void println(String line) {
    super.println(completed(line));
  }

  /** A command line that does not parse names no home. */
  private String completed(String line) {
    ParseResult typed = program.getParseResult();
    while (typed != null && typed.hasSubcommand()) {
      typed = typed.subcommand();
    }
    return typed == null ? line : HomeOption.commands(typed.commandSpec()).complete(line);
  }
}
