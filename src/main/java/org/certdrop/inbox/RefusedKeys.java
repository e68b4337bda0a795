package org.certdrop.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.certdrop.home.Home;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.rules.Code;
import org.certdrop.text.Printable;
import org.certdrop.x509.Fingerprint;

/** Finds new keys of a party that were refused: a person who compares numbers must know of them. */
public final class RefusedKeys {
  /** So many refusals are looked through, as {@link Unregistered} does. */
  private static final int MOST = 50;

  private RefusedKeys() {}

  /**
   * The fingerprints of the certificates that are no new key of a party: its own, and those that
   * counted before it.
   */
  public static Stream<String> known(Entry entry) {
    return Stream.of(List.of(entry.sha256()), entry.rotatedFrom(), entry.givenUp().certificates())
        .flatMap(List::stream)
        .map(Fingerprint::toString);
  }

  /**
   * A sentence on the newest of them, and what to do.
   *
   * @param party the party's id, in any letter case
   * @param known the fingerprints of its certificates that are registered or wait
   * @return empty if none was refused, or all of them are known by now
   * @throws IOException if what was refused cannot be read
   */
  public static Optional<String> sentence(Home home, PartyId party, Set<String> known)
      throws IOException {
    return refusals(home, party).stream()
        .filter(verdict -> Code.KEY_CHANGE.toString().equals(text(verdict, "code")))
        .filter(verdict -> !known.contains(text(verdict, "sha256")))
        .findFirst()
        .map(verdict -> sentence(party, verdict, text(verdict, "submission")));
  }

  /** The verdicts on what was refused of a party, of the newest refusals, newest first. */
  private static List<JsonNode> refusals(Home home, PartyId party) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (Path folder : RecentVerdicts.refused(home, MOST)) {
      RecentVerdicts.find(folder)
          .filter(verdict -> party.value().equalsIgnoreCase(text(verdict, "party_id")))
          .ifPresent(found::add);
    }
    return found;
  }

  /** The number of what was refused is not shown: a person who copies it has compared nothing. */
  private static String sentence(PartyId party, JsonNode verdict, String folder) {
    return "Another certificate came here for "
        + party
        + " at "
        + Printable.of(text(verdict, "decided_at"))
        + " and was refused, "
        + Code.KEY_CHANGE
        + " (inbox/refused/"
        + Printable.of(folder)
        + "). If the other screen shows other digits for "
        + party
        + ", and that site did change its key, type what the person reads out: ./certdrop confirm "
        + party
        + " NUMBER --replace";
  }

  private static String text(JsonNode verdict, String field) {
    return verdict.path(field).asText();
  }
}
