package org.certdrop.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The few things one may do to files so that a crash leaves a known state. Each is announced before
 * it is done, so that a test can stop the program between any two.
 */
public class DurableFiles {
  /** For its owner alone. */
  public static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /** For everybody to read, as far as the process's umask lets them; for nobody else to write. */
  public static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");

  private final Runnable beforeEach;

  /** Does them. */
  public DurableFiles() {
    this(() -> {});
  }

  /**
   * Does them, with a word before each.
   *
   * @param beforeEach called before each operation; what it throws stops the program there
   */
  public DurableFiles(Runnable beforeEach) {
    this.beforeEach = beforeEach;
  }

  /** Makes a file that must not exist, never through a link; its content is on disk on return. */
  public void create(Path file, byte[] content, Set<PosixFilePermission> mode) throws IOException {
    beforeEach.run();
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(mode))) {
      beforeEach.run();
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /**
   * Gives a file a name that is free.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is not
   */
  public void rename(Path from, Path to) throws IOException {
    beforeEach.run();
    Files.move(from, to);
  }

  /**
   * Gives a file a name that is free, even where somebody else takes it at the same moment.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is taken
   */
  public void moveIn(Path from, Path to) throws IOException {
    beforeEach.run();
    try {
      Files.createLink(to, from);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      // Not every mount has hard links; a rename looks first, and then moves.
      rename(from, to);
      return;
    }
    delete(from);
  }

  /** Gives a file a name in one step, in the place of whatever file had it. */
  public void replace(Path from, Path to) throws IOException {
    beforeEach.run();
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes a file, if it is there. */
  public void delete(Path file) throws IOException {
    beforeEach.run();
    Files.deleteIfExists(file);
  }

  /** Makes the names in a folder durable. */
  public void sync(Path folder) throws IOException {
    beforeEach.run();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
