package org.certdrop.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
 * What only reads a home, root may type as well. A user who may not read it is told what to type,
 * too.
 */
final class AsOwner {
  private static final String HOME = "--home";
  private static final String ALIAS = "alias";

  /**
   * The commands that only read a home; each other one writes, unless its options say otherwise.
   */
  private static final Set<String> READING =
      Set.of(
          "list", "show", "status", "number", "ready", "check", "audit", "pack", "pem", "pkcs12",
          "mp-spdz", "dump", "schema");

  /** The commands that do what they can for a user who may not read all of a home. */
  private static final Set<String> PARTLY = Set.of("status", "check", "setup", ALIAS);

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
    Optional<String> asRoot = asRoot(command, home, Owner.isRootHere());
    if (asRoot.isPresent()) {
      throw new StartException(asRoot.get());
    }
    Optional<String> typed = instead(command, home, Files::isExecutable);
    if (typed.isPresent() && !PARTLY.contains(command.name())) {
      throw new StartException("This user may not read all of " + home + ". " + typed.get());
    }
  }

  /**
   * Demands that homes which root names belong to one user: no other could write into all of them.
   *
   * @throws StartException if they do not
   */
  static void demandOne(List<Home> homes) throws StartException {
    List<String> owners =
        homes.stream()
            .flatMap(home -> HomeOwner.of(home).stream())
            .map(Owner::name)
            .distinct()
            .toList();
    if (Owner.isRootHere() && owners.size() > 1) {
      throw new StartException(
          "The homes belong to different users, "
              + String.join(" and ", owners)
              + ", and what root writes there only root could use. Nothing was changed. Name homes of"
              + " one user.");
    }
  }

  /**
   * What a person types for a command in the home of another user, whose {@code var} is shut; a
   * sentence. Empty if {@code var} is open to the user of this process.
   *
   * @param enters whether this user may enter a folder
   */
  static Optional<String> instead(CommandSpec command, Home home, Predicate<Path> enters) {
    boolean isShut = Files.isDirectory(home.var()) && !enters.test(home.var());
    return HomeOwner.of(home)
        .filter(owner -> isShut && !owner.isUs() && !owner.isRoot())
        .map(owner -> typed(command, owner));
  }

  /** What root types for an alias, where {@code etc} is root's; sentences. */
  static Optional<String> asRoot(CommandSpec command, Home home, boolean isRoot) {
    return command.name().equals(ALIAS) && isRootsFolder(home) && !isRoot
        ? Optional.of(
            home.properties().getParent()
                + " is root's, where aliases are written. Nothing was changed. Type as root:"
                + " ./certdrop "
                + words(withoutHome(typedBy(command))))
        : Optional.empty();
  }

  /** Where the command has a {@code --home}, it is added as in every printed command. */
  static StartException refusal(CommandSpec command, Owner owner, Home home) {
    return new StartException(
        home
            + " belongs to the user "
            + owner.name()
            + ", whose service could not use what root writes there. Nothing was changed. "
            + typed(command, owner)
            + (command.name().equals("run")
                ? ". Where systemd runs it: systemctl start certdrop"
                : ""));
  }

  private static String typed(CommandSpec command, Owner owner) {
    List<String> typed = typedBy(command);
    return "Type: "
        + owner.typedBefore()
        + " ./certdrop "
        + words(command.findOption(HOME) == null ? typed : withoutHome(typed));
  }

  private static boolean writes(CommandSpec command) {
    return !READING.contains(command.name())
        && !isSet(command, "--dry-run")
        && !isSet(command, "--script")
        && (!command.name().equals("repair") || isSet(command, "--yes"));
  }

  private static List<String> typedBy(CommandSpec command) {
    return command.root().commandLine().getParseResult().originalArgs();
  }

  private static boolean isInRootsFolder(CommandSpec command, Home home) {
    return command.name().equals(ALIAS) && isRootsFolder(home);
  }

  private static boolean isRootsFolder(Home home) {
    return Owner.of(home.properties().getParent()).filter(Owner::isRoot).isPresent();
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
