package org.certdrop.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of the registry and its journal. */
final class Var {
  private Var() {}

  /** Makes it, for its owner alone, if it is absent. */
  static void prepare(Home home) throws IOException {
    if (!Files.isDirectory(home.var(), LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(home.var());
      if (home.var().getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(home.var(), PosixFilePermissions.fromString("rwx------"));
      }
    }
  }
}
