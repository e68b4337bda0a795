package org.certdrop.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.WholeFiles;

/**
 * The folder from which people carry this party's instructions to the other sites
 * (outbox/registration). Each file appears whole or not at all; a file that says the right thing is
 * not touched, and one of another name never.
 */
public final class Outbox {
  private final Path folder;
  private final DurableFiles files;
  private final WholeFiles whole;

  /**
   * An outbox.
   *
   * @param folder where the files go; it need not exist yet
   */
  public Outbox(Path folder) {
    this(folder, new DurableFiles());
  }

  Outbox(Path folder, DurableFiles files) {
    this.folder = Objects.requireNonNull(folder);
    this.files = files;
    this.whole = new WholeFiles(files);
  }

  /**
   * Brings the files of these instructions up to date.
   *
   * @param instructions what the files should say
   * @return the names of the files that were written, because they were absent or said otherwise
   * @throws IOException if the machine refuses; each file is then the old one or the new one
   */
  public synchronized List<String> publish(Instructions instructions) throws IOException {
    Files.createDirectories(folder);
    for (String name : instructions.files().keySet()) {
      whole.clean(folder.resolve(name));
    }
    List<String> written = new ArrayList<>();
    for (Map.Entry<String, String> file : instructions.files().entrySet()) {
      byte[] content = file.getValue().getBytes(StandardCharsets.US_ASCII);
      if (!holds(folder.resolve(file.getKey()), content)) {
        whole.write(folder.resolve(file.getKey()), content, DurableFiles.READABLE);
        written.add(file.getKey());
      }
    }
    if (!written.isEmpty()) {
      files.sync(folder);
    }
    return List.copyOf(written);
  }

  private static boolean holds(Path file, byte[] content) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == content.length
        && Arrays.equals(Files.readAllBytes(file), content);
  }
}
