package org.certdrop.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies in a folder of the operator's own. */
public final class Folders {
  private Folders() {}

  /**
   * Its entries, in the order of their names.
   *
   * @throws IOException if it cannot be listed
   */
  public static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }
}
