package org.certdrop.trust;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.certdrop.party.Aliases;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.text.Printable;
import org.certdrop.trust.Roster.Place;
import org.certdrop.x509.Fingerprint;

/**
 * What a roster changes that takes the place of another one.
 *
 * @param before the roster until now; empty if there is none, or it cannot be used
 * @param after the roster from then on
 * @param registered the certificates registered here
 * @param us this party
 * @param ours its certificate
 */
public record RosterChange(
    Optional<Roster> before, Roster after, List<Entry> registered, PartyId us, Fingerprint ours) {
  private static final int MOST_NAMED = 10;

  /** Keeps a copy of the list. */
  public RosterChange {
    registered = List.copyOf(registered);
  }

  /**
   * One sentence for each thing that changes.
   *
   * @param aliases what the parties are called here
   */
  public List<String> sentences(Aliases aliases) {
    List<String> said = new ArrayList<>();
    said.add(federation());
    Collection<Place> old = before.map(Roster::places).orElse(List.of());
    name(said, "Added", ids(after.places(), place -> !isOn(before, place.party())), aliases);
    name(said, "Removed", ids(old, place -> after.place(place.party()).isEmpty()), aliases);
    name(
        said,
        "With another certificate demanded than before",
        ids(after.places(), this::isPinnedOtherwise),
        aliases);
    if (said.size() == 1 && before.isPresent()) {
      said.add("The parties and their certificates stay the same.");
    }
    off(aliases).ifPresent(said::add);
    ourselves().ifPresent(said::add);
    return said;
  }

  private String federation() {
    String now = Printable.quoted(after.federation());
    String number = after.places().size() == 1 ? "1 party" : after.places().size() + " parties";
    return before
        .map(Roster::federation)
        .filter(name -> !name.equals(after.federation()))
        .map(name -> "The federation's name was " + Printable.quoted(name) + ", and is then " + now)
        .orElse("The federation is " + now)
        .concat("; " + number + " may register.");
  }

  private static boolean isOn(Optional<Roster> roster, PartyId party) {
    return roster.flatMap(list -> list.place(party)).isPresent();
  }

  private boolean isPinnedOtherwise(Place place) {
    return before
        .flatMap(list -> list.place(place.party()))
        .filter(old -> !old.sha256().equals(place.sha256()))
        .isPresent();
  }

  private static List<PartyId> ids(Collection<Place> places, Predicate<Place> which) {
    return places.stream().filter(which).map(Place::party).toList();
  }

  private static void name(List<String> said, String what, List<PartyId> ids, Aliases aliases) {
    if (!ids.isEmpty()) {
      said.add(what + ": " + named(ids, aliases) + ".");
    }
  }

  private static String named(List<PartyId> ids, Aliases aliases) {
    int more = ids.size() - MOST_NAMED;
    return ids.stream().limit(MOST_NAMED).map(aliases::beside).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** Who is registered without the right to be: SPEC section 9. */
  private Optional<String> off(Aliases aliases) {
    List<PartyId> off =
        registered.stream()
            .filter(entry -> !after.admits(entry.party(), entry.sha256()))
            .map(Entry::party)
            .toList();
    return off.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Registered here, but then not on the roster with the registered certificate: "
                + named(off, aliases)
                + ". certdrop still knows them, but no longer gives them to Fed-BioMed, refuses"
                + " what they drop, and says \"not ready\" until they are removed or on the"
                + " roster.");
  }

  private Optional<String> ourselves() {
    if (after.admits(us, ours)) {
      return Optional.empty();
    }
    return Optional.of(
        after.place(us).isPresent()
            ? "It demands another certificate of this party, "
                + us
                + ", than its own: it is not ready then, and the other sites refuse ours."
            : "This party, "
                + us
                + ", is not on it: the other sites that have this roster refuse ours.");
  }
}
