package org.certdrop.cli;

import java.io.IOException;
import org.certdrop.home.Home;
import org.certdrop.operator.PartyNames;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The party that a command is about. */
final class PartyArgument {
  @Parameters(
      index = "0",
      paramLabel = "PARTY",
      description =
          "The party's id in any letter case, its alias, or the beginning of either: nobody"
              + " else's, four characters at least, and of an id more than node_ or researcher_.")
  private String typed;

  private PositionalParamSpec described;

  /** The same argument, described in code. */
  PositionalParamSpec described() {
    described = PositionalParamSpec.builder().index("0").type(String.class).required(true).build();
    return described;
  }

  /**
   * The id of the party that is meant; what was typed, if no party is found. If it is not what was
   * typed, a line on standard error says so.
   *
   * @throws ParameterException if several parties may be meant
   * @throws IOException if the registry cannot be read
   */
  String id(Home home, CommandSpec spec) throws IOException {
    return id(home, described == null ? typed : described.getValue(), spec);
  }

  /** The same of what was typed elsewhere. */
  static String id(Home home, String typed, CommandSpec spec) throws IOException {
    Parsed<String> found = PartyNames.resolve(home, typed);
    String id =
        found.orElseThrow(
            bad -> new ParameterException(spec.commandLine(), bad.problem() + " " + bad.hint()));
    if (!id.equals(typed)) {
      spec.commandLine()
          .getErr()
          .println("certdrop: " + Printable.quoted(typed) + " is " + id + ".");
    }
    return id;
  }
}
