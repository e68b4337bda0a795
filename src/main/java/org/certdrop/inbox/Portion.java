package org.certdrop.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * As many of the names in a folder as memory has room for. Where there are more, it goes round: the
 * others follow at later looks, in an order that nobody outside of this process can foresee. Names
 * that belong together are in the same portion.
 */
final class Portion {
  /** What a name costs besides its characters, in octets, with all that is known of its file. */
  private static final int EACH = 600;

  private static final long FARTHEST = -1;

  private final long most;
  private final UnaryOperator<String> group;
  private final long seed;

  /** The groups of names, by their distance from where this portion begins. */
  private final TreeMap<Long, List<String>> names = new TreeMap<>(Long::compareUnsigned);

  private long start;
  private long held;
  private int total;

  /** The distance of the nearest group that is left out; meaningful if any is. */
  private long end;

  private boolean cut;

  /**
   * The first portion.
   *
   * @param most how many octets the names may take, each of them 600 besides its characters
   * @param group what the names have in common that belong together
   * @param seed decides on the order
   */
  Portion(long most, UnaryOperator<String> group, long seed) {
    this.most = most;
    this.group = group;
    this.seed = seed;
  }

  /** Everything, however much it is. */
  static Portion whole() {
    return new Portion(Long.MAX_VALUE, UnaryOperator.identity(), 0);
  }

  /** Forgets the names of the last listing; where it begins stays. */
  void begin() {
    names.clear();
    held = 0;
    total = 0;
    cut = false;
  }

  /** A name is listed. */
  void add(String name) {
    total++;
    long distance = hash(group.apply(name)) - start;
    if (cut && Long.compareUnsigned(distance, end) >= 0) {
      return;
    }
    names.computeIfAbsent(distance, far -> new ArrayList<>(1)).add(name);
    held += cost(name);
    while (held > most && names.size() > 1) {
      cut = true;
      end = names.lastKey();
      names.pollLastEntry().getValue().forEach(left -> held -= cost(left));
    }
    if (held > most) {
      leaveOutOfTheOnlyGroup(distance);
    }
  }

  private void leaveOutOfTheOnlyGroup(long distance) {
    List<String> only = names.firstEntry().getValue();
    held -= cost(only.remove(only.size() - 1));
    if (!cut) {
      end = distance == FARTHEST ? FARTHEST : distance + 1;
    }
    cut = true;
  }

  private static int cost(String name) {
    return name.length() + EACH;
  }

  /** Those that are in it. */
  List<String> names() {
    return names.values().stream().flatMap(List::stream).toList();
  }

  /** How many were listed that are not in it. */
  int more() {
    return total - names.values().stream().mapToInt(List::size).sum();
  }

  /** How many were listed. */
  int total() {
    return total;
  }

  /** The next listing begins with those that were left out. */
  void moveOn() {
    if (cut) {
      start += end;
    }
  }

  private long hash(String text) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return hash;
  }
}
