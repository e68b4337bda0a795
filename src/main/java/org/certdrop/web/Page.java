package org.certdrop.web;

import java.util.Map;
import org.certdrop.home.TypedCommands;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.PartyId;
import org.certdrop.status.Bulletin;

/** The page: what a service says of itself, for people. */
final class Page {
  private final Frame frame = new Frame();
  private final TypedCommands typed;

  /** The page of a home, by how its commands are typed. */
  Page(TypedCommands typed) {
    this.typed = new TypedCommands(new Html().text(typed.option()).toString());
  }

  /** The page with the rows that a filter lets through. */
  String of(Bulletin bulletin, Filter filter) {
    String own =
        bulletin.status().own().map(OwnParty::id).map(PartyId::value).orElse("no party yet");
    return typed.complete(
        frame.fill(
            Map.of(
                "own", new Html().text(own),
                "who", PartyText.text(own),
                "answer", new Html().text(answer(bulletin)),
                "filter", field(filter),
                "main", main(bulletin, filter))));
  }

  /** For the title, which is all that shows of a page among others. */
  private static String answer(Bulletin bulletin) {
    return bulletin
        .readiness()
        .map(readiness -> readiness.isReady() ? "Ready" : "Not ready")
        .orElse("Unknown");
  }

  private static Html field(Filter filter) {
    return new Html()
        .open(
            "input",
            "id",
            "filter",
            "name",
            "filter",
            "type",
            "search",
            "maxlength",
            "100",
            "autocomplete",
            "off",
            "spellcheck",
            "false",
            "value",
            filter.text());
  }

  private static Html main(Bulletin bulletin, Filter filter) {
    Html html = new Html();
    html.open("p", "class", "as-of").text("As of ").add(Times.at(bulletin.at()));
    if (filter.isOn()) {
      html.text(", filtered by ").inline("strong", filter.text()).text(": ");
      html.inline("a", "show all", "href", "/", "id", "show-all");
    }
    html.close("p");
    html.open("div", "class", "cards");
    html.add(AnswerSection.of(bulletin)).add(OwnSection.of(bulletin)).close("div");
    return html.add(FaultsSection.of(bulletin, filter))
        .add(NeedsSection.of(bulletin, filter))
        .add(PartiesSection.of(bulletin, filter))
        .add(WaitingSection.of(bulletin, filter))
        .add(RefusalsSection.of(bulletin, filter))
        .add(DecidedSection.of(bulletin, filter))
        .add(ActsSection.of(bulletin, filter));
  }
}
