package org.certdrop.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
    command.getErr().println("certdrop: " + Printable.of(sentence(failure, home)));
    if (System.getenv("CERTDROP_DEBUG") != null) {
      failure.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return Certdrop.FAILED;
  }

  /**
   * What went wrong, in words for the person who typed the command; not yet fit to be shown.
   *
   * @param home the home that the command worked on
   */
  static String sentence(Exception failure, Home home) {
    if (failure instanceof Explained explained) {
      return explained.explanation();
    }
    if (failure instanceof NoSuchFileException absent) {
      return "There is no file or directory " + absent.getFile() + ".";
    }
    if (failure instanceof AccessDeniedException denied) {
      Path file = Path.of(denied.getFile()).toAbsolutePath();
      return file.startsWith(home.directory()) ? home.denial(file) : Denial.ofNamed(file);
    }
    if (failure instanceof FileSystemException fault && fault.getReason() != null) {
      return fault.getFile() + " cannot be used: " + fault.getReason() + ".";
    }
    // What the platform throws often names a file and nothing else: its type says the rest.
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}
