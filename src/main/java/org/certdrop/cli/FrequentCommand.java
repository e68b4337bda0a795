package org.certdrop.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A command that looks at a home and is typed often. Picocli takes as long to read annotations as
 * such a command takes for all else, so that this one also describes its words in code. The
 * annotations alone know the help; a test holds the two against each other.
 */
abstract class FrequentCommand implements Callable<Integer> {
  @Mixin protected HomeOption home = new HomeOption();
  @Mixin protected JsonOption json = new JsonOption();
  @Spec protected CommandSpec spec;

  /**
   * Describes the command that was typed.
   *
   * @param root what knows the streams
   * @param typed the words of the command line
   * @return a command line that takes these words; null if it takes the annotations to understand
   *     them, to give help, or to say what is wrong
   */
  static CommandLine line(Certdrop root, String... typed) {
    FrequentCommand command = typed.length == 0 ? null : of(typed[0]);
    if (command == null) {
      return null;
    }
    CommandLine line =
        new CommandLine(
            CommandSpec.wrapWithoutInspection(root)
                .name("certdrop")
                .addSubcommand(typed[0], command.described(typed[0])));
    try {
      line.parseArgs(typed);
      return line;
    } catch (ParameterException e) {
      return null;
    }
  }

  private static FrequentCommand of(String name) {
    return switch (name) {
      case "list" -> new ListCommand();
      case "status" -> new StatusCommand();
      case "ready" -> new ReadyCommand();
      case "number" -> new NumberCommand();
      default -> null;
    };
  }

  private CommandSpec described(String name) {
    spec = CommandSpec.wrapWithoutInspection(this).name(name);
    spec.addOption(home.described()).addOption(json.described());
    describe(spec);
    return spec;
  }

  /** Adds the words of this command alone. */
  void describe(CommandSpec command) {}
}
