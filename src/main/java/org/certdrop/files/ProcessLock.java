package org.certdrop.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps two processes, and two threads of one, from changing the same files at the same time. A
 * process that needs the lock of the own statements and that of the own pair takes them in this
 * order.
 */
public final class ProcessLock implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  /** More than it takes to write some files, or to make a key pair, by far. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** A file lock belongs to the whole process, so threads need one of their own, by the file. */
  private static final Map<String, ReentrantLock> WITHIN_PROCESS = new ConcurrentHashMap<>();

  private final FileChannel channel;
  private final ReentrantLock thread;

  private ProcessLock(FileChannel channel, ReentrantLock thread) {
    this.channel = channel;
    this.thread = thread;
  }

  /**
   * Takes the lock of a folder; a folder that is absent is made, for its owner alone.
   *
   * @throws IOException if another process has it for half a minute, or the operating system
   *     refuses
   */
  public static ProcessLock take(Path folder) throws IOException {
    make(folder);
    return take(folder.resolve(".lock"), LONGEST);
  }

  /**
   * Takes a lock.
   *
   * @param file the lock file, in a folder that is there; made if it is absent
   * @param patience how long to wait for another process, or another thread
   * @throws IOException if that has it for longer, or the operating system refuses
   */
  public static ProcessLock take(Path file, Duration patience) throws IOException {
    Path folder = file.toAbsolutePath().getParent().toRealPath();
    String real = folder.resolve(file.getFileName()).toString();
    ReentrantLock thread = WITHIN_PROCESS.computeIfAbsent(real, first -> new ReentrantLock());
    await(thread, file, patience);
    ProcessLock taken = null;
    try {
      taken = new ProcessLock(locked(file, patience), thread);
      return taken;
    } finally {
      // Whatever went wrong, an Error included, the next one must not wait in vain.
      if (taken == null) {
        thread.unlock();
      }
    }
  }

  private static void await(ReentrantLock thread, Path file, Duration patience) throws IOException {
    try {
      if (!thread.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("this process itself has held " + file + " for too long");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + file);
    }
  }

  private static FileChannel locked(Path file, Duration patience) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(DurableFiles.OWNER_ONLY));
    FileLock lock = null;
    try {
      Patience.Wait wait = new Patience(patience).begin();
      lock = channel.tryLock();
      while (lock == null) {
        wait.goOn(file.toString());
        lock = channel.tryLock();
      }
      return channel;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  private static void make(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    try {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      // Another process was quicker, unless something else bears the name.
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    new DurableFiles().sync(parent);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      thread.unlock();
    }
  }
}
