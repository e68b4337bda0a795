package org.certdrop.service;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;

/** Makes sure, before anything is moved, that the inbox is one and that its folders are ours. */
final class Inbox {
  private Inbox() {}

  /**
   * Checks the inbox, and makes {@code .work}, {@code accepted} and {@code refused} in it if they
   * are absent.
   *
   * @throws StartException if a folder is missing, is a link, belongs to somebody else or cannot be
   *     written to
   * @throws IOException if the machine cannot tell
   */
  static void prepare(Home home) throws StartException, IOException {
    if (!Files.isDirectory(home.inbox())) {
      throw new StartException(
          "The inbox "
              + home.inbox()
              + " is no directory. Create it, or mount it there; certdrop does not make it, so that a"
              + " mistyped mount is noticed.");
    }
    if (!Files.isWritable(home.inbox()) || !Files.isExecutable(home.inbox())) {
      throw new StartException(
          "The inbox "
              + home.inbox()
              + " cannot be written to. Give the user that certdrop runs as write permission.");
    }
    UserPrincipal us = ownerOfNewFolders(home.inbox());
    for (Path folder : List.of(home.work(), home.accepted(), home.refused())) {
      make(folder);
      checkOurs(folder, us);
    }
  }

  /**
   * A mount may give what we make another owner than the process has. The name is always the same,
   * so that what a kill leaves goes with the next start; and what is found there is never believed.
   */
  private static UserPrincipal ownerOfNewFolders(Path inbox) throws IOException {
    Path probe = inbox.resolve(".probe");
    Files.deleteIfExists(probe);
    Files.createDirectory(probe);
    UserPrincipal owner = Files.getOwner(probe);
    Files.delete(probe);
    return owner;
  }

  private static void make(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
      if (folder.getFileName().toString().startsWith(".")
          && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    } catch (FileAlreadyExistsException e) {
      // There already, which checkOurs looks at.
      return;
    }
  }

  private static void checkOurs(Path folder, UserPrincipal us) throws StartException, IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new StartException(
          folder + " must be a real directory, neither a link nor a file. Move it away.");
    }
    UserPrincipal owner = Files.getOwner(folder);
    if (!owner.equals(us)) {
      throw new StartException(
          folder
              + " belongs to "
              + owner
              + " and not to "
              + us
              + ", the user that certdrop runs as. Move it away, or change its owner; on a mount that shows"
              + " one owner for all files, mount it with the option uid= of that user.");
    }
  }
}
