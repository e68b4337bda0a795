package org.certdrop.cli;

import java.util.concurrent.Callable;
import org.certdrop.sql.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code certdrop registry schema}: what the owner of a database runs. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    header = "Print the SQL script that makes the tables.",
    description =
        "Prints the script that the owner of the PostgreSQL database runs: it makes certdrop's "
            + "tables, or brings them up to date, and lets certdrop's role read the journal and "
            + "append to it, and no more. It may be run again.",
    footer = {
      "",
      "EXIT CODES",
      "  0  printed",
      "  2  wrong usage",
      "",
      "EXAMPLE",
      "  certdrop registry schema --role certdrop | psql -d certdrop"
    })
final class RegistrySchemaCommand implements Callable<Integer> {
  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = "certdrop",
      description = "The role that certdrop runs as, which must be there. Default: certdrop.")
  private String role;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!Schema.isRole(role)) {
      throw new ParameterException(
          spec.commandLine(), "--role takes a name of letters, digits and _");
    }
    spec.commandLine().getOut().print(Schema.script(role));
    return Certdrop.DONE;
  }
}
