package org.certdrop.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.OptimizedFileFilter;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.certdrop.inbox.InboxGate;
import org.certdrop.inbox.ReadyDrop;

/**
 * An {@link InboxGate} as Camel asks it: the bean {@code gate} of {@code routes/claim.camel.yaml}.
 * Camel polls only if something is ready, and takes what the gate names: one file for a batch of
 * drops.
 */
public final class CamelGate extends DefaultPollingConsumerPollStrategy
    implements OptimizedFileFilter {
  /** The most drops in a batch. */
  private static final int MOST = 16;

  /** The most that their files have together, in octets; a larger drop goes alone. */
  private static final long OCTETS = 128 << 10;

  private final InboxGate gate;
  private final Runnable polled;

  /** The drops that may be taken, in batches; Camel polls the file that stands for the first. */
  private Map<String, List<String>> batches = Map.of();

  /**
   * A gate for Camel.
   *
   * @param polled hears of each poll
   */
  CamelGate(InboxGate gate, Runnable polled) {
    this.gate = gate;
    this.polled = polled;
  }

  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    polled.run();
    gate.look();
    batches = batches(gate.ready());
    return !batches.isEmpty();
  }

  private static Map<String, List<String>> batches(List<ReadyDrop> ready) {
    Map<String, List<String>> batches = new LinkedHashMap<>();
    List<String> batch = List.of();
    long octets = 0;
    for (ReadyDrop next : ready) {
      octets += next.octets();
      if (batch.isEmpty() || batch.size() == MOST || octets > OCTETS) {
        batch = new ArrayList<>();
        batches.put(next.drop().primary(), batch);
        octets = next.octets();
      }
      batch.add(next.drop().primary());
    }
    return batches;
  }

  /** What Camel may take now: each name stands for a batch. */
  List<String> names() {
    return List.copyOf(batches.keySet());
  }

  @Override
  public Boolean accept(String name) {
    return batches.containsKey(name);
  }

  /** The names that stand for the drops of a batch, once. */
  List<String> take(String name) {
    return Optional.ofNullable(batches.remove(name)).orElse(List.of());
  }
}
