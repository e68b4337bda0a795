package org.certdrop.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A folder of the outbox: never a link, which another account that may write there could put in its
 * place.
 */
public final class RealFolder {
  private RealFolder() {}

  /**
   * Makes a folder if it is absent.
   *
   * @throws IOException if there is something else, a link included, or the operating system
   *     refuses
   */
  public static void make(Path folder) throws IOException {
    if (!isThere(folder)) {
      if (Files.isSymbolicLink(folder)) {
        throw new IOException(
            folder
                + " is a link; certdrop writes into folders of its own alone. Remove the link, and"
                + " carry the files from there.");
      }
      Files.createDirectories(folder);
    }
  }

  /** Whether there is one. */
  public static boolean isThere(Path folder) {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
  }
}
