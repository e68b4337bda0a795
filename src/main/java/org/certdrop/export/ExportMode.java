package org.certdrop.export;

import java.util.Objects;
import org.certdrop.party.Component;
import org.certdrop.party.Topology;

/**
 * How a Fed-BioMed component uses its database, which decides who may stand in it.
 *
 * @param topology who must hold whose certificates
 * @param role what the component is
 * @param prune whether documents of somebody else are taken away that would keep Fed-BioMed from
 *     starting or from telling parties apart
 */
public record ExportMode(Topology topology, Component role, boolean prune) {
  /** A mesh, where each party may stand beside any other. */
  public static final ExportMode MESH = new ExportMode(Topology.MESH, Component.NODE, false);

  /** Nothing may be null. */
  public ExportMode {
    Objects.requireNonNull(topology);
    Objects.requireNonNull(role);
  }

  /** Whether the certificates open the channel between researcher and nodes. */
  boolean isStar() {
    return topology == Topology.STAR;
  }

  /** Whether it is a node of a star, which reads one certificate, once, at its start. */
  public boolean isNodeOfStar() {
    return isStar() && role == Component.NODE;
  }
}
