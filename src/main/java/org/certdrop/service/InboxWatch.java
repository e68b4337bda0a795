package org.certdrop.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the inbox, or a folder of certdrop's in it, was deleted, made anew or replaced by
 * another mount under the running service, and puts it in order as a start would.
 */
final class InboxWatch {
  private static final Logger LOG = LoggerFactory.getLogger(InboxWatch.class);

  private final Home home;
  private final Recovery recovery;
  private List<Object> seen;

  /** Takes up what lies in a {@code .work} that this run has not seen before. */
  @FunctionalInterface
  interface Recovery {
    /**
     * Takes it up.
     *
     * @throws IOException if the machine cannot do so now; it is called again then
     */
    void takeUp() throws IOException;
  }

  /** A watch that begins with the folders as they are, which {@link Inbox#prepare} made. */
  InboxWatch(Home home, Recovery recovery) throws IOException {
    this.home = home;
    this.recovery = recovery;
    this.seen = identities();
  }

  /**
   * Compares the folders with those of the last call; called before each look at the inbox.
   *
   * @throws IOException if there is no inbox, or its folders cannot be put in order now
   */
  void check() throws IOException {
    List<Object> now = identities();
    if (now.get(0) == null) {
      throw new NoSuchFileException(home.inbox().toString(), null, "the inbox is gone");
    }
    if (now.equals(seen)) {
      return;
    }
    try {
      Inbox.prepare(home);
    } catch (StartException e) {
      throw new IOException(e.getMessage(), e);
    }
    recovery.takeUp();
    seen = identities();
    LOG.warn(
        "The inbox {} or a folder in it was replaced; certdrop goes on with it.", home.inbox());
  }

  /** Who the inbox and its three folders are; null for one that is not there. */
  private List<Object> identities() throws IOException {
    List<Object> keys = new ArrayList<>();
    for (Path folder : List.of(home.inbox(), home.work(), home.accepted(), home.refused())) {
      keys.add(identity(folder));
    }
    return keys;
  }

  private static Object identity(Path folder) throws IOException {
    try {
      return Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
