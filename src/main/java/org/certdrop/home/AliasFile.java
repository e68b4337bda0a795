package org.certdrop.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.FileContent;
import org.certdrop.files.ProcessLock;
import org.certdrop.party.Alias;
import org.certdrop.party.Aliases;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;

/**
 * What the operator calls the parties. The names are for people alone, so that nothing stops where
 * the file cannot be read.
 */
public final class AliasFile {
  /** Its path in the home. */
  public static final String NAME = "etc/aliases.properties";

  /** In bytes: as many as 100,000 parties take. */
  private static final int MOST = 16 << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private AliasFile() {}

  /** What it says; what of it cannot be used is among the problems of what is given. */
  public static Aliases read(Home home) {
    try {
      return content(home) instanceof FileContent.Bytes whole
          ? Aliases.parse(whole.bytes())
          : Aliases.unusable(
              List.of("It is no plain file of 16 MiB at most: nobody has an alias."));
    } catch (NoSuchFileException e) {
      return Aliases.NONE;
    } catch (IOException e) {
      return Aliases.unusable(
          List.of("It cannot be read, and nobody has an alias: " + Faults.describe(e) + "."));
    }
  }

  private static FileContent content(Home home) throws IOException {
    return BoundedFile.readOwn(home.resolve(NAME), MOST);
  }

  /**
   * Gives a party an alias, or takes it away. All other lines stay as they are.
   *
   * @param alias the alias; empty for none
   * @return what it says from now on, or why the alias cannot be given
   * @throws IOException if the file cannot be read or written
   */
  public static Parsed<Aliases> change(Home home, PartyId party, Optional<Alias> alias)
      throws IOException {
    Path file = home.resolve(NAME);
    try (ProcessLock lock = ProcessLock.take(file.resolveSibling(".aliases.lock"), PATIENCE)) {
      if (Files.isSymbolicLink(file)) {
        return Parsed.bad(NAME + " is a link.", "Change the file that it leads to.");
      }
      boolean isThere = Files.exists(file);
      FileContent now = isThere ? content(home) : new FileContent.Bytes(new byte[0]);
      if (!(now instanceof FileContent.Bytes whole)) {
        return Parsed.bad(NAME + " is no plain file of 16 MiB at most.", "Take it away.");
      }
      Parsed<byte[]> next = Aliases.change(whole.bytes(), party, alias);
      if (next instanceof Parsed.Good<byte[]> good) {
        write(home, file, good.value(), isThere);
      }
      return next.then(bytes -> Parsed.good(Aliases.parse(bytes)));
    }
  }

  /** As root writes it, the service still has to read it: its owner stays, or it is readable. */
  private static void write(Home home, Path file, byte[] content, boolean isThere)
      throws IOException {
    Set<PosixFilePermission> mode =
        isThere ? Files.getPosixFilePermissions(file) : DurableFiles.READABLE;
    Path next = file.resolveSibling(".aliases.properties.new");
    DurableFiles files = new DurableFiles();
    files.delete(next); // what a kill left
    files.create(next, content, mode);
    if (HomeOwner.whomRootReplaces(home).isPresent()) {
      Files.setPosixFilePermissions(next, mode); // whatever root's umask took away
      if (isThere) {
        Files.setOwner(next, Files.getOwner(file));
      }
    }
    files.replace(next, file);
    files.sync(file.getParent());
  }
}
