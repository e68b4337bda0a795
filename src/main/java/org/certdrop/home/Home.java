package org.certdrop.home;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.certdrop.files.Denial;

/**
 * The directory of one certdrop, and what lies where in it.
 *
 * @param directory absolute path of the home
 */
public record Home(Path directory) {
  /** Makes the path absolute. */
  public Home {
    directory = directory.toAbsolutePath().normalize();
  }

  /**
   * Whether this is a home: a directory with a configuration, routes or an inbox. One that set-up
   * did not finish is none.
   *
   * @throws IOException if that cannot be told: what this user may not see is not known to be
   *     absent
   */
  public boolean isMade() throws IOException {
    return isThere(properties())
        || (!isThere(unfinished()) && (isThere(routes()) || isThere(inbox())));
  }

  private static boolean isThere(Path part) throws IOException {
    try {
      Files.readAttributes(part, BasicFileAttributes.class);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Keeps a command from working in any directory.
   *
   * @throws StartException if this is no home, and it names the command that makes one; or if this
   *     user may not see whether it is one, and it names the user to ask
   * @throws IOException if the operating system cannot tell now
   */
  public void demandMade() throws StartException, IOException {
    boolean made;
    try {
      made = isMade();
    } catch (AccessDeniedException e) {
      throw new StartException(denial(properties()));
    }
    if (!made) {
      throw new StartException(
          this
              + " is no home: it has no etc/certdrop.properties, routes or inbox"
              + (isThere(unfinished()) ? ", for its set-up was interrupted" : "")
              + ". This makes it one: "
              + HomeSetup.command(this));
    }
  }

  /** Why this user may not read or write a part of the home, and what to do; sentences. */
  public String denial(Path part) {
    return Denial.of(part)
        .map(found -> found.said() + " " + (isReadable(found) ? found.opening() : found.remedy()))
        .orElseGet(() -> Denial.advice(part));
  }

  /** What to do about a part of the home that this user may not read; a sentence. */
  String remedy(Path part) {
    return Denial.of(part)
        .filter(this::isReadable)
        .map(Denial::opening)
        .orElseGet(() -> Denial.advice(part));
  }

  /** Whether root's umask closed what root made, and what is known to hold no secret. */
  private boolean isReadable(Denial denial) {
    Path place = denial.place();
    return denial.owner().isRoot()
        && (place.equals(directory)
            || place.startsWith(routes())
            || place.equals(properties().getParent())
            || place.equals(properties())
            || Stream.of(ListFile.ROSTER.name(), ListFile.DISTRUSTED.name(), AliasFile.NAME)
                .anyMatch(name -> place.equals(directory.resolve(name))));
  }

  /** The configuration until the rest of the home is made: see {@link HomeSetup}. */
  Path unfinished() {
    return directory.resolve("etc/.certdrop.properties.setup");
  }

  /** A path of the configuration: relative ones start at the home. */
  public Path resolve(String path) {
    return directory.resolve(path);
  }

  /** The configuration. */
  public Path properties() {
    return directory.resolve("etc/certdrop.properties");
  }

  /** The own certificate and key. */
  public Path identity() {
    return directory.resolve("etc/identity");
  }

  /** The Camel routes. */
  public Path routes() {
    return directory.resolve("routes");
  }

  /** Where files are dropped. */
  public Path inbox() {
    return directory.resolve("inbox");
  }

  /** Submissions being handled. */
  public Path work() {
    return inbox().resolve(".work");
  }

  /** Submissions that were taken. */
  public Path accepted() {
    return inbox().resolve("accepted");
  }

  /** Submissions that were not. */
  public Path refused() {
    return inbox().resolve("refused");
  }

  /** The own instructions for the other sites. */
  public Path outbox() {
    return directory.resolve("outbox");
  }

  /** Where the own instructions go. */
  public Path registration() {
    return directory.resolve("outbox/registration");
  }

  /** The registry and its journal. */
  public Path var() {
    return directory.resolve("var");
  }

  /** What this party has said of itself. */
  public Path statements() {
    return var().resolve("instructions");
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
