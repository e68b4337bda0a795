package org.certdrop.verdict;

import java.util.List;
import java.util.function.Supplier;
import org.certdrop.party.Component;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registry.Registry;
import org.certdrop.rules.Finding;
import org.certdrop.rules.Severity;
import org.certdrop.rules.Site;

/** A node of a star has one researcher; another one waits for the operator (SPEC section 12). */
final class SecondResearcherRule {
  private final Registry registry;
  private final Supplier<Site> site;

  /**
   * The rule of one registry.
   *
   * @param site where certificates are judged, as of now
   */
  SecondResearcherRule(Registry registry, Supplier<Site> site) {
    this.registry = registry;
    this.site = site;
  }

  /**
   * Why a party waits, if this is why; the same before and after a kill.
   *
   * @param outcome what became of its submission
   */
  List<Finding> reason(org.certdrop.registration.Effect outcome, PartyId party) {
    if (outcome != org.certdrop.registration.Effect.PENDING
        || !site.get().isNodeOfStar()
        || party.component() != Component.RESEARCHER) {
      return List.of();
    }
    return registry.view().active().stream()
        .map(Entry::party)
        .filter(other -> other.component() == Component.RESEARCHER)
        .filter(other -> !other.key().equals(party.key()))
        .limit(1)
        .map(other -> ConflictFindings.secondResearcher(party, other, Severity.WARN))
        .toList();
  }
}
