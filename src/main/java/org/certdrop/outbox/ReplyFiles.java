package org.certdrop.outbox;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads and writes the files of {@link Replies}: each is the old one or the new one, never half.
 */
final class ReplyFiles {
  private static final String SIGNATURE = ".p7s";
  private static final String UNFINISHED = ".tmp";

  private ReplyFiles() {}

  static Optional<byte[]> read(Path file) throws IOException {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(Files.readAllBytes(file))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty(); // carried away just now
    }
  }

  static Path signatureOf(Path file) {
    return file.resolveSibling(file.getFileName() + SIGNATURE);
  }

  static boolean holds(Path file, byte[] content) throws IOException {
    return read(file).filter(present -> Arrays.equals(present, content)).isPresent();
  }

  static void put(Path file, byte[] content, byte[] signature) throws IOException {
    Files.deleteIfExists(signatureOf(file));
    put(file, content);
    put(signatureOf(file), signature);
  }

  static void put(Path file, byte[] content) throws IOException {
    Path unfinished =
        file.resolveSibling(
            "." + file.getFileName() + "." + ProcessHandle.current().pid() + UNFINISHED);
    // Never through a link, which another account that may write to the outbox could have put in
    // its place.
    Files.deleteIfExists(unfinished);
    Files.write(unfinished, content, CREATE_NEW, WRITE);
    Files.move(unfinished, file, ATOMIC_MOVE);
  }

  /** Whether a file is what a killed process left half written. */
  static boolean isUnfinished(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".")
        && name.endsWith(UNFINISHED)
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }
}
