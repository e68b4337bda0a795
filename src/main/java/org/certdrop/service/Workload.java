package org.certdrop.service;

import java.util.Map;
import org.certdrop.registry.Timing;
import org.certdrop.verdict.Tally;

/**
 * What a service has done since its start, and is about: known without a look at any file.
 *
 * @param verdicts how often each kind of verdict was given
 * @param inHand submissions that are claimed and have no verdict yet
 * @param faults faults of disk or system that last
 * @param journalLines lines of the journal
 * @param appends writes to the journal
 * @param pictures writes of registry.json
 */
public record Workload(
    Map<Tally.Kind, Long> verdicts,
    int inHand,
    int faults,
    long journalLines,
    Timing appends,
    Timing pictures) {
  /** Keeps a copy of the map. */
  public Workload {
    verdicts = Map.copyOf(verdicts);
  }
}
