package org.certdrop.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Moves a file from one open folder into another, where its name must be free, even if another
 * process takes the name at the same moment: by a second link, and then without the first. Java
 * makes links by paths alone, which must lead to the open folders.
 */
public final class NewLink {
  private NewLink() {}

  /**
   * Moves one. After a kill it may be called again: a file that has two names was moved, and loses
   * the first one, even if the second was changed meanwhile.
   *
   * @throws FileAlreadyExistsException if the name is taken; the file is then where it was
   */
  public static void move(OpenFolder from, String name, OpenFolder to, String newName)
      throws IOException {
    if (!isLinked(from, name)) {
      NewFolder.demandStillThere(from);
      NewFolder.demandStillThere(to);
      Path target = to.path().resolve(newName);
      try {
        Files.createLink(target, from.path().resolve(name));
      } catch (FileSystemException | UnsupportedOperationException e) {
        // Over NFS it may be there all the same: the answer was lost.
        if (!isLinked(from, name)) {
          if (e instanceof FileAlreadyExistsException || to.has(newName)) {
            throw new FileAlreadyExistsException(target.toString());
          }
          // Not every mount has hard links.
          from.move(name, to, newName);
          return;
        }
      }
    }
    from.delete(name);
  }

  private static boolean isLinked(OpenFolder folder, String name) throws IOException {
    Path file = folder.path().resolve(name);
    return (int) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1;
  }
}
