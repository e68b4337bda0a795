package org.certdrop.registry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a registry.
 *
 * @param var the folder that they lie in
 */
record RegistryFiles(Path var) {
  /** What the name of a journal that was moved to a database goes on with; then comes the time. */
  static final String MOVED = ".moved-";

  /** The truth. */
  Path journal() {
    return var.resolve("journal.jsonl");
  }

  /** A journal that was moved to a database, and is kept here. */
  Optional<Path> movedAside() throws IOException {
    String start = journal().getFileName() + MOVED;
    if (!Files.isDirectory(var)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(var)) {
      return all.filter(file -> file.getFileName().toString().startsWith(start)).findAny();
    }
  }

  /** Its picture. */
  Path snapshot() {
    return var.resolve("registry.json");
  }

  /** The picture that is being made; the picture lock says by whom. */
  Path unfinishedSnapshot() {
    return var.resolve("registry.json.tmp");
  }

  /** What the journal came to at one of its lines, to go on from there. */
  Path checkpoint() {
    return var.resolve("registry.checkpoint");
  }

  /** The checkpoint that is being made; the picture lock says by whom. */
  Path unfinishedCheckpoint() {
    return var.resolve("registry.checkpoint.tmp");
  }

  /** What processes lock; it holds nothing. */
  Path lock() {
    return var.resolve("registry.lock");
  }

  /** Makes the folder, mode 0700, if it is not there. */
  void createFolder() throws IOException {
    if (!Files.isDirectory(var)) {
      Files.createDirectories(var, mode("rwx------"));
    }
  }

  /** Opens a file, and makes it with mode 0600 if the options ask to make it. */
  FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), mode("rw-------"));
  }

  /** Makes the names in the folder durable: a file that was made, a rename. */
  void syncFolder() throws IOException {
    if (hasPosixModes()) {
      try (FileChannel folder = FileChannel.open(var, StandardOpenOption.READ)) {
        folder.force(true);
      }
    }
  }

  private FileAttribute<?>[] mode(String permissions) {
    return hasPosixModes()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private boolean hasPosixModes() {
    return var.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
