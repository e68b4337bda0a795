package org.certdrop.verdict;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.certdrop.rules.Code;
import org.certdrop.x509.Fingerprint;

/** How often each verdict was given since the start. */
public final class Tally {
  /**
   * A kind of verdict.
   *
   * @param outcome what was done
   * @param code why it was refused; empty unless it was
   */
  public record Kind(Outcome outcome, Optional<Code> code) {}

  private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();
  private final Set<Fingerprint> waiting = ConcurrentHashMap.newKeySet();

  public Tally() {}

  /** Counts one more. */
  public void add(Verdict verdict) {
    verdict
        .certificate()
        .filter(certificate -> verdict.outcome() == Outcome.PENDING)
        .ifPresent(waiting::add);
    counts
        .computeIfAbsent(new Kind(verdict.outcome(), verdict.code()), kind -> new LongAdder())
        .increment();
  }

  /** Such as {@code Handled 3 submissions: 2 registered, 1 refused.} */
  public String sentence() {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    counts().forEach((kind, count) -> outcomes.merge(kind.outcome(), count, Long::sum));
    long all = outcomes.values().stream().mapToLong(Long::longValue).sum();
    String each =
        outcomes.entrySet().stream()
            .map(one -> one.getValue() + " " + one.getKey() + certificates(one))
            .collect(Collectors.joining(", "));
    return all == 0
        ? "Nothing was waiting that could be handled."
        : "Handled " + all + (all == 1 ? " submission: " : " submissions: ") + each + ".";
  }

  /** One certificate may come in several drops, and is confirmed once. */
  private String certificates(Map.Entry<Outcome, Long> count) {
    int distinct = waiting.size();
    return count.getKey() != Outcome.PENDING || distinct == 0 || distinct >= count.getValue()
        ? ""
        : " (of " + distinct + (distinct == 1 ? " certificate)" : " certificates)");
  }

  /** How many verdicts were given. */
  public long all() {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** How many of them were refusals. */
  public long refused() {
    return counts().entrySet().stream()
        .filter(count -> count.getKey().outcome() == Outcome.REFUSED)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The kinds of verdict that were given, and how often. */
  public Map<Kind, Long> counts() {
    return counts.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, count -> count.getValue().sum()));
  }
}
