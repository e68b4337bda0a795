package org.certdrop.rules;

import java.util.Objects;
import java.util.Optional;
import org.certdrop.party.Component;
import org.certdrop.party.Topology;

/**
 * Where a certificate is judged.
 *
 * @param topology who must hold whose certificates
 * @param component what the party is that judges
 * @param researcherHost where this node's configuration says that its researcher is; empty where
 *     nothing says so
 */
public record Site(Topology topology, Component component, Optional<String> researcherHost) {
  /** A mesh, where nothing depends on who judges. */
  public static final Site MESH = new Site(Topology.MESH, Component.NODE, Optional.empty());

  /** Nothing may be null. */
  public Site {
    Objects.requireNonNull(topology);
    Objects.requireNonNull(component);
    Objects.requireNonNull(researcherHost);
  }

  /** Whether certificates open the channel between researcher and nodes. */
  boolean isStar() {
    return topology == Topology.STAR;
  }

  /** Whether it is a node of a star, which trusts one researcher alone. */
  public boolean isNodeOfStar() {
    return isStar() && component == Component.NODE;
  }
}
