package org.certdrop.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.certdrop.files.Owner;
import org.certdrop.text.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of the registry and its journal, mode 0700: an account that may write there can
 * register anybody.
 */
public final class Var {
  private static final Logger LOG = LoggerFactory.getLogger(Var.class);
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("------rwx");

  private Var() {}

  /** Makes it, for its owner alone, if it is absent; takes it back from others if it is ours. */
  public static void prepare(Home home) throws IOException {
    if (!Files.isDirectory(home.var(), LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(home.var());
    }
    if (hasModes(home) && !Files.getPosixFilePermissions(home.var()).equals(FOLDER)) {
      tighten(home);
    }
  }

  /** A volume may belong to somebody else and be ours by its group: then it stays as it is. */
  private static void tighten(Home home) {
    try {
      Files.setPosixFilePermissions(home.var(), FOLDER);
    } catch (IOException e) {
      LOG.debug("{} keeps its mode", home.var(), e);
      exposure(home).ifPresent(LOG::warn);
    }
  }

  /** Says, in words fit to be shown, that every user may enter the folder; nothing if not. */
  public static Optional<String> exposure(Home home) {
    try {
      return hasModes(home) ? exposure(home.var()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // the caller that wants to work in it is told
    }
  }

  private static Optional<String> exposure(Path var) throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(var);
    String shown = Printable.of(var.toString());
    return Collections.disjoint(mode, OTHERS)
        ? Optional.empty()
        : Optional.of(
            shown
                + " is open to every user of this computer (mode "
                + PosixFilePermissions.toString(mode)
                + "). "
                + Owner.closing(var, "o-rwx"));
  }

  /**
   * Opens a file in it, and makes it, for the home's owner alone, if the options ask to make it. A
   * link is not followed: root opens files here, too.
   */
  public static FileChannel open(Home home, Path file, OpenOption... options) throws IOException {
    Set<OpenOption> all = new HashSet<>(Set.of(options));
    all.add(LinkOption.NOFOLLOW_LINKS);
    FileAttribute<?>[] mode = {PosixFilePermissions.asFileAttribute(FILE)};
    boolean isThere = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    FileChannel opened =
        FileChannel.open(file, all, hasModes(home) ? mode : new FileAttribute<?>[0]);
    try {
      if (!isThere) {
        HomeOwner.hand(home, file);
      }
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  private static boolean hasModes(Home home) {
    return home.var().getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
