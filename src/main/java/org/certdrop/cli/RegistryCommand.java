package org.certdrop.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code certdrop registry}: what holds the registry's journal. */
@Command(
    name = "registry",
    mixinStandardHelpOptions = true,
    header = "Move the registry's journal, or print it.",
    description =
        "The journal lies in a file, or in a PostgreSQL database that certdrop.registry.url names. "
            + "These commands move it from one to the other, print its lines, and print the SQL "
            + "script that makes the tables.",
    synopsisSubcommandLabel = "WHAT",
    footer = {
      "",
      "EXIT CODES",
      "  0  done",
      "  1  refused, or failed; the message on standard error says why",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop registry schema --role certdrop | psql -d certdrop",
      "  certdrop registry migrate --to jdbc:postgresql://db.example/certdrop",
      "  certdrop registry dump > journal.jsonl"
    },
    subcommands = {
      RegistryMigrateCommand.class,
      RegistryDumpCommand.class,
      RegistrySchemaCommand.class
    })
final class RegistryCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what: migrate, dump or schema.");
  }
}
