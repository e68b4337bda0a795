package org.certdrop.export;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.certdrop.files.DurableFiles;

/**
 * Keeps all certdrops of a machine, of whatever home, from exporting into one database at the same
 * time. It does not concern Fed-BioMed, which knows no locks. The lock file lies beside the
 * database, as a home's own folder would be of no use to another home.
 */
final class DatabaseLock implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final long PAUSE = Duration.ofMillis(5).toNanos();

  /** A file lock belongs to the whole process, so threads need one of their own. */
  private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

  private final FileChannel channel;

  private DatabaseLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param file the lock file; made if it is absent
   * @throws IOException if somebody else holds it for longer than an export takes
   */
  static DatabaseLock take(Path file) throws IOException {
    FileChannel channel = null;
    lockWithinProcess(file);
    try {
      channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
              PosixFilePermissions.asFileAttribute(DurableFiles.OWNER_ONLY));
      lock(channel, file);
      return new DatabaseLock(channel);
    } catch (IOException | RuntimeException | Error e) {
      if (channel != null) {
        channel.close();
      }
      WITHIN_PROCESS.unlock();
      throw e;
    }
  }

  private static void lockWithinProcess(Path file) throws IOException {
    try {
      if (!WITHIN_PROCESS.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        throw held(file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + file);
    }
  }

  private static void lock(FileChannel channel, Path file) throws IOException {
    long began = System.nanoTime();
    FileLock lock = channel.tryLock();
    while (lock == null) {
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw held(file);
      }
      LockSupport.parkNanos(PAUSE);
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while waiting for " + file);
      }
      lock = channel.tryLock();
    }
  }

  private static IOException held(Path file) {
    return new IOException(
        "another export has held " + file + " for too long: look which one (lsof)");
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      WITHIN_PROCESS.unlock();
    }
  }
}
