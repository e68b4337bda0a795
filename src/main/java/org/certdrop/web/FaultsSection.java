package org.certdrop.web;

import java.util.List;
import org.certdrop.home.Faults;
import org.certdrop.status.Bulletin;

/** What does not work, and which certificates end soon. */
final class FaultsSection {
  private static final int MOST = 50;

  private FaultsSection() {}

  static Html of(Bulletin bulletin, Filter filter) {
    List<Faults.Fault> faults = bulletin.status().faults();
    List<Faults.Fault> warnings = bulletin.status().warnings();
    Html html = new Html();
    if (faults.isEmpty() && warnings.isEmpty()) {
      return html;
    }
    html.open("section", "aria-labelledby", "faults");
    html.element("h2", "Faults and warnings", "id", "faults");
    html.add(list("What does not work", Badge.BAD, faults, bulletin, filter));
    html.add(list("What needs care soon", Badge.FAIR, warnings, bulletin, filter));
    return html.close("section");
  }

  private static Html list(
      String caption, Badge mark, List<Faults.Fault> faults, Bulletin bulletin, Filter filter) {
    if (faults.isEmpty()) {
      return new Html();
    }
    Excerpt<Faults.Fault> shown =
        Excerpt.of(faults, MOST, fault -> filter.shows(fault.where(), fault.message()));
    Html html = new Html();
    if (!shown.rows().isEmpty()) {
      Grid grid = new Grid("Where", "What", "Since");
      for (Faults.Fault fault : shown.rows()) {
        grid.add(
            mark.on(fault.where()),
            PartyText.text(fault.message()),
            Times.since(fault.since(), bulletin.at()));
      }
      html.add(grid.html(caption));
    }
    return html.add(shown.rest());
  }
}
