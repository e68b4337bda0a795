package org.certdrop.cli;

import org.certdrop.terminal.ProgressBar;
import org.certdrop.terminal.Screen;
import picocli.CommandLine.Model.CommandSpec;

/** The streams that a command writes to, fitted to the terminal if they lead to one. */
final class Streams {
  private Streams() {}

  /** A command's standard output. */
  static Screen out(CommandSpec command) {
    return new Screen(
        command.commandLine().getOut(),
        Certdrop.terminals(command).out(),
        HomeOption.commands(command));
  }

  /** How far a command has come, on its standard error. */
  static ProgressBar progress(CommandSpec command) {
    return ProgressBar.of(Certdrop.terminals(command).err());
  }
}
