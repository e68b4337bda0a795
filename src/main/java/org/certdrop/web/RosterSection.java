package org.certdrop.web;

import java.util.Optional;
import org.certdrop.home.Federation;
import org.certdrop.operator.Rosters;
import org.certdrop.party.Aliases;
import org.certdrop.status.Bulletin;
import org.certdrop.trust.Membership;
import org.certdrop.trust.Roster;

/** Who belongs to the federation, for a person who signed in and may change it. */
final class RosterSection {
  /** Where it is. */
  static final String PLACE = "/#roster";

  private static final int MOST = 100;

  private static final String DEFAULT_NAME = "federation";

  private RosterSection() {}

  static Html of(Bulletin bulletin, Session session) {
    Html html = new Html().open("section", "aria-labelledby", "roster");
    html.element("h2", "Roster", "id", "roster");
    Optional<Roster> roster = bulletin.membership().flatMap(Membership::roster);
    html.element("p", sentence(bulletin, roster));
    session.proposal().ifPresent(seen -> html.add(proposal(seen, session)));
    roster.ifPresent(
        list ->
            html.add(fold("on-roster", "Who is on it", who(list, bulletin.status().aliases()))));
    String name = roster.map(Roster::federation).orElse(DEFAULT_NAME);
    return html.add(fold("change-roster", "Make a roster, or bring one in", change(name, session)))
        .close("section");
  }

  private static Html fold(String id, String title, Html content) {
    return Folded.of(id, new Html().text(title), content, false);
  }

  private static String sentence(Bulletin bulletin, Optional<Roster> roster) {
    if (bulletin.membership().isEmpty()) {
      return "One of the lists in etc cannot be used, and nobody can register; the faults say why.";
    }
    if (roster.isPresent()) {
      int parties = roster.get().places().size();
      return "The roster of \""
          + VerdictFields.cut(roster.get().federation(), 100)
          + "\" names "
          + (parties == 1 ? "1 party" : parties + " parties")
          + ": nobody else may register, and the experiment waits for all whom this party must"
          + " hold.";
    }
    return "There is none: everybody may register, and an experiment takes "
        + bulletin.status().federation().map(Federation::quorum).orElse("those who are registered")
        + ".";
  }

  private static Html who(Roster roster, Aliases aliases) {
    Html html = new Html().open("ul", "class", "items");
    roster.places().stream()
        .limit(MOST)
        .forEach(
            place -> {
              html.open("li").add(PartyText.of(place.party(), aliases));
              place
                  .sha256()
                  .ifPresent(
                      sha256 -> html.text(" with ").add(OwnSection.fingerprint(sha256.toString())));
              html.close("li");
            });
    html.close("ul");
    int more = roster.places().size() - MOST;
    return more > 0 ? html.element("p", "And " + more + " more.", "class", "rest") : html;
  }

  private static Html proposal(Rosters.Proposal seen, Session session) {
    Html html = new Html().open("div", "class", "note");
    html.element("h3", "What the roster that you chose changes");
    html.open("ul");
    seen.changes().forEach(change -> html.open("li").add(PartyText.text(change)).close("li"));
    html.close("ul");
    return html.add(Forms.putRoster(seen.digest(), session))
        .add(Forms.leaveRoster(session))
        .close("div");
  }

  private static Html change(String name, Session session) {
    return new Html()
        .element(
            "p",
            "Every site needs the same roster. One person makes it where all parties are registered,"
                + " mails it to the others, and each brings the same file in, here as well.")
        .add(Forms.makeRoster(name))
        .add(Forms.lookAtRoster(session));
  }
}
