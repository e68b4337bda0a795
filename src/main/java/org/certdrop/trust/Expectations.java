package org.certdrop.trust;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.certdrop.party.Component;
import org.certdrop.party.PartyId;
import org.certdrop.party.Topology;
import org.certdrop.registration.Entry;
import org.certdrop.text.Problem;

/**
 * Whom this party must hold before an experiment, and what else must be true of them.
 *
 * @param topology who must hold whose certificates
 * @param component what this party is
 * @param verified whether a party counts only once a person made sure of its certificate, since it
 *     is not exported before
 * @param objections what speaks against a registered party's certificate by the rules of now
 * @param ourFaults what makes the others refuse our own certificate
 * @param ourNotices what else is worth knowing of it
 */
public record Expectations(
    Topology topology,
    Component component,
    boolean verified,
    Function<Entry, List<Problem>> objections,
    List<Problem> ourFaults,
    List<Problem> ourNotices) {
  /** Those of a mesh: each party counts. */
  public static final Expectations MESH =
      new Expectations(
          Topology.MESH, Component.NODE, false, entry -> List.of(), List.of(), List.of());

  /** Keeps copies of the lists; nothing may be null. */
  public Expectations {
    Objects.requireNonNull(topology);
    Objects.requireNonNull(component);
    Objects.requireNonNull(objections);
    ourFaults = List.copyOf(ourFaults);
    ourNotices = List.copyOf(ourNotices);
  }

  boolean isStar() {
    return topology == Topology.STAR;
  }

  /** Whether it is a node of a star, which needs its one researcher alone. */
  boolean isNodeOfStar() {
    return isStar() && component == Component.NODE;
  }

  /** Whether a party is one that this one must hold: in a star one of the other kind. */
  boolean counts(PartyId party) {
    return !isStar() || party.component() != component;
  }
}
