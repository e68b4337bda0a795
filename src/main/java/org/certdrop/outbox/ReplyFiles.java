package org.certdrop.outbox;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.files.RealFolder;

/**
 * Reads and writes the files of {@link Replies}: each is the old one or the new one, never half.
 */
final class ReplyFiles {
  private static final String SIGNATURE = ".p7s";
  private static final String UNFINISHED = ".tmp";

  /** Processes of two machines that write to one outbox may have the same number. */
  private static final String OWN_PROCESS = "." + Integer.toHexString(new SecureRandom().nextInt());

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

  /**
   * Writes a file and its signature.
   *
   * @throws IOException if the operating system refuses, or another process wrote the file
   *     meanwhile, for which the signature is not
   */
  static void put(Path file, byte[] content, byte[] signature) throws IOException {
    Files.deleteIfExists(signatureOf(file));
    put(file, content);
    put(signatureOf(file), signature);
    if (!holds(file, content)) {
      throw new IOException(file + ": another process wrote or removed it at the same time");
    }
  }

  static void put(Path file, byte[] content) throws IOException {
    Path unfinished = unfinished(file);
    // Never through a link, which another account that may write to the outbox could have put in
    // its place.
    Files.deleteIfExists(unfinished);
    create(unfinished, content);
    Files.move(unfinished, file, ATOMIC_MOVE);
  }

  static void create(Path file, byte[] content) throws IOException {
    Files.write(file, content, CREATE_NEW, WRITE);
  }

  /** What a file or folder is called until it is whole. */
  static Path unfinished(Path whole) {
    return whole.resolveSibling("." + whole.getFileName() + OWN_PROCESS + UNFINISHED);
  }

  /** Whether it is what a killed process left half written, or another is writing. */
  static boolean isUnfinished(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".")
        && name.endsWith(UNFINISHED)
        && (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || RealFolder.isThere(path));
  }

  private static boolean isLeft(Path path) {
    return isUnfinished(path) && !path.getFileName().toString().contains(OWN_PROCESS);
  }

  /** Takes away what is unfinished in a folder and its folders, but what this process writes. */
  static void clean(Path place) throws IOException {
    if (RealFolder.isThere(place)) {
      try (Stream<Path> files = Files.walk(place, 2)) {
        for (Path file : files.filter(ReplyFiles::isLeft).toList()) {
          remove(file);
        }
      }
    }
  }

  /**
   * Takes away a file, or a folder of files, if it is there; a link, and not what it leads to. A
   * folder with folders in it is nothing that certdrop made: it stays.
   */
  static void remove(Path unfinished) throws IOException {
    if (RealFolder.isThere(unfinished)) {
      try (Stream<Path> children = Files.list(unfinished)) {
        List<Path> files = children.toList();
        if (files.stream().anyMatch(RealFolder::isThere)) {
          return;
        }
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      }
    }
    Files.deleteIfExists(unfinished);
  }
}
