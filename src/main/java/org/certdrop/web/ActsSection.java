package org.certdrop.web;

import java.util.List;
import org.certdrop.registration.JournalLine;
import org.certdrop.status.Bulletin;

/** What people did last by hand. */
final class ActsSection {
  private ActsSection() {}

  /** The section; nothing if nobody did anything. */
  static Html of(Bulletin bulletin, Filter filter) {
    List<JournalLine> all = bulletin.status().acts();
    Html html = new Html();
    if (all.isEmpty()) {
      return html;
    }
    html.open("section", "aria-labelledby", "acts");
    html.element("h2", "Done by hand", "id", "acts");
    Excerpt<JournalLine> shown =
        Excerpt.of(all, all.size(), act -> filter.shows(act.party().value(), act.event().word()));
    if (!shown.rows().isEmpty()) {
      Grid grid = new Grid("Party", "Done", "Certificate", "When");
      for (JournalLine act : shown.rows()) {
        grid.add(
            PartyText.id(act.party().value()),
            new Html().text(act.event().word()),
            new Html().inline("code", act.sha256().brief() + "..."),
            Times.at(act.at()));
      }
      html.add(grid.html("The newest acts at the command line and on the page, newest first"));
    }
    return html.add(shown.rest()).close("section");
  }
}
