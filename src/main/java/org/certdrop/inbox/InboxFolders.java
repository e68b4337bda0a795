package org.certdrop.inbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.certdrop.files.OpenFolder;
import org.certdrop.home.Home;

/**
 * The inbox and certdrop's folders in it while they are open, each from its first use on, and only
 * if it is the one that {@link Inbox} made or found to be ours.
 */
public final class InboxFolders implements Closeable {
  private final Home home;
  private final Map<Path, Object> known;
  private final OpenFolder inbox;
  private final Map<Path, OpenFolder> opened = new HashMap<>();

  /**
   * Opens the inbox.
   *
   * @param known which folder each of them is, by its path
   * @throws IOException if the inbox cannot be opened, or is another one
   */
  InboxFolders(Home home, Map<Path, Object> known) throws IOException {
    this.home = home;
    this.known = known;
    this.inbox = ours(OpenFolder.of(home.inbox()), home.inbox());
  }

  OpenFolder inbox() {
    return inbox;
  }

  public OpenFolder work() throws IOException {
    return folder(home.work());
  }

  public OpenFolder accepted() throws IOException {
    return folder(home.accepted());
  }

  OpenFolder refused() throws IOException {
    return folder(home.refused());
  }

  private synchronized OpenFolder folder(Path path) throws IOException {
    OpenFolder open = opened.get(path);
    if (open == null) {
      open = ours(inOpenInbox(path), path);
      opened.put(path, open);
    }
    return open;
  }

  /** An absent folder of these is a fault; it never means that a submission is gone. */
  private OpenFolder inOpenInbox(Path path) throws IOException {
    try {
      return inbox.folder(path.getFileName().toString());
    } catch (NoSuchFileException e) {
      throw new NotDirectoryException(path.toString());
    }
  }

  private OpenFolder ours(OpenFolder open, Path path) throws IOException {
    if (open.key().equals(known.get(path))) {
      return open;
    }
    open.close();
    throw new IOException(
        "somebody put another folder in the place of " + path + "; certdrop looks at it first");
  }

  @Override
  public synchronized void close() throws IOException {
    try (inbox) {
      for (OpenFolder folder : opened.values()) {
        folder.close();
      }
    }
  }
}
