package org.certdrop.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.certdrop.home.Home;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/** Says of a party that is not registered here why: it was removed, or its files were refused. */
public final class Unregistered {
  /** So many refusals are looked through; what is older is forgotten by those who ask. */
  private static final int MOST = 50;

  private Unregistered() {}

  /**
   * A sentence on a party, and what to do.
   *
   * @param registry who is registered, and who was removed
   * @param party what was typed for its id
   * @throws IOException if what was refused cannot be read
   */
  public static <T> Parsed.Bad<T> sentence(Home home, RegistryView registry, String party)
      throws IOException {
    if (PartyId.isForm(party)) {
      Optional<Entry> removed = registry.removed(new PartyId(party));
      if (removed.isPresent()) {
        return new Parsed.Bad<>(
            removed.get().party() + " was removed here.",
            "To take it back with the key that it had, type: "
                + takeBack(home, removed.get())
                + " If its new certificate was refused key-change, type what the site reads out by"
                + " telephone: ./certdrop confirm "
                + removed.get().party()
                + " NUMBER --replace");
      }
    }
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

  /**
   * The command that takes a removed party back, and what follows from it; a full stop ends it.
   *
   * @param removed its last entry
   */
  public static String takeBack(Home home, Entry removed) {
    return "./certdrop register -pk FILE -pi "
        + removed.party()
        + removed
            .endpoint()
            .map(place -> " --ip " + place.ip() + " --port " + place.port())
            .orElse("")
        + " --upsert (FILE is its certificate"
        + (Files.isDirectory(home.accepted().resolve(removed.submission()))
            ? ", which lies in inbox/accepted/" + Printable.of(removed.submission())
            : "")
        + "). Then compare its number and confirm it again.";
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
        hint(verdict)
            + "The full verdict: inbox/refused/"
            + Printable.of(folder)
            + "/verdict.json");
  }

  /** What to do about the first finding that refuses. */
  private static String hint(JsonNode verdict) {
    for (JsonNode finding : verdict.path("findings")) {
      String hint = Printable.of(finding.path("hint").asText());
      if (finding.path("severity").asText().equals("refuse") && !hint.isEmpty()) {
        return hint + " ";
      }
    }
    return "";
  }
}
