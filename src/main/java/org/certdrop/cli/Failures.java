package org.certdrop.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.certdrop.files.Denial;
import org.certdrop.home.Home;
import org.certdrop.text.Explained;
import org.certdrop.text.Printable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * What a command says when it fails. A class, since lambdas in the place of picocli's interfaces
 * keep those out of the archive of classes, which then has to be read from its jar at each start.
 */
final class Failures
    implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
  /** What is wrong with the words typed, and where to read more. */
  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    command.getErr().println("certdrop: " + Printable.of(UsageProblem.sentence(wrong)));
    UsageProblem.meant(wrong)
        .ifPresent(word -> command.getErr().println("Did you mean: " + word + "?"));
    command.getErr().println("See " + command.getCommandSpec().qualifiedName() + " --help.");
    command.getErr().flush();
    return CommandLine.ExitCode.USAGE;
  }

  /** What went wrong, in a sentence; a stack trace is for programmers, and they can ask for one. */
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    Home home = HomeOption.home(command.getCommandSpec());
    command
        .getErr()
        .println("certdrop: " + Printable.of(sentence(failure, home, arguments.originalArgs())));
    if (System.getenv("CERTDROP_DEBUG") != null) {
      failure.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return Certdrop.FAILED;
  }

  /** In an open folder of the home, a file is known by a relative name alone. */
  private static String denial(String name, Home home, List<String> typed) {
    Path file = Path.of(name).toAbsolutePath();
    if (file.startsWith(home.directory())) {
      return home.denial(file);
    }
    return Path.of(name).isAbsolute() || typed.stream().anyMatch(word -> word.endsWith(name))
        ? Denial.ofNamed(file)
        : "This user may not read or write "
            + name
            + ", a part of "
            + home
            + ". Let the user that runs certdrop do so: see its owner and mode with ls -la.";
  }

  /**
   * What went wrong, in words for the person who typed the command; not yet fit to be shown.
   *
   * @param home the home that the command worked on
   * @param typed the words of the command line, which may name files
   */
  static String sentence(Exception failure, Home home, List<String> typed) {
    if (failure instanceof Explained explained) {
      return explained.explanation();
    }
    if (failure instanceof NoSuchFileException absent) {
      return "There is no file or directory " + absent.getFile() + ".";
    }
    if (failure instanceof AccessDeniedException denied) {
      return denial(denied.getFile(), home, typed);
    }
    if (failure instanceof FileSystemException fault && fault.getReason() != null) {
      return fault.getFile() + " cannot be used: " + fault.getReason() + ".";
    }
    // What the platform throws often names a file and nothing else: its type says the rest.
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}
