package org.certdrop.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.RealFolder;
import org.certdrop.files.WholeFiles;

/**
 * The folder with this party's page to print (outbox/sheet). It is not among the instructions,
 * since a courier drops all of those at the other site, and a page is no drop.
 */
final class SheetFolder {
  private static final String SUFFIX = ".html";

  private final Path folder;
  private final DurableFiles files;
  private final WholeFiles whole;
  private String drawnFor = "";
  private String drawn = "";

  SheetFolder(Path folder, DurableFiles files) {
    this.folder = folder;
    this.files = files;
    this.whole = new WholeFiles(files);
  }

  /** Whether a file of this name is such a page. */
  static boolean isSheet(String name) {
    return name.endsWith(SUFFIX);
  }

  /**
   * Brings the page up to date.
   *
   * @return its name, if it was written
   * @throws IOException if the operating system refuses; the page is then the old one or the new
   *     one
   */
  synchronized Optional<String> publish(Instructions instructions) throws IOException {
    byte[] page = sheet(instructions).getBytes(US_ASCII);
    Path file = folder.resolve(instructions.stem() + SUFFIX);
    if (RealFolder.isThere(folder)) {
      whole.clean(file);
    }
    if (holds(file, page)) {
      return Optional.empty();
    }
    RealFolder.make(folder);
    whole.write(file, page, DurableFiles.READABLE);
    files.sync(folder);
    return Optional.of(file.getFileName().toString());
  }

  /**
   * To draw the code takes longer than to compare all files; to the same text goes the same page.
   */
  private String sheet(Instructions instructions) {
    if (!instructions.text().equals(drawnFor)) {
      drawn = instructions.sheet();
      drawnFor = instructions.text();
    }
    return drawn;
  }

  private static boolean holds(Path file, byte[] content) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == content.length
        && Arrays.equals(Files.readAllBytes(file), content);
  }
}
