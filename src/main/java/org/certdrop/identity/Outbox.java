package org.certdrop.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.certdrop.files.DurableFiles;

/**
 * The folder from which people carry this party's instructions to the other sites
 * (outbox/registration). Each file appears whole or not at all; a file that says the right thing is
 * not touched, and one of another name never.
 */
public final class Outbox {
  private static final long OWN_PROCESS = ProcessHandle.current().pid();
  private static final Pattern PROCESS = Pattern.compile("[0-9]{1,18}");
  private static final String SUFFIX = ".tmp";

  private final Path folder;
  private final DurableFiles files;

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
    clean(instructions);
    List<String> written = new ArrayList<>();
    for (Map.Entry<String, String> file : instructions.files().entrySet()) {
      byte[] content = file.getValue().getBytes(StandardCharsets.US_ASCII);
      if (!holds(folder.resolve(file.getKey()), content)) {
        write(file.getKey(), content);
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

  private void write(String name, byte[] content) throws IOException {
    Path temporary = folder.resolve("." + name + "." + OWN_PROCESS + SUFFIX);
    files.create(temporary, content, DurableFiles.READABLE);
    files.replace(temporary, folder.resolve(name));
  }

  /**
   * Takes away what a killed process left of these files. The service and a command may publish at
   * the same time, so temporary files bear their process's number, and a live one's are left alone.
   */
  private void clean(Instructions instructions) throws IOException {
    for (String name : instructions.files().keySet()) {
      try (DirectoryStream<Path> unfinished =
          Files.newDirectoryStream(folder, "." + name + ".*" + SUFFIX)) {
        for (Path temporary : unfinished) {
          if (isAbandoned(temporary.getFileName().toString(), name)) {
            files.delete(temporary);
          }
        }
      }
    }
  }

  private static boolean isAbandoned(String temporary, String name) {
    String number = temporary.substring(name.length() + 2, temporary.length() - SUFFIX.length());
    if (!PROCESS.matcher(number).matches()) {
      return false;
    }
    long process = Long.parseLong(number);
    return process == OWN_PROCESS
        || !ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
  }
}
