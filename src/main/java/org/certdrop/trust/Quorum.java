package org.certdrop.trust;

import java.util.Optional;
import org.certdrop.party.Component;
import org.certdrop.trust.Readiness.Shortcoming;

/** How many parties are fit for secure aggregation, where no roster says who must be. */
final class Quorum {
  private static final int RESEARCHERS = 1;
  private static final int NODES = 2;

  private int researchers;
  private int nodes;

  void count(Component component) {
    if (component == Component.RESEARCHER) {
      researchers++;
    } else {
      nodes++;
    }
  }

  /** What is missing; nothing if there are enough. */
  Optional<Shortcoming> shortcoming() {
    if (researchers >= RESEARCHERS && nodes >= NODES) {
      return Optional.empty();
    }
    return Optional.of(
        new Shortcoming(
            "Secure aggregation takes a researcher and two nodes; fit for it here are "
                + researchers
                + (researchers == 1 ? " researcher and " : " researchers and ")
                + nodes
                + (nodes == 1 ? " node" : " nodes")
                + ", this party counted.",
            "Drop the files of the missing parties into the inbox. To have them named here, list the"
                + " federation's parties in etc/roster.json."));
  }
}
