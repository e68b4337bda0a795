package org.certdrop.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.RealFolder;
import org.certdrop.files.WholeFiles;

/**
 * The folder from which people carry this party's instructions to the other sites
 * (outbox/registration). Each file appears whole or not at all; a file that says the right thing is
 * not touched, and one of another name never.
 *
 * <p>Somebody may copy the files while they change. So a signature goes before the sidecar that it
 * is about and comes after it: what is copied has no signature for a moment, never a wrong one.
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
   * Brings the files of these instructions up to date, and takes away signatures and rotations of
   * the same party that are no part of them.
   *
   * @param instructions what the files should say
   * @return the names of the files that were written, because they were absent or said otherwise
   * @throws IOException if the operating system refuses; each file is then the old one or the new
   *     one
   */
  public synchronized List<String> publish(Instructions instructions) throws IOException {
    RealFolder.make(folder);
    clean(instructions.stem());
    boolean changed = withdraw(instructions);
    List<String> written = new ArrayList<>();
    for (Map.Entry<String, String> file : instructions.files().entrySet()) {
      if (!holds(file.getKey(), file.getValue())) {
        whole.write(
            folder.resolve(file.getKey()),
            file.getValue().getBytes(US_ASCII),
            DurableFiles.READABLE);
        written.add(file.getKey());
      }
    }
    if (changed || !written.isEmpty()) {
      files.sync(folder);
    }
    return List.copyOf(written);
  }

  private boolean holds(String name, String wanted) throws IOException {
    Path file = folder.resolve(name);
    byte[] content = wanted.getBytes(US_ASCII);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == content.length
        && Arrays.equals(Files.readAllBytes(file), content);
  }

  /** Takes away what must not lie beside what is about to be written; true if there was any. */
  private boolean withdraw(Instructions instructions) throws IOException {
    Map<String, String> wanted = instructions.files();
    Pattern signature = OutboxNames.signature(instructions.stem());
    Pattern rotation = OutboxNames.rotation(instructions.stem());
    boolean any = false;
    for (String name : names()) {
      Matcher signed = signature.matcher(name);
      boolean stays =
          signed.matches()
              ? isUpToDate(name, wanted) && isUpToDate(signed.group("sidecar"), wanted)
              : wanted.containsKey(name) || !rotation.matcher(name).matches();
      if (!stays) {
        files.delete(folder.resolve(name));
        any = true;
      }
    }
    return any;
  }

  private boolean isUpToDate(String name, Map<String, String> wanted) throws IOException {
    return wanted.containsKey(name) && holds(name, wanted.get(name));
  }

  /** Takes away what a killed process left of these files, or of rotations that are gone. */
  private void clean(String stem) throws IOException {
    Pattern unfinished = OutboxNames.unfinished(stem);
    for (String name : names()) {
      Matcher temporary = unfinished.matcher(name);
      if (temporary.matches()) {
        whole.clean(folder.resolve(temporary.group("name")));
      }
    }
  }

  /** In order, so that of what is withdrawn the sidecar goes first: without it nothing counts. */
  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
