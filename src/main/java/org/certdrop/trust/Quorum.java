package org.certdrop.trust;

import java.util.Optional;
import org.certdrop.party.Component;
import org.certdrop.text.Problem;

/** How many parties are fit for an experiment, where no roster says who must be. */
final class Quorum {
  private static final int RESEARCHERS = 1;
  private static final int NODES = 2;

  private final Expectations expectations;
  private int researchers;
  private int nodes;
  private boolean called;

  Quorum(Expectations expectations) {
    this.expectations = expectations;
  }

  /** A party of the other kind is there, fit or not: what it lacks is said of it by name. */
  void call() {
    called = true;
  }

  void count(Component component) {
    if (component == Component.RESEARCHER) {
      researchers++;
    } else {
      nodes++;
    }
  }

  /** What is missing, or too much; nothing if there are enough. */
  Optional<Problem> shortcoming() {
    return expectations.isStar() ? ofStar() : ofMesh();
  }

  private Optional<Problem> ofStar() {
    if (expectations.isNodeOfStar()) {
      return researchers > 1
          ? Optional.of(
              new Problem(
                  researchers
                      + " researchers are registered here, and a node starts with one alone.",
                  "Keep the one that this node belongs to, and remove each other one:"
                      + " ./certdrop delete ID"))
          : lacking("its researcher");
    }
    return lacking("a node");
  }

  private Optional<Problem> lacking(String whom) {
    return called
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "This party lacks " + whom + ": none is registered here.",
                "Ask the site for what lies in its outbox/registration, or for what Fed-BioMed's"
                    + " registration-instructions print there; drop that into the inbox, and confirm"
                    + " its number."));
  }

  private Optional<Problem> ofMesh() {
    if (researchers >= RESEARCHERS && nodes >= NODES) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            "Secure aggregation takes a researcher and two nodes; known and fit here are "
                + researchers
                + (researchers == 1 ? " researcher and " : " researchers and ")
                + nodes
                + (nodes == 1 ? " node" : " nodes")
                + ", this party included.",
            "Drop the files of the missing parties into the inbox. To have them named here, list the"
                + " federation's parties in etc/roster.json."));
  }
}
