package org.certdrop.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.certdrop.home.Home;
import org.certdrop.operator.Migration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code certdrop registry migrate}: from the file into a database, or back. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    header = "Move the journal into a database, or back into a file.",
    description =
        "Moves the journal, line by line as it is, and verifies the whole chain before and after. "
            + "The old one is kept, and takes nothing more. Stop every certdrop of this registry "
            + "before. User, password and the registry's name are those of certdrop.registry.*. "
            + "After a kill, type the same again.",
    footer = {
      "",
      "EXIT CODES",
      "  0  moved; what is printed says what to set now",
      "  1  refused, or failed; the message on standard error says why",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop registry migrate --to jdbc:postgresql://db.example/certdrop",
      "  certdrop registry migrate --to file"
    })
final class RegistryMigrateCommand implements Callable<Integer> {
  private static final String FILE = "file";
  private static final String DATABASE = "jdbc:postgresql://";

  @Mixin private HomeOption home;

  @Option(
      names = "--to",
      paramLabel = "URL|file",
      required = true,
      description = "Where to: the URL of a PostgreSQL database, or the word file.")
  private String target;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!target.equals(FILE) && !target.startsWith(DATABASE)) {
      throw new ParameterException(
          spec.commandLine(), "--to takes " + DATABASE + "HOST/DATABASE, or the word file.");
    }
    Home from = home.home();
    Migration migration = new Migration(from, Clock.systemUTC());
    PrintWriter out = spec.commandLine().getOut();
    boolean toFile = target.equals(FILE);
    Migration.Done done = toFile ? migration.toFile() : migration.toDatabase(target);
    out.println("moved: " + done.lines() + " journal lines, the last one's SHA-256 " + done.head());
    done.aside().ifPresent(file -> out.println("kept: " + file));
    Streams.out(spec)
        .println(
            toFile
                ? "The database keeps its lines, and takes no more. Take certdrop.registry.url out of "
                    + from.properties()
                    + " now."
                : "Set now in " + from.properties() + ": certdrop.registry.url=" + target);
    return Certdrop.DONE;
  }
}
