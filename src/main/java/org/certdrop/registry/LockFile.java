package org.certdrop.registry;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.certdrop.files.Patience;

/**
 * What one at a time may do, of all threads of all processes: change the journal, make a picture.
 * For each there is a mutex within this process, then a byte of the lock file.
 *
 * <p>The mutex is needed since a file lock is the process's and not the thread's. For the same
 * reason all registries of one folder in this process share one object: closing any channel of the
 * file would let go of the locks of all.
 */
final class LockFile implements Closeable {
  private static final Map<Path, LockFile> SHARED = new HashMap<>();
  private static final long COMMIT = 0;
  private static final long PICTURE = 1;

  private final Path folder;
  private final RegistryFiles files;
  private final ReentrantLock commit = new ReentrantLock(true);
  private final ReentrantLock picture = new ReentrantLock(true);
  // More than one after somebody deleted the file; the last is in use.
  private final Deque<FileChannel> channels = new ArrayDeque<>();
  private Object identity;
  private int users;

  /** Being at it. Closing it lets the next one. */
  interface Held extends Closeable {}

  private LockFile(Path folder, RegistryFiles files) {
    this.folder = folder;
    this.files = files;
  }

  /** The lock file of a registry, whose folder is there. */
  static LockFile of(RegistryFiles files) throws IOException {
    Path folder = files.var().toRealPath();
    synchronized (SHARED) {
      LockFile file = SHARED.computeIfAbsent(folder, path -> new LockFile(path, files));
      file.users++;
      return file;
    }
  }

  /**
   * Waits until we may read and change the journal.
   *
   * @param patience how long
   * @throws IOException if another process held it for longer
   */
  Held commit(Patience patience) throws IOException {
    Patience.Wait wait = patience.begin();
    commit.lock();
    return locked(commit, () -> Optional.of(commitLock(wait))).orElseThrow();
  }

  // It asks again and again, since a thread that waits in the kernel cannot be told to give up.
  private FileLock commitLock(Patience.Wait wait) throws IOException {
    FileLock lock = channel().tryLock(COMMIT, 1, false);
    while (lock == null) {
      wait.goOn(files.lock().toString());
      lock = channel().tryLock(COMMIT, 1, false);
    }
    return lock;
  }

  /** Lets us make a picture, if nobody else is at it. */
  Optional<Held> tryPicture() throws IOException {
    return picture.tryLock()
        ? locked(picture, () -> Optional.ofNullable(channel().tryLock(PICTURE, 1, false)))
        : Optional.empty();
  }

  private interface Locking {
    Optional<FileLock> lock() throws IOException;
  }

  private Optional<Held> locked(ReentrantLock mutex, Locking locking) throws IOException {
    Optional<FileLock> lock = Optional.empty();
    try {
      lock = locking.lock();
      // The file may have been deleted while we waited; then another process may lock a new one.
      while (lock.isPresent() && !isInPlace()) {
        lock = Optional.empty();
        lock = locking.lock();
      }
      return lock.map(got -> held(mutex, got));
    } finally {
      if (lock.isEmpty()) {
        mutex.unlock();
      }
    }
  }

  private static Held held(ReentrantLock mutex, FileLock lock) {
    return () -> {
      try {
        lock.release();
      } finally {
        mutex.unlock();
      }
    };
  }

  private synchronized FileChannel channel() throws IOException {
    if (channels.isEmpty() || !channels.getLast().isOpen() || !isInPlace()) {
      channels.add(files.open(files.lock(), StandardOpenOption.WRITE, StandardOpenOption.CREATE));
      identity = identity();
    }
    return channels.getLast();
  }

  private synchronized boolean isInPlace() throws IOException {
    try {
      return Objects.equals(identity, identity());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private Object identity() throws IOException {
    return Files.readAttributes(files.lock(), BasicFileAttributes.class).fileKey();
  }

  /** Tells that one registry less uses it; the last one closes the file. */
  @Override
  public void close() throws IOException {
    synchronized (SHARED) {
      users--;
      if (users == 0) {
        SHARED.remove(folder);
        for (FileChannel channel : channels) {
          channel.close();
        }
      }
    }
  }
}
