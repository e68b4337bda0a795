package org.certdrop.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certdrop.home.TypedCommands;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.PartyId;
import org.certdrop.status.Bulletin;

/** The page: what a service says of itself, for people. */
final class Page {
  private static final String READ_ONLY =
      "Nothing can be changed on this page: that is done at the command line, and by dropping files.";

  private static final String SIGN_IN =
      "To act on this page, sign in: ./certdrop page prints the address for that.";

  private final Frame frame = new Frame("page.html");
  private final TypedCommands typed;
  private final String foot;

  /**
   * The page of a home, by how its commands are typed.
   *
   * @param acts whether a person who signs in can act on it
   */
  Page(TypedCommands typed, boolean acts) {
    this.foot = acts ? SIGN_IN : READ_ONLY;
    this.typed = typed.as(text -> new Html().text(text).toString());
  }

  /**
   * The page with the rows that a filter lets through.
   *
   * @param session that of the person who asks; without it, nothing can be done on the page
   */
  String of(Bulletin bulletin, Filter filter, Optional<Session> session) {
    return fill(
        bulletin,
        session,
        Map.of(
            "search", search(filter),
            "desk", session.map(Page::desk).orElse(new Html()),
            "main", main(bulletin, filter, session),
            "below", new Html()));
  }

  /**
   * The page of one party, for a person who signed in; what is to be done there comes first.
   *
   * @param refusals the verdicts that refused something of the party lately, newest first
   */
  String of(Bulletin bulletin, PartyId party, List<JsonNode> refusals, Session session) {
    return fill(
        bulletin,
        Optional.of(session),
        Map.of(
            "search",
            new Html(),
            "desk",
            new Html(),
            "main",
            PartyPage.of(party, bulletin, refusals, session),
            "below",
            desk(session)));
  }

  private String fill(Bulletin bulletin, Optional<Session> session, Map<String, Html> pieces) {
    String own =
        bulletin.status().own().map(OwnParty::id).map(PartyId::value).orElse("no party yet");
    boolean open = session.filter(one -> SaidSection.isOpen(one, bulletin)).isPresent();
    Map<String, Html> all = new HashMap<>(pieces);
    all.put("own", new Html().text(own));
    all.put("who", PartyText.text(own));
    all.put("answer", new Html().text(answer(bulletin)));
    all.put("again", open ? again() : new Html());
    all.put("said", session.map(one -> SaidSection.of(one, bulletin)).orElse(new Html()));
    all.put("foot", new Html().text(session.isPresent() ? "" : foot));
    return typed.complete(frame.fill(all));
  }

  /** For a browser without JavaScript, while a dropped file has no verdict. */
  private static Html again() {
    return new Html()
        .open("noscript")
        .open("meta", "http-equiv", "refresh", "content", "2")
        .end("noscript");
  }

  private static Html desk(Session session) {
    return new Html()
        .open("section", "class", "desk", "aria-label", "What you can do here")
        .add(Forms.drop(session))
        .open("div", "class", "person")
        .element("p", "You are signed in as " + session.name() + ".", "class", "hint")
        .add(Forms.signOut(session))
        .close("div")
        .close("section");
  }

  /** For the title, which is all that shows of a page among others. */
  private static String answer(Bulletin bulletin) {
    return bulletin
        .readiness()
        .map(readiness -> readiness.isReady() ? "Ready" : "Not ready")
        .orElse("Unknown");
  }

  private static Html search(Filter filter) {
    return new Html()
        .open("form", "role", "search", "method", "get", "action", "/")
        .element("label", "Filter", "for", "filter")
        .open("span", "class", "field")
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
            filter.text())
        .element("button", "Filter", "type", "submit")
        .end("span")
        .close("form");
  }

  private static Html main(Bulletin bulletin, Filter filter, Optional<Session> session) {
    Html html = new Html();
    html.open("p", "class", "as-of").text("As of ").add(Times.at(bulletin.at()));
    if (filter.isOn()) {
      html.text(", filtered by ").inline("strong", filter.text()).text(": ");
      html.inline("a", "show all", "href", "/", "id", "show-all");
    }
    html.close("p");
    html.open("div", "class", "cards");
    html.add(AnswerSection.of(bulletin)).add(OwnSection.of(bulletin, session)).close("div");
    return html.add(FaultsSection.of(bulletin, filter))
        .add(NeedsSection.of(bulletin, filter, session))
        .add(session.map(one -> RosterSection.of(bulletin, one)).orElse(new Html()))
        .add(PartiesSection.of(bulletin, filter, session))
        .add(WaitingSection.of(bulletin, filter, session))
        .add(RefusalsSection.of(bulletin, filter, session))
        .add(DecidedSection.of(bulletin, filter, session))
        .add(ActsSection.of(bulletin, filter, session));
  }
}
