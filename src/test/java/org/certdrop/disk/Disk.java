package org.certdrop.disk;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The real disk as one process sees it: a plan hears of every operation on a file before it is
 * done, and may let it fail, or kill the process. A killed process does nothing any more: whatever
 * it still tries, in whatever thread, throws {@link Killed}, and its files are closed.
 */
public final class Disk {
  /** The process was killed. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /**
   * An operation on a file.
   *
   * @param kind what is done
   * @param name to which file: its name, times and process numbers left out
   * @param occurrence which one of this kind and name it is in this process, counted from 1
   * @param changes whether it changes anything
   */
  public record Operation(String kind, String name, int occurrence, boolean changes) {
    /** Kind and name. */
    public String label() {
      return kind + " " + name;
    }
  }

  /** What a plan wants to happen. */
  public enum Fate {
    /** It is done. */
    DONE,
    /** The process is killed before it. */
    KILL,
    /**
     * A write is done by half, then the process is killed; a move is done, and then it is said, as
     * over NFS where the answer was lost, that there is no such file.
     */
    TEAR,
    /** The power fails before it: what was written and not forced is gone. */
    POWER_CUT
  }

  /** Hears of each operation. */
  @FunctionalInterface
  public interface Plan {
    /**
     * Decides.
     *
     * @throws IOException if the operation is to fail
     */
    Fate before(Operation operation) throws IOException;
  }

  private final Plan plan;
  private final Map<String, Integer> occurrences = new HashMap<>();
  private final List<FileChannel> open = new ArrayList<>();
  private final DiskFileSystem fileSystem;
  private final Set<String> lost = ConcurrentHashMap.newKeySet();
  private final Set<String> hidden = ConcurrentHashMap.newKeySet();
  private final Set<String> shut = ConcurrentHashMap.newKeySet();
  private final Map<String, String> owners = new ConcurrentHashMap<>();
  private final Map<Object, byte[]> unforced = new HashMap<>();
  private Path root;
  private boolean dead;

  /** A disk with a plan. */
  public Disk(Plan plan) {
    this.plan = plan;
    this.fileSystem = new DiskFileSystem(FileSystems.getDefault(), this);
  }

  /** A directory of the real disk, seen by this process; a power cut concerns what is in it. */
  public Path see(Path real) {
    root = real;
    return fileSystem.wrap(real);
  }

  /** From now on, what is said of a file of this name cannot be had: its server is gone. */
  public void lose(String name) {
    lost.add(name);
  }

  /** From now on, this process may not see a file of this name, nor anything in it. */
  public void hide(String name) {
    hidden.add(name);
  }

  /** From now on, this process may not enter, read or write what has this name. */
  public void shut(String name) {
    shut.add(name);
  }

  /** Whether this process may not. */
  boolean isShut(Path path) {
    return shut.contains(String.valueOf(path.getFileName()));
  }

  /** From now on, files of this name show another owner. */
  public void give(String name, String owner) {
    owners.put(name, owner);
  }

  /** Whose a file is said to be. */
  <V extends FileAttributeView> V view(Path file, Class<V> type, V real) {
    String owner = owners.get(String.valueOf(file.getFileName()));
    return owner == null || !FileOwnerAttributeView.class.isAssignableFrom(type)
        ? real
        : ofAnother(type, real, new User(owner));
  }

  /** A user. */
  private record User(String getName) implements UserPrincipal {
    @Override
    public String toString() {
      return getName;
    }
  }

  /** The same view or attributes, with another owner. */
  private static <T> T ofAnother(Class<T> type, T real, User owner) {
    return type.cast(
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getOwner", "owner" -> owner;
                  case "readAttributes" ->
                      ofAnother(
                          PosixFileAttributes.class,
                          (PosixFileAttributes) method.invoke(real, arguments),
                          owner);
                  default -> method.invoke(real, arguments);
                }));
  }

  /** What it says of a file is asked for. */
  void look(Path file) throws IOException {
    for (Path part : file) {
      if (hidden.contains(part.toString())) {
        throw new AccessDeniedException(file.toString());
      }
    }
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      if (isShut(folder)) {
        throw new AccessDeniedException(file.toString());
      }
    }
    if (lost.contains(String.valueOf(file.getFileName()))) {
      throw new FileSystemException(file.toString(), null, "Stale file handle");
    }
  }

  /** Whether the process was killed. */
  public synchronized boolean isDead() {
    return dead;
  }

  synchronized boolean tears(String kind, Path file, boolean changes) throws IOException {
    if (dead) {
      throw new Killed();
    }
    String name = plain(file);
    int occurrence = occurrences.merge(kind + " " + name, 1, Integer::sum);
    Fate fate = plan.before(new Operation(kind, name, occurrence, changes));
    if (fate == Fate.KILL || fate == Fate.POWER_CUT) {
      kill();
      if (fate == Fate.POWER_CUT) {
        loseWhatWasNotForced();
      }
      throw new Killed();
    }
    return fate == Fate.TEAR;
  }

  void before(String kind, Path file, boolean changes) throws IOException {
    tears(kind, file, changes);
  }

  static String plain(Path file) {
    return String.valueOf(file.getFileName())
        .replaceAll("\\d{8}T\\d{6}\\.\\d{3}Z", "TIME")
        .replaceAll("\\.probe-\\d+", ".probe")
        .replaceAll("\\.\\d+(-[0-9a-f]{1,8})?\\.tmp", ".PID.tmp");
  }

  /** Kills the process: the kernel closes its files, and lets go of its locks. */
  public synchronized void kill() throws IOException {
    dead = true;
    for (FileChannel channel : open) {
      channel.close();
    }
  }

  /** A file is about to be changed: what it holds now is what is on the disk until it is forced. */
  synchronized void dirties(FileChannel channel, Path file) throws IOException {
    Object key = key(DiskFileSystem.real(file));
    if (key != null && !unforced.containsKey(key)) {
      ByteBuffer content = ByteBuffer.allocate((int) channel.size());
      try (FileChannel reader = FileChannel.open(DiskFileSystem.real(file))) {
        reader.read(content, 0);
      }
      unforced.put(key, content.array());
    }
  }

  synchronized void forced(Path file) throws IOException {
    unforced.remove(key(DiskFileSystem.real(file)));
  }

  /** A file is about to lose a name; with its last one goes its number, which another may get. */
  synchronized void losesName(Path file) throws IOException {
    Path real = DiskFileSystem.real(file);
    if (Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)
        && (int) Files.getAttribute(real, "unix:nlink", LinkOption.NOFOLLOW_LINKS) == 1) {
      unforced.remove(key(real));
    }
  }

  private void loseWhatWasNotForced() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] onDisk = unforced.get(key(file));
        if (onDisk != null) {
          Files.write(file, onDisk);
        }
      }
    }
  }

  private static Object key(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readAttributes(file, BasicFileAttributes.class).fileKey()
        : null;
  }

  synchronized void opened(FileChannel channel) {
    open.add(channel);
  }
}
