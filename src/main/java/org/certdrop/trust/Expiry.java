package org.certdrop.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.certdrop.registration.Entry;

/**
 * Which registered certificates have ended, and which soon will.
 *
 * @param expired those that have, the first to end first
 * @param expiring those that will, the next to end first
 */
public record Expiry(List<Entry> expired, List<Entry> expiring) {
  /** Keeps copies of the lists. */
  public Expiry {
    expired = List.copyOf(expired);
    expiring = List.copyOf(expiring);
  }

  /**
   * Looks at entries.
   *
   * @param at the time of the look
   * @param ahead how long before its end a certificate is warned about
   */
  public static Expiry of(Collection<Entry> entries, Instant at, Duration ahead) {
    Predicate<Entry> isOver = entry -> at.isAfter(entry.notAfter());
    Predicate<Entry> isSoonOver =
        entry -> Duration.between(at, entry.notAfter()).compareTo(ahead) < 0;
    return new Expiry(
        sorted(entries, isOver), sorted(entries, isSoonOver.and(Predicate.not(isOver))));
  }

  private static List<Entry> sorted(Collection<Entry> entries, Predicate<Entry> which) {
    return entries.stream().filter(which).sorted(Comparator.comparing(Entry::notAfter)).toList();
  }
}
