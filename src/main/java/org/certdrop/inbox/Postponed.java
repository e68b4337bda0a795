package org.certdrop.inbox;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.certdrop.home.Faults;

/** Drops that could not be moved out of the inbox: each is a fault, and left alone for a while. */
final class Postponed {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final EntryFaults faults;
  private final Map<String, Long> notBefore = new HashMap<>();

  Postponed(Faults faults, LongSupplier nanoTime) {
    this.faults = new EntryFaults(faults, "moving inbox/", nanoTime);
  }

  void add(String primaryName, long now, IOException cause) {
    notBefore.put(primaryName, now + PAUSE.toNanos());
    faults.begin(primaryName, cause);
  }

  boolean holds(String primaryName, long now) {
    Long end = notBefore.get(primaryName);
    return end != null && now - end < 0;
  }

  void remove(String primaryName) {
    if (notBefore.remove(primaryName) != null) {
      faults.end(primaryName);
    }
  }

  /** What is no longer in the inbox needs no moving. */
  void forgetAllBut(Set<String> names) {
    List.copyOf(notBefore.keySet()).stream()
        .filter(name -> !names.contains(name))
        .forEach(this::remove);
    faults.endAllBut(notBefore.keySet());
  }
}
