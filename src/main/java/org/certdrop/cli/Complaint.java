package org.certdrop.cli;

import org.certdrop.operator.Endorsement;
import org.certdrop.text.Parsed;
import picocli.CommandLine.Model.CommandSpec;

/** What a command says when it cannot do what was typed: what is wrong, then what to do. */
final class Complaint {
  private Complaint() {}

  /**
   * Says it on standard error.
   *
   * @param problem what is wrong, in one sentence, fit to be shown
   * @param hint what to do
   * @return the exit code
   */
  static int print(CommandSpec spec, String problem, String hint) {
    spec.commandLine().getErr().println("certdrop: " + problem);
    spec.commandLine().getErr().println("  " + hint);
    return Certdrop.FAILED;
  }

  /** Says why the typed value does not fit the party. */
  static int print(CommandSpec spec, Endorsement.Mismatch mismatch) {
    return print(spec, mismatch.problem(), mismatch.hint());
  }

  /** Says what is wrong with a value. */
  static int print(CommandSpec spec, Parsed.Bad<?> bad) {
    return print(spec, bad.problem(), bad.hint());
  }
}
