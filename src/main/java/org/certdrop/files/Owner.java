package org.certdrop.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import org.certdrop.text.Printable;

/**
 * Whose a file is, and what the user of this process can do about it: only its owner, or root, may
 * read what is closed to others, and change its mode.
 *
 * @param name the owner's name, or number where it has none, fit to be shown
 * @param isUs whether the owner is the user of this process
 */
public record Owner(String name, boolean isUs) {
  private static final String NAMELESS = "?";
  private static final String ROOT = "root";
  private static final String US = account(System.getProperty("user.name", NAMELESS));

  /** The user of this process. */
  public static Owner us() {
    return new Owner(Printable.of(US), true);
  }

  /** Whether this process may write to whatever belongs to others. */
  public static boolean isRootHere() {
    return US.equals(ROOT);
  }

  /** Whether it is the user who may write to whatever belongs to others. */
  public boolean isRoot() {
    return name.equals(ROOT);
  }

  /** Whether this user has a number alone, as in a container. */
  public boolean isNameless() {
    return name.matches("[0-9]+");
  }

  /** What is typed before a command so that this user does it; sudo takes none without a name. */
  public String typedBefore() {
    return isNameless()
        ? "setpriv --reuid " + name + " --regid " + name + " --clear-groups"
        : "sudo -u " + name;
  }

  /** As a file's owner is called: a user without a name, as in a container, by number. */
  static String account(String user) {
    try {
      return user.equals(NAMELESS)
          ? Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString()
          : user;
    } catch (IOException | UnsupportedOperationException e) {
      return user; // no Linux
    }
  }

  /** Whether an owner is the user of this process. */
  static boolean isOurs(UserPrincipal owner) {
    return owner.getName().equals(US);
  }

  /**
   * Whether every account can read a file.
   *
   * @throws IOException if the file cannot be looked at
   */
  public static boolean isForEverybody(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
  }

  /** The owner of a path, or of the nearest folder above it whose owner can be seen. */
  public static Optional<Owner> of(Path path) {
    return Denial.seen(path.toAbsolutePath()).map(Denial::owner);
  }

  /**
   * How root gives a path that a command of its own made to the user who needs it; a sentence.
   *
   * @param user fit to be shown
   */
  public static String handover(Path path, String user) {
    return "Let root type: chown " + user + " '" + Printable.of(path.toString()) + "'";
  }

  /**
   * How to close a path to others; a sentence.
   *
   * @param change what chmod is told, such as {@code 700}
   */
  public static String closing(Path path, String change) {
    String shown = Printable.of(path.toString());
    return of(path)
        .filter(owner -> !owner.isUs() && !isRootHere())
        .map(
            owner ->
                "It shows "
                    + owner.name()
                    + " as its owner, so that this user, "
                    + Printable.of(US)
                    + ", cannot change its mode. On a mount that has no owners of its own, mount it"
                    + " with uid= of this user and umask=077; else let "
                    + owner.name()
                    + " run: chmod "
                    + change
                    + " '"
                    + shown
                    + "'")
        .orElse("Run: chmod " + change + " '" + shown + "'");
  }
}
