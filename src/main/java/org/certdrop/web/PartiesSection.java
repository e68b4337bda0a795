package org.certdrop.web;

import java.util.List;
import java.util.Optional;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.Endpoint;
import org.certdrop.registration.Entry;
import org.certdrop.registration.Verified;
import org.certdrop.status.Bulletin;
import org.certdrop.trust.Labels;
import org.certdrop.trust.Readiness;

/** The matrix of {@code ready}. */
final class PartiesSection {
  private static final int MOST = 100;
  private static final String NOTHING = "\u2013";

  private PartiesSection() {}

  static Html of(Bulletin bulletin, Filter filter, Optional<Session> session) {
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
      Grid grid =
          new Grid(
              "Party", "Registered", "Verified", "Expires", "Holds ours", "Address", "Fingerprint");
      shown.rows().forEach(row -> add(grid, row, bulletin, session));
      html.add(grid.html("Who is expected, and how far each is ready"));
    }
    return html.add(shown.rest()).close("section");
  }

  private static String[] words(Readiness.Row row, Bulletin bulletin) {
    return new String[] {
      bulletin.status().aliases().beside(row.party()),
      registered(row),
      verified(row),
      expires(row, bulletin),
      holdsOurs(row),
      address(row, bulletin),
      fingerprint(row, bulletin)
    };
  }

  private static void add(
      Grid grid, Readiness.Row row, Bulletin bulletin, Optional<Session> session) {
    grid.add(
        PartyText.of(row.party(), bulletin.status().aliases(), session.filter(one -> !row.isUs())),
        (row.isUs() ? Badge.NONE : row.registered() ? Badge.GOOD : Badge.BAD).on(registered(row)),
        shown(verified(row), verifiedMark(row).on(verified(row))),
        shown(
            expires(row, bulletin),
            row.notAfter()
                .map(end -> Expiries.mark(end, bulletin))
                .orElse(Badge.NONE)
                .on(expires(row, bulletin))),
        shown(holdsOurs(row), holdsMark(row).on(holdsOurs(row))),
        place(address(row, bulletin)),
        shown(fingerprint(row, bulletin), new Html().inline("code", fingerprint(row, bulletin))));
  }

  /** A phone has no room for what there is not. */
  private static Html shown(String word, Html html) {
    return word.equals(NOTHING) ? new Html().inline("span", word, "class", "none") : html;
  }

  /** An IPv6 address is long, and may end a line behind a colon. */
  private static Html place(String address) {
    Html html = new Html();
    for (String part : address.split(address.startsWith("[") ? "(?<=:)" : "$", -1)) {
      html.text(part);
      if (part.endsWith(":")) {
        html.open("wbr");
      }
    }
    return shown(address, html);
  }

  private static Optional<Entry> entry(Readiness.Row row, Bulletin bulletin) {
    return bulletin.status().registry().flatMap(view -> view.find(row.party()));
  }

  private static Optional<OwnParty> own(Readiness.Row row, Bulletin bulletin) {
    return bulletin.status().own().filter(own -> row.isUs());
  }

  private static String address(Readiness.Row row, Bulletin bulletin) {
    return own(row, bulletin)
        .map(own -> own.endpoint().map(Endpoint::toString).orElse(NOTHING))
        .or(() -> entry(row, bulletin).map(Labels::endpoint))
        .orElse(NOTHING);
  }

  /** As {@code list} has it: its beginning. */
  private static String fingerprint(Readiness.Row row, Bulletin bulletin) {
    return own(row, bulletin)
        .map(own -> own.certificate().fingerprint())
        .or(() -> entry(row, bulletin).map(Entry::sha256))
        .map(sha256 -> sha256.brief() + "...")
        .orElse(NOTHING);
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
