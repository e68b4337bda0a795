package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lies in the inbox and is left alone: each name is looked at once, and said in the log once,
 * for as long as it stays.
 */
public final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  /** So many are opened; of more the names alone are known. */
  private static final int MOST = 1000;

  private final Path inbox;
  private final Map<String, Leftover> known = new ConcurrentSkipListMap<>();

  /** Nothing is known yet. */
  public Leftovers(Path inbox) {
    this.inbox = inbox;
  }

  /** Takes note of what lies there now, and says in the log what is new. */
  void look(Collection<String> names) {
    known.keySet().retainAll(names);
    for (String name : names) {
      if (!known.containsKey(name)) {
        tell(find(name));
      }
    }
  }

  /** What some names stand for, in their order; without a word in the log. */
  public List<Leftover> of(Collection<String> names) {
    return names.stream()
        .sorted()
        .map(name -> Optional.ofNullable(known.get(name)).orElseGet(() -> see(name)))
        .toList();
  }

  private Leftover find(String name) {
    Leftover found = see(name);
    known.put(name, found);
    return found;
  }

  private Leftover see(String name) {
    if (known.size() >= MOST) {
      return Leftover.unknown(name);
    }
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
