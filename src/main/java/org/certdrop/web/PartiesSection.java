package org.certdrop.web;

import java.util.List;
import org.certdrop.registration.Verified;
import org.certdrop.status.Bulletin;
import org.certdrop.trust.Labels;
import org.certdrop.trust.Readiness;

/** The matrix of {@code ready}. */
final class PartiesSection {
  private static final int MOST = 100;
  private static final String NOTHING = "\u2013";

  private PartiesSection() {}

  static Html of(Bulletin bulletin, Filter filter) {
    List<Readiness.Row> parties = bulletin.readiness().map(Readiness::parties).orElse(List.of());
    Html html = new Html();
    html.open("section", "aria-labelledby", "parties");
    html.element("h2", "Parties", "id", "parties");
    if (parties.isEmpty()) {
      return html.element("p", "None is known.", "class", "nothing").close("section");
    }
    Excerpt<Readiness.Row> shown =
        Excerpt.of(parties, MOST, row -> filter.shows(words(row, bulletin)));
    if (!shown.rows().isEmpty()) {
      Grid grid = new Grid("Party", "Registered", "Verified", "Expires", "Holds ours");
      shown.rows().forEach(row -> add(grid, row, bulletin));
      html.add(grid.html("Who is expected, and how far each is ready"));
    }
    return html.add(shown.rest()).close("section");
  }

  private static String[] words(Readiness.Row row, Bulletin bulletin) {
    return new String[] {
      row.party().value(), registered(row), verified(row), expires(row, bulletin), holdsOurs(row)
    };
  }

  private static void add(Grid grid, Readiness.Row row, Bulletin bulletin) {
    grid.add(
        new Html().inline("code", row.party().value()),
        (row.isUs() ? Badge.NONE : row.registered() ? Badge.GOOD : Badge.BAD).on(registered(row)),
        verifiedMark(row).on(verified(row)),
        row.notAfter()
            .map(end -> Expiries.mark(end, bulletin))
            .orElse(Badge.NONE)
            .on(expires(row, bulletin)),
        holdsMark(row).on(holdsOurs(row)));
  }

  private static String registered(Readiness.Row row) {
    return row.isUs() ? "us" : row.registered() ? "yes" : "no";
  }

  private static String verified(Readiness.Row row) {
    return row.verified().map(Labels::verified).orElse(NOTHING);
  }

  private static Badge verifiedMark(Readiness.Row row) {
    return row.verified()
        .map(method -> method == Verified.Method.NONE ? Badge.FAIR : Badge.GOOD)
        .orElse(Badge.NONE);
  }

  private static String expires(Readiness.Row row, Bulletin bulletin) {
    return row.notAfter().map(end -> Labels.expires(end, bulletin.at())).orElse(NOTHING);
  }

  private static String holdsOurs(Readiness.Row row) {
    return row.isUs() || !row.registered()
        ? NOTHING
        : row.holdsOurs().map(Readiness.Holding::toString).orElse("no");
  }

  private static Badge holdsMark(Readiness.Row row) {
    if (row.isUs() || !row.registered()) {
      return Badge.NONE;
    }
    return row.holdsOurs().filter(held -> held == Readiness.Holding.CURRENT).isPresent()
        ? Badge.GOOD
        : Badge.FAIR;
  }
}
