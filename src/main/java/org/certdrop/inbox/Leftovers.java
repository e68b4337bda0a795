package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.certdrop.files.FileLook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lies in the inbox and is left alone: each is looked at once, and again when it has changed.
 * Its name is said in the log once, for as long as it stays; that it holds a private key, whenever
 * that is found.
 */
public final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  /** So many are opened at one look; the others at the next ones. */
  private static final int MOST = 1000;

  /**
   * One of them.
   *
   * @param leftover what it is
   * @param look how it looked then; empty if the machine could not tell
   */
  private record Seen(Leftover leftover, Optional<FileLook> look) {
    boolean holds(Optional<FileLook> now) {
      return look.isPresent() == now.isPresent()
          && (now.isEmpty() || now.get().isUnchangedSince(look.get()));
    }
  }

  private final Path inbox;
  private final Map<String, Seen> known = new ConcurrentSkipListMap<>();

  /** Nothing is known yet. */
  public Leftovers(Path inbox) {
    this.inbox = inbox;
  }

  /** Takes note of what lies there now, and says in the log what is new. */
  void look(Collection<String> names) {
    known.keySet().retainAll(names);
    int opened = 0;
    for (String name : names) {
      Optional<FileLook> now = lookAt(name);
      Seen before = known.get(name);
      if ((before == null || !before.holds(now)) && opened < MOST) {
        opened++;
        Seen found = new Seen(see(name), now);
        known.put(name, found);
        if (before == null
            || found.leftover().holdsPrivateKey() && !before.leftover().holdsPrivateKey()) {
          tell(found.leftover());
        }
      }
    }
  }

  /** What some names stand for, in their order; without a word in the log. */
  public List<Leftover> of(Collection<String> names) {
    return names.stream()
        .sorted()
        .map(
            name ->
                Optional.ofNullable(known.get(name)).map(Seen::leftover).orElseGet(() -> see(name)))
        .toList();
  }

  private Optional<FileLook> lookAt(String name) {
    try {
      return Optional.of(FileLook.of(inbox.resolve(name), LinkOption.NOFOLLOW_LINKS));
    } catch (IOException | InvalidPathException e) {
      LOG.debug("{} is left alone, and cannot be looked at", name, e);
      return Optional.empty();
    }
  }

  private Leftover see(String name) {
    try {
      return Leftover.of(inbox, name);
    } catch (IOException | InvalidPathException e) {
      LOG.debug("{} is left alone, and cannot be looked at", name, e);
      return Leftover.unknown(name);
    }
  }

  private static void tell(Leftover leftover) {
    if (leftover.holdsPrivateKey()) {
      LOG.warn("inbox: {}", leftover.alarm());
    } else {
      LOG.info("Left alone in the inbox: {}.", leftover);
    }
  }
}
