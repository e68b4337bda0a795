package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import org.certdrop.files.FileLook;
import org.certdrop.home.LineLimit;
import org.certdrop.text.Printable;
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
   * @param look how it looked then; empty if the operating system could not tell, or not read it
   */
  private record Seen(Leftover leftover, Optional<FileLook> look) {
    boolean holds(Optional<FileLook> now) {
      return look.isPresent() && now.isPresent() && now.get().isUnchangedSince(look.get());
    }
  }

  private final Path inbox;
  private final LineLimit notes;
  private final LineLimit alarms;
  private final Map<String, Seen> known = new ConcurrentSkipListMap<>();

  /** Nothing is known yet. */
  public Leftovers(Path inbox) {
    this(inbox, System::nanoTime);
  }

  Leftovers(Path inbox, LongSupplier nanoTime) {
    this.inbox = inbox;
    this.notes = new LineLimit(nanoTime);
    this.alarms = new LineLimit(nanoTime);
  }

  /**
   * Takes note of what lies there now, and says in the log what is new: a name, a private key in a
   * file, or that there is none any more.
   *
   * @param names all that is left alone there now
   * @return whether each has been looked at
   */
  boolean look(Collection<String> names) {
    Set<String> listed = Set.copyOf(names);
    known.entrySet().removeIf(one -> !listed.contains(one.getKey()) && !isKept(one));
    int opened = 0;
    // New names first: those that cannot be read are tried at every look, and might be many.
    for (String name : names.stream().sorted(Comparator.comparing(known::containsKey)).toList()) {
      Optional<FileLook> now = lookAt(name);
      Seen before = known.get(name);
      if ((before == null || !before.holds(now)) && opened < MOST) {
        opened++;
        Seen found = see(name, now, before);
        known.put(name, found);
        tell(before, found.leftover());
      }
    }
    notes.sum();
    alarms.sum();
    return opened < MOST;
  }

  /**
   * Of very many names a listing holds some; a private key is not forgotten while it lies there.
   */
  private boolean isKept(Map.Entry<String, Seen> one) {
    return one.getValue().leftover().holdsPrivateKey()
        && known.size() < 2 * MOST
        && one.getValue().holds(lookAt(one.getKey()));
  }

  /** What is known, by name. */
  public List<Leftover> known() {
    return known.values().stream().map(Seen::leftover).toList();
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
    return see(name, Optional.empty(), null).leftover();
  }

  /** What cannot be read now stays what it was, and is looked at again. */
  private Seen see(String name, Optional<FileLook> now, Seen before) {
    try {
      return new Seen(Leftover.of(inbox, name), now);
    } catch (IOException | InvalidPathException e) {
      LOG.debug("{} is left alone, and cannot be looked at", name, e);
      return new Seen(
          before == null ? Leftover.unknown(name) : before.leftover(), Optional.empty());
    }
  }

  private void tell(Seen before, Leftover now) {
    boolean heldKey = before != null && before.leftover().holdsPrivateKey();
    if (now.holdsPrivateKey() && !heldKey) {
      alarms.say(() -> LOG.warn("inbox: {}", now.alarm()));
    } else if (heldKey && !now.holdsPrivateKey()) {
      alarms.say(
          () ->
              LOG.info(
                  "inbox: {} holds no private key any more.", Printable.quotedName(now.name())));
    } else if (before == null) {
      notes.say(() -> LOG.info("Left alone in the inbox: {}.", now));
    }
  }
}
