package org.certdrop.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.certdrop.terminal.Terminals;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line: one subcommand a class, data on standard output, all else on standard error.
 */
@Command(
    name = "certdrop",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Registers the certificates of a federation's parties that are dropped into a folder, and writes"
            + " this party's own instructions for the other sites.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "EXIT CODES",
      "  0  done",
      "  1  refused, or failed; the message on standard error says why",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop run                          watch the inbox until stopped",
      "  certdrop check hospital1.pem          is this certificate sound?",
      "  certdrop COMMAND --help               more on one command"
    })
public final class Certdrop implements Runnable {
  static final int DONE = 0;
  static final int FAILED = 1;
  private static final int HELP_WIDTH = 100;

  /** The fewest columns in which picocli can lay out help. */
  private static final int HELP_LEAST = 55;

  /** The commands, in the order of the help. */
  private static final List<Map.Entry<String, Class<?>>> COMMANDS =
      List.of(
          Map.entry("run", RunCommand.class),
          Map.entry("setup", SetupCommand.class),
          Map.entry("status", StatusCommand.class),
          Map.entry("list", ListCommand.class),
          Map.entry("show", ShowCommand.class),
          Map.entry("check", CheckCommand.class),
          Map.entry("register", RegisterCommand.class),
          Map.entry("delete", DeleteCommand.class),
          Map.entry("number", NumberCommand.class),
          Map.entry("confirm", ConfirmCommand.class),
          Map.entry("reject", RejectCommand.class),
          Map.entry("alias", AliasCommand.class),
          Map.entry("ready", ReadyCommand.class),
          Map.entry("page", PageCommand.class),
          Map.entry("registration-instructions", RegistrationInstructionsCommand.class),
          Map.entry("pack", PackCommand.class),
          Map.entry("generate", GenerateCommand.class),
          Map.entry("export", ExportCommand.class),
          Map.entry("dev-setup", DevSetupCommand.class),
          Map.entry("audit", AuditCommand.class),
          Map.entry("repair", RepairCommand.class),
          Map.entry("registry", RegistryCommand.class));

  private final Terminals terminals;
  @Spec private CommandSpec spec;

  Certdrop(Terminals terminals) {
    this.terminals = terminals;
  }

  /** Where the streams of a command lead. */
  static Terminals terminals(CommandSpec command) {
    return ((Certdrop) command.root().userObject()).terminals;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Otherwise picocli searches every jar for Groovy, and finds none.
    System.setProperty("picocli.disable.closures", "true");
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    int code = execute(Terminals.ofProcess(), out, err, arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), false);
  }

  /**
   * Runs one command, whose streams lead to no terminal.
   *
   * @param out where data goes
   * @param err where everything else goes
   * @param arguments the words of the command line
   * @return the exit code
   */
  public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    return execute(Terminals.NONE, out, err, arguments);
  }

  static int execute(Terminals terminals, PrintWriter out, PrintWriter err, String... typed) {
    String[] arguments = withoutHelp(typed);
    Failures failures = new Failures();
    CommandLine line = FrequentCommand.line(new Certdrop(terminals), arguments);
    if (line == null) {
      line = commandLine(terminals, arguments);
    }
    line.setOut(out)
        .setErr(new Advice(err, line))
        .setUsageHelpWidth(Math.max(HELP_LEAST, Math.min(HELP_WIDTH, terminals.out().columns())))
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminals.out().ansi()))
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
    int code = line.execute(arguments);
    HomeOption.tell(line, code);
    return code;
  }

  /**
   * Replaces {@code help} by {@code --help}, and {@code help list} by {@code list --help}. After
   * {@code help}, a word that is no command stays alone, so that picocli says that it is none.
   */
  private static String[] withoutHelp(String... typed) {
    if (typed.length == 0 || !typed[0].equals("help")) {
      return typed;
    }
    List<String> words = new ArrayList<>(List.of(typed).subList(1, typed.length));
    if (words.isEmpty()
        || COMMANDS.stream().anyMatch(known -> known.getKey().equals(words.get(0)))) {
      words.add("--help");
    }
    return words.toArray(String[]::new);
  }

  /**
   * Describes the commands to picocli. Describing all takes longer than running any one of them: if
   * the first word is a command, this describes that one alone.
   *
   * @param arguments the words of the command line; none for all commands
   */
  public static CommandLine commandLine(String... arguments) {
    return commandLine(Terminals.NONE, arguments);
  }

  private static CommandLine commandLine(Terminals terminals, String... arguments) {
    CommandLine line = new CommandLine(new Certdrop(terminals));
    List<Map.Entry<String, Class<?>>> named =
        COMMANDS.stream()
            .filter(command -> arguments.length > 0 && command.getKey().equals(arguments[0]))
            .toList();
    for (Map.Entry<String, Class<?>> command : named.isEmpty() ? COMMANDS : named) {
      line.addSubcommand(command.getKey(), command.getValue());
    }
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
