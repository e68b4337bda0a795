package org.certdrop.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import org.certdrop.files.DurableFiles;

/** What a replica is called: {@code var/replica} of its home, for ever. */
final class ReplicaName {
  private static final Pattern FORM = Pattern.compile("[0-9a-f-]{36}");
  private static final Path HOST = Path.of("/proc/sys/kernel/hostname");

  private ReplicaName() {}

  /**
   * The name; made if there is none. The home's lock is held.
   *
   * @param var the folder
   */
  static String of(Path var) throws IOException {
    Path file = var.resolve("replica");
    try {
      String name = Files.readString(file).strip();
      if (FORM.matcher(name).matches()) {
        return name;
      }
    } catch (NoSuchFileException e) {
      // The first service here.
    }
    String name = UUID.randomUUID().toString();
    DurableFiles files = new DurableFiles();
    Path unfinished = var.resolve(".replica.tmp");
    files.delete(unfinished);
    files.create(
        unfinished, (name + "\n").getBytes(StandardCharsets.US_ASCII), DurableFiles.OWNER_ONLY);
    files.replace(unfinished, file);
    files.sync(var);
    return name;
  }

  /** Where it runs, for people: host and home. */
  static String place(Path var) throws IOException {
    String host = Files.isReadable(HOST) ? Files.readString(HOST).strip() : "";
    return host + ":" + var.toAbsolutePath().getParent();
  }
}
