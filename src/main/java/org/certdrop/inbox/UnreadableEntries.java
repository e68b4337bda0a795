package org.certdrop.inbox;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.certdrop.home.Faults;
import org.certdrop.text.Printable;

/**
 * Entries of the inbox that the machine cannot look at: each is a fault, and keeps no other back.
 */
public final class UnreadableEntries {
  private final Faults faults;
  private Set<String> known = Set.of();

  UnreadableEntries(Faults faults) {
    this.faults = faults;
  }

  /** Reports those of the latest look, and that the others work again. */
  void note(Map<String, IOException> now) {
    known.stream().filter(name -> !now.containsKey(name)).forEach(name -> faults.end(where(name)));
    now.forEach((name, cause) -> faults.begin(where(name), cause));
    known = Set.copyOf(now.keySet());
  }

  /** Adds those that a running service has not reported already. */
  public static void add(
      Map<String, IOException> unreadable, List<Faults.Fault> faults, Instant now) {
    unreadable.forEach(
        (name, cause) -> {
          if (faults.stream().noneMatch(fault -> fault.where().equals(where(name)))) {
            faults.add(new Faults.Fault(where(name), Faults.describe(cause), now));
          }
        });
  }

  private static String where(String name) {
    return "inbox/" + Printable.of(name);
  }
}
