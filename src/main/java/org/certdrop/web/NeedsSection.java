package org.certdrop.web;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.certdrop.home.Faults;
import org.certdrop.status.Bulletin;
import org.certdrop.status.Unseen;
import org.certdrop.text.Problem;
import org.certdrop.trust.Readiness;

/** What needs a person: first of all what belongs to no party, then a card a party. */
final class NeedsSection {
  private static final int MOST = 50;

  private NeedsSection() {}

  static Html of(Bulletin bulletin, Filter filter, Optional<Session> session) {
    Html html = new Html();
    html.open("section", "aria-labelledby", "missing");
    html.element("h2", "What needs you", "id", "missing");
    List<NeedCard> cards = NeedCard.of(bulletin);
    boolean isKnown = bulletin.readiness().isPresent() && bulletin.status().registry().isPresent();
    List<Faults.Fault> notices = bulletin.status().notices();
    List<Problem> besides = besides(bulletin);
    if (cards.isEmpty() && notices.isEmpty() && besides.isEmpty()) {
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
    List<Faults.Fault> once =
        notices.stream().filter(one -> filter.shows(one.where(), one.message())).toList();
    if (!shown.rows().isEmpty() || !once.isEmpty()) {
      html.open("ul", "class", "tiles");
      once.forEach(notice -> html.add(once(notice, bulletin)));
      shown.rows().forEach(card -> html.add(card.html(session)));
      html.close("ul");
    }
    html.add(shown.rest());
    boolean isAlone = cards.isEmpty() && notices.isEmpty();
    html.add(
        fold(
            "strict",
            "Missing by the strict test",
            besides,
            filter,
            isAlone || filter.isOn(),
            item -> here(item, bulletin, session)));
    html.add(
        fold(
            "notices",
            "Good to know",
            known(bulletin),
            filter,
            filter.isOn(),
            item -> here(item, bulletin, session)));
    return html.close("section");
  }

  /**
   * What is to be done once, and certdrop cannot do: a node reads some files at its start alone.
   */
  private static Html once(Faults.Fault notice, Bulletin bulletin) {
    return new Html()
        .open("li")
        .open("h3")
        .add(Badge.FAIR.on(notice.where()))
        .close("h3")
        .open("p")
        .add(PartyText.text(notice.message()))
        .close("p")
        .open("p", "class", "hint")
        .add(Times.since(notice.since(), bulletin.at()))
        .close("p")
        .close("li");
  }

  private static List<Problem> known(Bulletin bulletin) {
    return bulletin.readiness().map(Readiness::notices).orElse(List.of());
  }

  private static List<Problem> besides(Bulletin bulletin) {
    Set<Problem> known =
        new HashSet<>(bulletin.readiness().map(Readiness::shortcomings).orElse(List.of()));
    return bulletin.strict().map(Readiness::shortcomings).orElse(List.of()).stream()
        .filter(one -> !known.contains(one))
        .toList();
  }

  private static Html fold(
      String id,
      String heading,
      List<Problem> items,
      Filter filter,
      boolean open,
      Function<Problem, Html> here) {
    if (items.isEmpty()) {
      return new Html();
    }
    Excerpt<Problem> shown =
        Excerpt.of(items, MOST, item -> filter.shows(item.message(), item.hint()));
    Html content = new Html();
    if (!shown.rows().isEmpty()) {
      content.open("ul", "class", "items");
      shown
          .rows()
          .forEach(item -> content.open("li").add(here.apply(item)).add(lines(item)).close("li"));
      content.close("ul");
    }
    return Folded.of(
        id,
        new Html().inline("h3", heading).text(" (" + items.size() + ")"),
        content.add(shown.rest()),
        open);
  }

  private static Html here(Problem item, Bulletin bulletin, Optional<Session> session) {
    return session.map(one -> OnThisPage.of(item, bulletin)).orElse(new Html());
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
