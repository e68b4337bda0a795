package org.certdrop.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Held by the one service that runs on a home; the operating system lets go of it with the process,
 * and as soon as the process closes any channel of the file. So nothing of a service may open it
 * besides, not even to set its time.
 */
public final class RunLock implements AutoCloseable {
  /** {@code status} looks at the lock by taking it for a moment, which must not stop a start. */
  private static final int TRIES = 10;

  private static final long PAUSE = Duration.ofMillis(20).toNanos();

  private final Home home;
  private FileChannel channel;
  private Object identity;

  private RunLock(Home home) {
    this.home = home;
  }

  static Path path(Home home) {
    return home.var().resolve("run.lock");
  }

  /**
   * Takes the lock.
   *
   * @throws StartException if another service runs on this home
   * @throws IOException if the lock file cannot be opened
   */
  public static RunLock take(Home home) throws StartException, IOException {
    RunLock lock = new RunLock(home);
    for (int tries = 0; tries < TRIES; tries++) {
      if (lock.take()) {
        return lock;
      }
      LockSupport.parkNanos(PAUSE);
    }
    throw new StartException(
        "certdrop already runs on "
            + home
            + ". Stop it first, or give this one a home of its own with --home.");
  }

  private boolean take() throws IOException {
    FileChannel opened =
        Var.open(home, path(home), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(opened, false).isEmpty()) {
      opened.close();
      return false;
    }
    if (channel != null) {
      channel.close();
    }
    channel = opened;
    identity = identity(home);
    return true;
  }

  private static Optional<FileLock> tryLock(FileChannel channel, boolean shared)
      throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock(0, 1, shared));
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // held by this very process, which is the same to a second service
    }
  }

  /** Whether a service runs on a home. */
  static boolean isHeld(Home home) throws IOException {
    try (FileChannel channel = FileChannel.open(path(home), StandardOpenOption.READ)) {
      return tryLock(channel, true).isEmpty();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Takes the lock again if somebody deleted its file: a second service would find it free.
   *
   * @throws IOException if another service has it by now, or the file cannot be made
   */
  public void keep() throws IOException {
    if (!Objects.equals(identity, identity(home)) && !take()) {
      throw new IOException(
          path(home) + " was deleted, and another service runs on this home now; stop one of them");
    }
  }

  private static Object identity(Home home) throws IOException {
    try {
      return Files.readAttributes(path(home), BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
