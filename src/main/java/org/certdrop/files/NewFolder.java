package org.certdrop.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Makes a folder in an open one. Java does so by a path alone: it must lead to the open folder
 * before, and what was made must be found in the open folder afterwards.
 */
final class NewFolder {
  private NewFolder() {}

  static OpenFolder in(OpenFolder parent, String name) throws IOException {
    Path made = parent.path().resolve(name);
    if (parent.has(name)) {
      throw new FileAlreadyExistsException(made.toString());
    }
    demandStillThere(parent);
    Files.createDirectory(made);
    try {
      return parent.folder(name);
    } catch (NoSuchFileException e) {
      // Somebody swapped the parent in between: it was made elsewhere, and is empty.
      Files.delete(made);
      throw new NotDirectoryException(parent.toString());
    } catch (IOException e) {
      discard(parent, name, e);
      throw e;
    }
  }

  static void demandStillThere(OpenFolder folder) throws IOException {
    Object key = Files.readAttributes(folder.path(), BasicFileAttributes.class).fileKey();
    if (!folder.key().equals(key)) {
      throw new NotDirectoryException(folder.toString());
    }
  }

  private static void discard(OpenFolder parent, String name, IOException cause) {
    try {
      parent.delete(name);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
