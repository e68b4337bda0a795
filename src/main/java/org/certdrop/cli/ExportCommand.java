package org.certdrop.cli;

import java.io.PrintWriter;
import java.util.List;
import org.certdrop.text.Parsed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code certdrop export}: the registered parties, for other programs. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    header = "Write the registered parties for other programs.",
    description =
        "Writes the certificates of the registered parties in the form in which another "
            + "program reads them. Parties that wait for a confirmation are left out.",
    synopsisSubcommandLabel = "FORMAT",
    footer = {
      "",
      "EXIT CODES",
      "  0  written",
      "  1  refused, or failed; the message on standard error says why",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop export fedbiomed --db /srv/fedbiomed/var/db_node.json",
      "  certdrop export pem /etc/ssl/parties.pem",
      "  certdrop export FORMAT --help                more on one format"
    },
    subcommands = {
      ExportFedbiomedCommand.class,
      ExportMpSpdzCommand.class,
      ExportPemCommand.class,
      ExportPkcs12Command.class
    })
final class ExportCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a format.");
  }

  /** Says why an export did not come about. */
  static int refused(PrintWriter err, Parsed.Bad<?> bad) {
    err.println("certdrop: " + bad.problem() + " " + bad.hint());
    return Certdrop.FAILED;
  }

  /** Says what is exported and should trouble its users. */
  static void warn(PrintWriter err, List<String> warnings) {
    warnings.forEach(warning -> err.println("certdrop: warning: " + warning));
  }
}
