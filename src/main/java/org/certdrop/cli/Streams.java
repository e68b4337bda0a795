package org.certdrop.cli;

import org.certdrop.terminal.ProgressBar;
import org.certdrop.terminal.Screen;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command writes, in a form that fits what is there. */
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
