package org.certdrop.web;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.status.Bulletin;
import org.certdrop.status.Unseen;
import org.certdrop.text.Problem;
import org.certdrop.trust.Readiness;

/** What needs a person: a card a party, first of all what belongs to none. */
final class NeedsSection {
  private static final int MOST = 50;

  private NeedsSection() {}

  static Html of(Bulletin bulletin, Filter filter, Optional<Session> session) {
    Html html = new Html();
    html.open("section", "aria-labelledby", "missing");
    html.element("h2", "What needs you", "id", "missing");
    List<NeedCard> cards = NeedCard.of(bulletin);
    boolean isKnown = bulletin.readiness().isPresent() && bulletin.status().registry().isPresent();
    if (cards.isEmpty()) {
      html.element("p", isKnown ? "Nothing." : "It is " + Unseen.UNKNOWN + ".", "class", "nothing");
    }
    if (cards.stream().anyMatch(NeedCard::waits)) {
      html.element(
          "p",
          "Call the site at a phone number that you already had, and compare the numbers; then "
              + (session.isPresent()
                  ? "open the party here, and type what the other one reads out."
                  : "type at the command line what the other one reads out."));
    }
    Excerpt<NeedCard> shown = Excerpt.of(cards, MOST, card -> card.isShown(filter));
    if (!shown.rows().isEmpty()) {
      html.open("ul", "class", "tiles");
      shown.rows().forEach(card -> html.add(card.html(session)));
      html.close("ul");
    }
    html.add(shown.rest());
    html.add(fold("strict", "Judged strictly, besides", besides(bulletin), filter));
    html.add(fold("notices", "Good to know", notices(bulletin), filter));
    return html.close("section");
  }

  private static List<Problem> notices(Bulletin bulletin) {
    return bulletin.readiness().map(Readiness::notices).orElse(List.of());
  }

  private static List<Problem> besides(Bulletin bulletin) {
    Set<Problem> known =
        new HashSet<>(bulletin.readiness().map(Readiness::shortcomings).orElse(List.of()));
    return bulletin.strict().map(Readiness::shortcomings).orElse(List.of()).stream()
        .filter(one -> !known.contains(one))
        .toList();
  }

  private static Html fold(String id, String heading, List<Problem> items, Filter filter) {
    if (items.isEmpty()) {
      return new Html();
    }
    Excerpt<Problem> shown =
        Excerpt.of(items, MOST, item -> filter.shows(item.message(), item.hint()));
    Html content = new Html();
    if (!shown.rows().isEmpty()) {
      content.open("ul", "class", "items");
      shown.rows().forEach(item -> content.open("li").add(lines(item)).close("li"));
      content.close("ul");
    }
    return Folded.of(
        id,
        new Html().inline("h3", heading).text(" (" + items.size() + ")"),
        content.add(shown.rest()),
        filter.isOn());
  }

  /** What it is, and what to do. */
  static Html lines(Problem item) {
    return new Html()
        .open("p")
        .add(PartyText.text(item.message()))
        .close("p")
        .open("p", "class", "hint")
        .add(PartyText.text(item.hint()))
        .close("p");
  }
}
