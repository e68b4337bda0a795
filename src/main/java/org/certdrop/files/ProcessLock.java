package org.certdrop.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps two processes, and two threads of one, from changing what lies in a folder at the same
 * time. Waits until it is free: nobody holds it longer than it takes to write some files, or to
 * make a key pair. Who needs the lock of the own statements and that of the own pair takes them in
 * this order.
 */
public final class ProcessLock implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  /** A file lock belongs to the whole process, so threads need one of their own, by the folder. */
  private static final Map<String, ReentrantLock> WITHIN_PROCESS = new ConcurrentHashMap<>();

  private final FileChannel channel;
  private final ReentrantLock thread;

  private ProcessLock(FileChannel channel, ReentrantLock thread) {
    this.channel = channel;
    this.thread = thread;
  }

  /** Takes the lock of a folder; a folder that is absent is made, for its owner alone. */
  public static ProcessLock take(Path folder) throws IOException {
    String name = folder.toAbsolutePath().normalize().toString();
    ReentrantLock thread = WITHIN_PROCESS.computeIfAbsent(name, first -> new ReentrantLock());
    thread.lock();
    ProcessLock taken = null;
    try {
      make(folder);
      taken = locked(folder.resolve(".lock"), thread);
      return taken;
    } finally {
      // Whatever went wrong, an Error included, the next one must not wait for ever.
      if (taken == null) {
        thread.unlock();
      }
    }
  }

  private static ProcessLock locked(Path file, ReentrantLock thread) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(DurableFiles.OWNER_ONLY));
    boolean locked = false;
    try {
      channel.lock();
      locked = true;
      return new ProcessLock(channel, thread);
    } finally {
      if (!locked) {
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
