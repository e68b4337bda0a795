package org.certdrop.inbox;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.certdrop.home.Faults;
import org.certdrop.home.LineLimit;
import org.certdrop.text.Printable;

/**
 * Faults of single entries of the inbox. Anybody may put thousands there: the first are a fault
 * each, and all others one together.
 */
public final class EntryFaults {
  /** What stands before the name of an entry that cannot be looked at or read. */
  static final String READING = "inbox/";

  private static final int EACH = 10;

  /** No entry that certdrop looks at has this name: it is hidden. */
  private static final String OTHERS = "...";

  private final Faults faults;
  private final String prefix;
  private final LineLimit lines;
  private final Set<String> each = new HashSet<>();
  private final Set<String> others = new HashSet<>();

  /**
   * None yet.
   *
   * @param prefix what is said before a name
   * @param nanoTime a clock that never jumps, for what is said in the log
   */
  EntryFaults(Faults faults, String prefix, LongSupplier nanoTime) {
    this.faults = faults;
    this.prefix = prefix;
    this.lines = new LineLimit(nanoTime);
  }

  /** Notes that something fails with an entry. */
  void begin(String name, IOException cause) {
    if (each.contains(name) || each.size() < EACH) {
      each.add(name);
      others.remove(name);
      faults.begin(prefix + Printable.name(name), Faults.describe(cause), lines::say);
    } else {
      others.add(name); // counted when the look ends
    }
  }

  /** Notes that it works with an entry, or that the entry is gone. */
  void end(String name) {
    if (each.remove(name)) {
      faults.end(prefix + Printable.name(name), lines::say);
    } else if (others.remove(name)) {
      sum();
    }
  }

  /** Ends those of all entries but some. */
  void endAllBut(Set<String> names) {
    List.copyOf(each).stream().filter(name -> !names.contains(name)).forEach(this::end);
    others.retainAll(names);
    sum();
    lines.sum();
  }

  private void sum() {
    if (others.isEmpty()) {
      faults.end(prefix + OTHERS, lines::say);
    } else {
      faults.begin(prefix + OTHERS, more(others.size()), lines::say);
    }
  }

  private static String more(int count) {
    return "the same or the like with " + count + " more";
  }

  /** Adds entries that cannot be looked at, unless a running service has reported them already. */
  public static void add(
      Map<String, IOException> unreadable, List<Faults.Fault> faults, Instant now) {
    Map<String, IOException> unreported = new TreeMap<>(unreadable);
    unreported.keySet().removeIf(name -> isIn(faults, READING + Printable.name(name)));
    unreported.entrySet().stream()
        .limit(EACH)
        .map(
            one ->
                new Faults.Fault(
                    READING + Printable.name(one.getKey()), Faults.describe(one.getValue()), now))
        .forEach(faults::add);
    if (unreported.size() > EACH && !isIn(faults, READING + OTHERS)) {
      faults.add(new Faults.Fault(READING + OTHERS, more(unreported.size() - EACH), now));
    }
  }

  private static boolean isIn(List<Faults.Fault> faults, String where) {
    return faults.stream().anyMatch(fault -> fault.where().equals(where));
  }
}
