package org.certdrop.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certdrop.x509.Fingerprint;

/**
 * Documents of somebody else that would keep Fed-BioMed with mutual authentication from starting,
 * or from telling by a certificate who shows it (SPEC section 12).
 */
final class Intruders {
  private static final String SHARED =
      "one certificate under two ids lets neither of them be told from the other";

  private final ExportMode mode;
  private final Map<String, Fingerprint> exported = new HashMap<>();
  private final Map<Fingerprint, Set<String>> holders = new HashMap<>();
  private final Set<String> seen = new HashSet<>();

  private Intruders(ExportMode mode) {
    this.mode = mode;
  }

  /**
   * Finds them.
   *
   * @param documents all of a database
   * @param parties whom it is to hold
   * @param made which of the documents certdrop made
   * @return why each is in the way, in the order of the documents; none outside a star
   */
  static List<Change.InTheWay> among(
      List<PartyDocument> documents,
      List<ExportedParty> parties,
      MadeDocuments made,
      ExportMode mode) {
    if (!mode.isStar()) {
      return List.of();
    }
    Intruders intruders = new Intruders(mode);
    for (ExportedParty party : parties) {
      intruders.exported.put(party.id().key(), party.sha256());
      intruders.note(party.sha256(), party.id().key());
    }
    List<PartyDocument> foreign =
        documents.stream().filter(document -> !made.holds(document)).toList();
    if (mode.isNodeOfStar() && parties.isEmpty() && foreign.size() <= 1) {
      return List.of(); // on this one the node starts, and certdrop has none to put in its place
    }
    foreign.forEach(
        document ->
            document
                .fingerprint()
                .ifPresent(sha256 -> intruders.note(sha256, document.partyKey())));
    List<Change.InTheWay> found = new ArrayList<>();
    for (PartyDocument document : foreign) {
      intruders
          .reason(document)
          .ifPresent(why -> found.add(new Change.InTheWay(document.party(), document.id(), why)));
    }
    return found;
  }

  private void note(Fingerprint sha256, String party) {
    holders.computeIfAbsent(sha256, first -> new HashSet<>()).add(party);
  }

  private Optional<String> reason(PartyDocument document) {
    Optional<Fingerprint> sha256 = document.fingerprint();
    Fingerprint wanted = exported.get(document.partyKey());
    if (wanted != null && sha256.equals(Optional.of(wanted))) {
      if (mode.isNodeOfStar() && !seen.add(document.partyKey())) {
        return Optional.of("the same party stands there twice, and a node starts with one alone");
      }
      return holders.get(wanted).size() > 1 ? Optional.of(SHARED) : Optional.empty();
    }
    if (mode.isNodeOfStar()) {
      return Optional.of(
          "a node does not start with another certificate than its one researcher's");
    }
    if (document.componentId().isEmpty()) {
      return Optional.of("it lacks component_id, without which Fed-BioMed does not start");
    }
    if (sha256.isEmpty()) {
      return Optional.of("it holds no certificate that can be read");
    }
    return holders.get(sha256.get()).size() > 1 ? Optional.of(SHARED) : Optional.empty();
  }
}
