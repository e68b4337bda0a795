package org.certdrop.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.certdrop.home.Home;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/** Says of a party that is not registered here what became of its files, if any were refused. */
public final class Unregistered {
  /** So many refusals are looked through; what is older is forgotten by those who ask. */
  private static final int MOST = 50;

  private Unregistered() {}

  /**
   * A sentence on a party, and what to do.
   *
   * @param party what was typed for its id
   * @throws IOException if what was refused cannot be read
   */
  public static <T> Parsed.Bad<T> sentence(Home home, String party) throws IOException {
    for (Path folder : RecentVerdicts.refused(home, MOST)) {
      Optional<JsonNode> verdict = RecentVerdicts.find(folder);
      if (verdict.filter(found -> isOf(party, found)).isPresent()) {
        return refused(party, verdict.get(), folder.getFileName().toString());
      }
    }
    String known = PartyId.isForm(party) ? party : Printable.quoted(party);
    return new Parsed.Bad<>(
        known + " is not known here: it is not registered, and does not wait.",
        "Look at the id with ./certdrop list, and at what became of its files with ./certdrop"
            + " status.");
  }

  private static boolean isOf(String party, JsonNode verdict) {
    return party.equalsIgnoreCase(verdict.path("party_id").asText());
  }

  private static <T> Parsed.Bad<T> refused(String party, JsonNode verdict, String folder) {
    return new Parsed.Bad<>(
        party
            + " is not registered: its files were refused, "
            + Printable.of(verdict.path("code").asText())
            + ", at "
            + Printable.of(verdict.path("decided_at").asText())
            + ".",
        "What to do: inbox/refused/" + Printable.of(folder) + "/verdict.json");
  }
}
