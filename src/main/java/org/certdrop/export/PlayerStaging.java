package org.certdrop.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.certdrop.files.DurableFiles;

/**
 * Where files for a Player-Data folder lie until they are put in their places: {@code
 * .certdrop/new} in it, and for ip_addresses, which may be on another file system, beside it.
 */
final class PlayerStaging {
  private final Path folder;
  private final Path staging;
  private final DurableFiles files;

  /**
   * A place for the files of one folder.
   *
   * @param folder the folder Player-Data
   * @param ours certdrop's folder in it
   */
  PlayerStaging(Path folder, Path ours, DurableFiles files) {
    this.folder = folder;
    this.staging = ours.resolve("new");
    this.files = files;
  }

  /**
   * Writes files and links; all is on the disk on return.
   *
   * @param wanted path from the folder to file
   * @param links name of a link to what it leads to
   * @param lists name to list
   * @throws IOException if the operating system refuses; what was written is to be discarded
   */
  void prepare(
      Map<String, PlayerFile> wanted, Map<String, String> links, Map<String, WrittenFiles> lists)
      throws IOException {
    Files.createDirectory(staging);
    for (Map.Entry<String, PlayerFile> file : wanted.entrySet()) {
      files.create(staged(file.getKey()), file.getValue().octets(), file.getValue().mode());
    }
    for (Map.Entry<String, String> link : links.entrySet()) {
      Files.createSymbolicLink(staged(link.getKey()), Path.of(link.getValue()));
    }
    for (Map.Entry<String, WrittenFiles> list : lists.entrySet()) {
      byte[] text = list.getValue().text().getBytes(StandardCharsets.US_ASCII);
      files.create(staged(list.getKey()), text, DurableFiles.OWNER_ONLY);
    }
    files.sync(staging);
    files.sync(staging.getParent());
    files.sync(folder.getParent());
  }

  private Path staged(String name) {
    return name.equals(PlayerFile.ADDRESSES)
        ? folder.resolveSibling(".ip_addresses.certdrop-new")
        : staging.resolve(name);
  }

  /** Puts a file in its place. */
  void move(String name, Path to) throws IOException {
    files.replace(staged(name), to);
  }

  /** Takes away what this or a killed export wrote and did not use. */
  void discard() throws IOException {
    files.delete(staged(PlayerFile.ADDRESSES));
    if (!Files.isDirectory(staging, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> left = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(staging)) {
      entries.forEach(left::add);
    }
    for (Path entry : left) {
      files.delete(entry);
    }
    files.delete(staging);
  }

  /** Takes it away after a fault, which is not hidden by another. */
  void discardAfter(IOException cause) {
    try {
      discard();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
