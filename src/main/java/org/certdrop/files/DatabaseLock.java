package org.certdrop.files;

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

/**
 * Keeps all certdrops of a machine, of whatever home, from exporting into one database at the same
 * time. It does not concern Fed-BioMed, which knows no locks. The lock file lies beside the
 * database, as a home's own folder would be of no use to another home.
 */
public final class DatabaseLock implements AutoCloseable {
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
   * @param patience how long to wait for another export
   * @throws IOException if that holds it for longer
   */
  public static DatabaseLock take(Path file, Duration patience) throws IOException {
    FileChannel channel = null;
    lockWithinProcess(file, patience);
    try {
      channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
              PosixFilePermissions.asFileAttribute(DurableFiles.OWNER_ONLY));
      lock(channel, file, patience);
      return new DatabaseLock(channel);
    } catch (IOException | RuntimeException | Error e) {
      if (channel != null) {
        channel.close();
      }
      WITHIN_PROCESS.unlock();
      throw e;
    }
  }

  private static void lockWithinProcess(Path file, Duration patience) throws IOException {
    try {
      if (!WITHIN_PROCESS.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw held(file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + file);
    }
  }

  private static void lock(FileChannel channel, Path file, Duration patience) throws IOException {
    long began = System.nanoTime();
    FileLock lock = channel.tryLock();
    while (lock == null) {
      if (System.nanoTime() - began > patience.toNanos()) {
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
