package org.certdrop.inbox;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.certdrop.files.OpenFolder;
import org.certdrop.files.ProbeFile;
import org.certdrop.home.Home;
import org.certdrop.home.StartException;

/** Makes certdrop's folders in an inbox, and makes sure that those which are there are ours. */
final class InboxPreparation {
  private static final String REMEDY =
      "Move it away, and change neither its owner nor its mode: who put it there may put a link in"
          + " its place, which chown and chmod would follow. With the sticky bit on the inbox (mode"
          + " 3770) nobody puts anything in the place of certdrop's folders.";

  private InboxPreparation() {}

  /**
   * Prepares the inbox of a home.
   *
   * @return which folder the inbox, first, and each of the three in it is, by its path
   * @throws StartException if one cannot be used; the message says why
   * @throws IOException if the operating system cannot tell now
   */
  static Map<Path, Object> of(Home home) throws StartException, IOException {
    demandUsable(home.inbox());
    Map<Path, Object> keys = new LinkedHashMap<>();
    try (OpenFolder inbox = OpenFolder.of(home.inbox());
        OpenFolder work = folder(inbox, home.work())) {
      keys.put(home.inbox(), inbox.key());
      UserPrincipal us = ownerOfWhatWeMake(work, home.work());
      demandOurs(work, us);
      work.restrict(PosixFilePermissions.fromString("rwx------"));
      keys.put(home.work(), work.key());
      for (Path path : List.of(home.accepted(), home.refused())) {
        try (OpenFolder open = folder(inbox, path)) {
          demandOurs(open, us);
          keys.put(path, open.key());
        }
      }
    }
    return keys;
  }

  private static void demandUsable(Path inbox) throws StartException {
    if (!Files.isDirectory(inbox)) {
      throw new StartException(
          "The inbox "
              + inbox
              + " is no directory. Create it, or mount it there; certdrop does not make it, so that a"
              + " mistyped mount is noticed.");
    }
    if (!Files.isWritable(inbox) || !Files.isExecutable(inbox)) {
      throw new StartException(
          "The inbox "
              + inbox
              + " cannot be written to. Give the user that certdrop runs as write permission.");
    }
  }

  private static OpenFolder folder(OpenFolder inbox, Path path) throws StartException, IOException {
    String name = path.getFileName().toString();
    try {
      return inbox.has(name) ? inbox.folder(name) : inbox.make(name);
    } catch (NotDirectoryException e) {
      throw new StartException(
          path + " must be a real directory, neither a link nor a file. Move it away.");
    } catch (AccessDeniedException e) {
      throw refusal(path, inbox.attributes(name).owner(), e);
    }
  }

  /**
   * A mount may give what we make another owner than the process has. The file lies in a folder to
   * which nobody else writes, if it is ours; its name is always the same, so that what a kill
   * leaves goes with the next start.
   */
  private static UserPrincipal ownerOfWhatWeMake(OpenFolder work, Path path)
      throws StartException, IOException {
    try {
      if (work.has(ProbeFile.NAME)) {
        work.delete(ProbeFile.NAME);
      }
      work.channel(ProbeFile.NAME, CREATE_NEW, WRITE).close();
    } catch (AccessDeniedException e) {
      throw refusal(path, work.owner(), e);
    }
    UserPrincipal owner = work.attributes(ProbeFile.NAME).owner();
    work.delete(ProbeFile.NAME);
    return owner;
  }

  /**
   * Where the operating system says that it may be used after all, that it could not be is a fault.
   */
  private static StartException refusal(
      Path folder, UserPrincipal owner, AccessDeniedException cause) throws AccessDeniedException {
    if (Files.isReadable(folder) && Files.isWritable(folder) && Files.isExecutable(folder)) {
      throw cause;
    }
    return new StartException(
        folder
            + " belongs to "
            + owner
            + " and cannot be used by the user that certdrop runs as. "
            + REMEDY);
  }

  private static void demandOurs(OpenFolder folder, UserPrincipal us)
      throws StartException, IOException {
    UserPrincipal owner = folder.owner();
    if (!owner.equals(us)) {
      throw new StartException(
          folder
              + " belongs to "
              + owner
              + " and not to "
              + us
              + ", the user that certdrop runs as. "
              + REMEDY
              + " On a mount that shows one owner for all files, mount it with the option uid= of that"
              + " user.");
    }
  }
}
