package org.certdrop.web;

import java.util.List;
import java.util.Optional;
import org.certdrop.party.Aliases;
import org.certdrop.status.Bulletin;
import org.certdrop.status.DoneByHand;
import org.certdrop.text.Printable;

/** What people did last by hand. */
final class ActsSection {
  private static final int MOST_LETTERS = 200;

  private ActsSection() {}

  /** The section; nothing if nobody did anything. */
  static Html of(Bulletin bulletin, Filter filter, Optional<Session> session) {
    List<DoneByHand> all = bulletin.status().done();
    Aliases aliases = bulletin.status().aliases();
    Html html = new Html();
    if (all.isEmpty()) {
      return html;
    }
    html.open("section", "aria-labelledby", "acts");
    html.element("h2", "Done by hand", "id", "acts");
    Excerpt<DoneByHand> shown =
        Excerpt.of(
            all,
            all.size(),
            act ->
                filter.shows(
                    act.party().map(aliases::beside).orElse(""), act.what(), act.by().orElse("")));
    if (!shown.rows().isEmpty()) {
      Grid grid = new Grid("Party", "Done", "By", "Certificate", "When");
      for (DoneByHand act : shown.rows()) {
        grid.add(
            act.party()
                .map(party -> PartyText.of(party, aliases, session))
                .orElse(new Html().text("this party")),
            new Html().text(VerdictFields.cut(act.what(), MOST_LETTERS)),
            or(act.by().map(name -> new Html().text(Printable.of(name)))),
            or(act.certificate().map(it -> new Html().inline("code", it.brief() + "..."))),
            Times.at(act.at()));
      }
      html.add(grid.html("The newest acts at the command line and on the page, newest first"));
    }
    return html.add(shown.rest()).close("section");
  }

  private static Html or(Optional<Html> known) {
    return known.orElse(new Html().inline("span", "\u2013", "class", "none"));
  }
}
