package org.certdrop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.home.Home;
import org.certdrop.home.HomeSetup;
import org.certdrop.home.StartException;
import org.certdrop.home.TypedCommands;
import org.certdrop.text.Printable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --home}: the home that a command works on. */
final class HomeOption {
  private static final String NAME = "--home";
  private static final String ENVIRONMENT = "CERTDROP_HOME";

  /** The commands that change a home and print a line about it, which does not name the home. */
  private static final Set<String> CHANGING =
      Set.of("register", "confirm", "reject", "delete", "generate");

  @Option(
      names = NAME,
      paramLabel = "DIR",
      description =
          "The home: the directory of etc/, routes/, inbox/, outbox/ and var/; it must exist."
              + " Default: $CERTDROP_HOME, else the launcher's directory.")
  private Path directory;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private OptionSpec described;

  /** The same option, described in code. */
  OptionSpec described() {
    described = OptionSpec.builder(NAME).type(Path.class).build();
    return described;
  }

  private Path directory() {
    return described == null ? directory : described.getValue();
  }

  /**
   * The home that is meant: by the option, else by the environment, else the launcher's own.
   *
   * @throws StartException if there is no such directory: a mistyped one must not become a home; or
   *     if root would write into a home of another user
   * @throws IOException if it cannot be looked at
   */
  Home home() throws StartException, IOException {
    Home home = found();
    if (described == null) { // what is described in code only reads
      AsOwner.demand(command, home);
    }
    LoggedMessage.speakOf(TypedCommands.of(home));
    return home;
  }

  /** Whether the person named a home, by the option or by the environment. */
  boolean isNamed() {
    return directory() != null || fromEnvironment().isPresent();
  }

  private Home found() throws StartException, IOException {
    if (directory() != null) {
      return existing(meant(directory()), NAME);
    }
    return fromEnvironment().isPresent() ? existing(meant(null), ENVIRONMENT) : meant(null);
  }

  /** The home that CERTDROP_HOME names; empty if it names none. */
  static Optional<Path> fromEnvironment() {
    return Optional.ofNullable(System.getenv(ENVIRONMENT))
        .filter(named -> !named.isEmpty())
        .map(Path::of);
  }

  /** The launcher's directory, which is a home as well. */
  static Path installation() {
    return Path.of(System.getProperty("certdrop.root", ""));
  }

  /** The commands that are printed, completed for the home that a command was given. */
  static TypedCommands commands(CommandSpec command) {
    return command.findOption(NAME) == null ? TypedCommands.PLAIN : TypedCommands.of(home(command));
  }

  /** The home that a command was given, or else the one that it finds by itself. */
  static Home home(CommandSpec command) {
    OptionSpec option = command.findOption(NAME);
    return meant(option == null ? null : option.getValue());
  }

  /**
   * Says on standard error which home the command worked on, if the person named none: after a
   * change and after a failure, since the person may have meant another home. ({@code run} writes
   * the home into its log.)
   *
   * @param code how the command ended
   */
  static void tell(CommandLine line, int code) {
    CommandLine.ParseResult typed = line.getParseResult();
    if (typed == null || isHelp(typed)) {
      return;
    }
    List<CommandLine> commands = typed.asCommandLineList();
    CommandSpec command = commands.get(commands.size() - 1).getCommandSpec();
    OptionSpec option = command.findOption(NAME);
    OptionSpec json = command.findOption("--json");
    boolean unnamed = option != null && option.getValue() == null;
    boolean forProgram = json != null && Boolean.TRUE.equals(json.getValue());
    boolean matters = code == Certdrop.FAILED || CHANGING.contains(command.name());
    if (unnamed && !forProgram && matters && !command.name().equals("run")) {
      line.getErr()
          .println(
              "The home is "
                  + Printable.of(meant(null).toString())
                  + ", "
                  + (fromEnvironment().isPresent()
                      ? "which $" + ENVIRONMENT + " names"
                      : "the launcher's folder")
                  + "; --home DIR names another.");
      line.getErr().flush();
    }
  }

  private static boolean isHelp(CommandLine.ParseResult typed) {
    return typed.isUsageHelpRequested()
        || typed.isVersionHelpRequested()
        || (typed.hasSubcommand() && isHelp(typed.subcommand()));
  }

  private static Home meant(Path named) {
    return new Home(named != null ? named : fromEnvironment().orElseGet(HomeOption::installation));
  }

  private static Home existing(Home home, String named) throws StartException, IOException {
    try {
      if (!Files.readAttributes(home.directory(), BasicFileAttributes.class).isDirectory()) {
        throw new StartException(home + " is no home, but a file. Correct " + named + ".");
      }
    } catch (NoSuchFileException e) {
      throw new StartException(
          "There is no such home: "
              + home
              + ". Correct "
              + named
              + ", or make the home first: "
              + HomeSetup.command(home));
    }
    home.demandMade();
    return home;
  }
}
