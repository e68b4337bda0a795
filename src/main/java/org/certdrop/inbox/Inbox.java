package org.certdrop.inbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.certdrop.home.Home;
import org.certdrop.home.StartException;

/**
 * The inbox of a home with certdrop's folders in it. Makes sure, before anything is moved, that the
 * inbox is one and that its folders are ours; then works on those alone, and holds them open from
 * one look at the inbox to the next.
 */
public final class Inbox implements Closeable {
  private final Home home;
  private Map<Path, Object> known;
  private Shared shared;

  /** What is done with the open folders. */
  @FunctionalInterface
  public interface Step<T, E extends Exception> {
    /**
     * Does it.
     *
     * @throws IOException if the operating system cannot do it now
     */
    T with(InboxFolders open) throws IOException, E;
  }

  /** Folders that are open, and how many steps use them. */
  private static final class Shared {
    private final InboxFolders folders;
    private int users;
    private boolean outdated;

    Shared(InboxFolders folders) {
      this.folders = folders;
    }
  }

  private Inbox(Home home) throws StartException, IOException {
    this.home = home;
    this.known = InboxPreparation.of(home);
  }

  /**
   * Checks the inbox, and makes {@code .work}, {@code accepted} and {@code refused} in it if they
   * are absent.
   *
   * @throws StartException if a folder is missing, is a link, belongs to somebody else or cannot be
   *     written to
   * @throws IOException if the operating system cannot tell
   */
  public static Inbox prepare(Home home) throws StartException, IOException {
    return new Inbox(home);
  }

  /** Prepares it once more, where somebody replaced the inbox or a folder in it. */
  void prepareAgain() throws StartException, IOException {
    Map<Path, Object> now = InboxPreparation.of(home);
    synchronized (this) {
      known = now;
    }
    renew();
  }

  /**
   * Whether the inbox or a folder in it is not the one that was prepared.
   *
   * @throws NoSuchFileException if there is no inbox
   */
  boolean isReplaced() throws IOException {
    for (Map.Entry<Path, Object> folder : known().entrySet()) {
      if (!folder.getValue().equals(key(folder.getKey()))) {
        return true;
      }
    }
    return false;
  }

  private Object key(Path folder) throws IOException {
    boolean inbox = folder.equals(home.inbox());
    LinkOption[] links = inbox ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    try {
      return Files.readAttributes(folder, BasicFileAttributes.class, links).fileKey();
    } catch (NoSuchFileException e) {
      if (inbox) {
        throw new NoSuchFileException(folder.toString(), null, "the inbox is gone");
      }
      return "absent";
    }
  }

  private synchronized Map<Path, Object> known() {
    return known;
  }

  /**
   * Does something with the open folders.
   *
   * @throws IOException if one cannot be opened or is another one, or the step fails
   */
  public <T, E extends Exception> T through(Step<T, E> step) throws IOException, E {
    Shared used = take();
    try {
      return step.with(used.folders);
    } catch (IOException e) {
      renew(); // what is open may be of a mount that is gone
      throw e;
    } finally {
      giveBack(used);
    }
  }

  private synchronized Shared take() throws IOException {
    if (shared == null) {
      shared = new Shared(new InboxFolders(home, known));
    }
    shared.users++;
    return shared;
  }

  private synchronized void giveBack(Shared used) throws IOException {
    used.users--;
    closeIfUnused(used);
  }

  /** Lets go of the open folders, so that a mount that nobody uses can be taken away. */
  public synchronized void renew() throws IOException {
    if (shared != null) {
      Shared old = shared;
      shared = null;
      old.outdated = true;
      closeIfUnused(old);
    }
  }

  private static void closeIfUnused(Shared used) throws IOException {
    if (used.outdated && used.users == 0) {
      used.folders.close();
    }
  }

  @Override
  public void close() throws IOException {
    renew();
  }

  /** Its path. */
  @Override
  public String toString() {
    return home.inbox().toString();
  }
}
