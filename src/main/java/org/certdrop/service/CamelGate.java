package org.certdrop.service;

import java.util.List;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.OptimizedFileFilter;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.certdrop.inbox.InboxGate;

/**
 * An {@link InboxGate} as Camel asks it: the bean {@code gate} of {@code routes/claim.camel.yaml}.
 * Camel polls only if something is ready, and takes what the gate names.
 */
public final class CamelGate extends DefaultPollingConsumerPollStrategy
    implements OptimizedFileFilter {
  private final InboxGate gate;
  private final Runnable polled;

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
    return gate.look();
  }

  /** What may be taken now. */
  List<String> names() {
    return gate.ready();
  }

  @Override
  public Boolean accept(String name) {
    return gate.accepts(name);
  }
}
