package org.certdrop.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certdrop.files.Owner;
import org.certdrop.home.Home;
import org.certdrop.home.HomeOwner;
import org.certdrop.home.StartException;
import org.certdrop.home.TypedCommands;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Keeps root from writing into a home of another user, whose service could not use what root made.
 * What only reads a home, root may type as well.
 */
final class AsOwner {
  private static final String HOME = "--home";

  /** The commands that write into a home; {@code alias} writes into {@code etc}, often root's. */
  private static final Set<String> WRITING =
      Set.of(
          "run",
          "setup",
          "dev-setup",
          "register",
          "confirm",
          "reject",
          "delete",
          "page",
          "registration-instructions",
          "generate",
          "fedbiomed",
          "repair",
          "migrate",
          "alias");

  private AsOwner() {}

  /**
   * Demands that a command which writes is not root's in a home of somebody else's.
   *
   * @throws StartException if it is; it says what to type
   */
  static void demand(CommandSpec command, Home home) throws StartException {
    Optional<Owner> owner = HomeOwner.whomRootReplaces(home);
    if (owner.isPresent() && writes(command) && !isInRootsFolder(command, home)) {
      throw refusal(command, owner.get(), home);
    }
  }

  /** Where the command has a {@code --home}, it is added as in every printed command. */
  static StartException refusal(CommandSpec command, Owner owner, Home home) {
    List<String> typed = command.root().commandLine().getParseResult().originalArgs();
    return new StartException(
        home
            + " belongs to the user "
            + owner.name()
            + ", whose service could not use what root writes there. Nothing was changed. Type: "
            + owner.sudo()
            + " ./certdrop "
            + words(command.findOption(HOME) == null ? typed : withoutHome(typed)));
  }

  private static boolean writes(CommandSpec command) {
    return WRITING.contains(command.name())
        && !isSet(command, "--dry-run")
        && !isSet(command, "--script")
        && (!command.name().equals("repair") || isSet(command, "--yes"));
  }

  private static boolean isInRootsFolder(CommandSpec command, Home home) {
    return command.name().equals("alias")
        && Owner.of(home.properties().getParent()).filter(Owner::isUs).isPresent();
  }

  private static boolean isSet(CommandSpec command, String name) {
    OptionSpec option = command.findOption(name);
    return option != null && option.getValue() != null && !option.getValue().equals(false);
  }

  private static List<String> withoutHome(List<String> typed) {
    List<String> words = new ArrayList<>();
    for (Iterator<String> rest = typed.iterator(); rest.hasNext(); ) {
      String word = rest.next();
      if (word.equals(HOME)) {
        rest.next();
      } else if (!word.startsWith(HOME + "=")) {
        words.add(word);
      }
    }
    return words;
  }

  private static String words(List<String> typed) {
    return typed.stream().map(TypedCommands::quoted).collect(Collectors.joining(" "));
  }
}
