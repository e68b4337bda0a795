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
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps two processes, and two threads of one, from changing what lies in a folder at the same
 * time. Waits until it is free: nobody holds it longer than it takes to write some files, or to
 * make a key pair. Who needs the lock of the own statements and that of the own pair takes them in
 * this order.
 */
public final class FolderLock implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  /** A file lock belongs to the whole process, so threads need one of their own. */
  private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock of a folder; a folder that is absent is made, for its owner alone. */
  public static FolderLock take(Path folder) throws IOException {
    WITHIN_PROCESS.lock();
    FolderLock taken = null;
    try {
      make(folder);
      taken = locked(folder.resolve(".lock"));
      return taken;
    } finally {
      // Whatever went wrong, an Error included, the next one must not wait for ever.
      if (taken == null) {
        WITHIN_PROCESS.unlock();
      }
    }
  }

  private static FolderLock locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(DurableFiles.OWNER_ONLY));
    boolean locked = false;
    try {
      channel.lock();
      locked = true;
      return new FolderLock(channel);
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
      WITHIN_PROCESS.unlock();
    }
  }
}
