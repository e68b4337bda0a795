package org.certdrop.cli;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.text.Misspelling;
import org.certdrop.text.Printable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with the words typed, as a person would say it: the parser speaks of indexes. */
final class UsageProblem {
  private static final Pattern EXCLUSIVE = Pattern.compile("(?:Error: )?(.*) are mutually .*");
  private static final Pattern INVALID = Pattern.compile("Invalid value for [^:]*: (.*)");

  private UsageProblem() {}

  /** A sentence; not yet fit to be shown. */
  static String sentence(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (wrong instanceof MissingParameterException missing) {
      return missing(missing);
    }
    if (wrong instanceof OverwrittenOptionException twice) {
      return name(twice.getOverwritten()) + " is there twice; name it once.";
    }
    Matcher exclusive = EXCLUSIVE.matcher(wrong.getMessage());
    if (wrong instanceof MutuallyExclusiveArgsException && exclusive.matches()) {
      return "Name only one of " + exclusive.group(1).replace('=', ' ') + ".";
    }
    Matcher invalid = INVALID.matcher(wrong.getMessage());
    return wrong.getArgSpec() != null && invalid.matches()
        ? name(wrong.getArgSpec()) + ": " + invalid.group(1) + "."
        : wrong.getMessage();
  }

  private static String unmatched(UnmatchedArgumentException unmatched) {
    String first = unmatched.getUnmatched().get(0);
    if (unmatched.isUnknownOption() && isOfCommands(unmatched, first)) {
      return "The option " + first + " goes behind the command: certdrop COMMAND " + first + " ...";
    }
    if (unmatched.isUnknownOption()) {
      return "There is no option " + first + " here.";
    }
    CommandSpec command = unmatched.getCommandLine().getCommandSpec();
    String wanted = command.usageMessage().synopsisSubcommandLabel().toLowerCase(Locale.ROOT);
    return command.subcommands().isEmpty()
        ? Printable.quoted(first) + " is one word too many."
        : "There is no " + wanted + " " + Printable.quoted(first) + ".";
  }

  /** Whether it stands before a command that knows it. */
  private static boolean isOfCommands(UnmatchedArgumentException unmatched, String option) {
    String name = option.replaceFirst("=.*", "");
    return unmatched.getCommandLine().getSubcommands().values().stream()
        .anyMatch(command -> command.getCommandSpec().findOption(name) != null);
  }

  /** The word that was probably meant; empty if there is none. */
  static Optional<String> meant(ParameterException wrong) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    CommandSpec command = unmatched.getCommandLine().getCommandSpec();
    Stream<String> known =
        unmatched.isUnknownOption()
            ? command.options().stream().flatMap(option -> Stream.of(option.names()))
            : Stream.concat(command.subcommands().keySet().stream(), Stream.of("help"));
    String typed = unmatched.getUnmatched().get(0);
    return known
        .filter(word -> Misspelling.distance(typed, word) <= Math.max(1, word.length() / 3))
        .min(Comparator.comparingInt(word -> Misspelling.distance(typed, word)))
        .map(word -> command.qualifiedName() + " " + word);
  }

  private static String missing(MissingParameterException missing) {
    boolean oneOfThem =
        missing.getMissing().stream()
            .allMatch(arg -> arg.group() != null && arg.group().exclusive());
    return missing.getMissing().stream()
            .map(UsageProblem::label)
            .collect(Collectors.joining(oneOfThem ? " or " : " and "))
        + (oneOfThem || missing.getMissing().size() == 1 ? " is missing." : " are missing.");
  }

  /** As it is typed. */
  private static String label(ArgSpec argument) {
    if (argument.isOption()) {
      return name(argument) + " " + argument.paramLabel();
    }
    int least = argument.arity().min();
    return argument.paramLabel() + (least > 1 ? " (at least " + least + ")" : "");
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
