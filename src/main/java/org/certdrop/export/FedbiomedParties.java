package org.certdrop.export;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.certdrop.party.Component;

/** The parties that a Fed-BioMed component is to hold, by its federation's topology. */
public final class FedbiomedParties {
  private FedbiomedParties() {}

  /**
   * Those of the parties that may be exported: in a mesh all; in a star those of the other kind
   * whose certificates have not ended, of which a node has one.
   *
   * @param exportable who may be exported
   * @param mode how the component uses its database
   * @param now when to judge
   * @throws ExportException if a node would get two researchers
   */
  public static List<ExportedParty> of(List<ExportedParty> exportable, ExportMode mode, Instant now)
      throws ExportException {
    if (!mode.isStar()) {
      return exportable;
    }
    Component wanted = mode.role() == Component.NODE ? Component.RESEARCHER : Component.NODE;
    List<ExportedParty> parties =
        exportable.stream()
            .filter(party -> party.id().component() == wanted)
            .filter(party -> !now.isAfter(party.notAfter()))
            .toList();
    if (mode.isNodeOfStar() && parties.size() > 1) {
      throw new ExportException(
          "Several researchers are registered here: "
              + parties.stream().map(party -> party.id().value()).collect(Collectors.joining(", "))
              + ". Fed-BioMed's node starts with one alone; nobody was added. Keep the one that"
              + " this node belongs to, and remove each other one: ./certdrop delete ID");
    }
    return parties;
  }
}
