package org.certdrop.web;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certdrop.inbox.Leftover;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.status.Bulletin;
import org.certdrop.status.StatusReport;
import org.certdrop.status.Unseen;
import org.certdrop.status.Waiting;
import org.certdrop.text.Printable;
import org.certdrop.trust.TrustText;

/** What waits: certificates for a person's word, and drops for the rest of them. */
final class WaitingSection {
  private static final int MOST = 50;

  /** A name is at most this long on the page. */
  private static final int MOST_LETTERS = 200;

  private WaitingSection() {}

  static Html of(Bulletin bulletin, Filter filter) {
    return new Html().add(confirmations(bulletin, filter)).add(files(bulletin, filter));
  }

  private static Html confirmations(Bulletin bulletin, Filter filter) {
    Html html = new Html();
    html.open("section", "aria-labelledby", "confirmations");
    html.element("h2", "To be confirmed", "id", "confirmations");
    List<Entry> pending = bulletin.status().registry().map(RegistryView::pending).orElse(List.of());
    if (pending.isEmpty()) {
      boolean unknown = bulletin.status().registry().isEmpty();
      return html.element(
              "p", unknown ? "It is " + Unseen.UNKNOWN + "." : "Nothing.", "class", "nothing")
          .close("section");
    }
    html.element(
        "p",
        "Call the site at a phone number that you already had, and compare the numbers; then type"
            + " at the command line what the other one reads out.");
    Excerpt<Entry> shown =
        Excerpt.of(
            pending, MOST, entry -> filter.shows(entry.party().value(), why(entry, bulletin)));
    if (!shown.rows().isEmpty()) {
      html.open("ul", "class", "items");
      shown.rows().forEach(entry -> html.add(item(entry, bulletin)));
      html.close("ul");
    }
    return html.add(shown.rest()).close("section");
  }

  private static String why(Entry entry, Bulletin bulletin) {
    return bulletin.status().registry().map(view -> TrustText.reason(entry, view)).orElse("");
  }

  private static Optional<Entry> registered(Entry entry, Bulletin bulletin) {
    return bulletin.status().registry().flatMap(view -> view.find(entry.party()));
  }

  private static Html item(Entry entry, Bulletin bulletin) {
    String party = entry.party().value();
    return new Html()
        .open("li")
        .open("p")
        .inline("code", party)
        .text(" waits since ")
        .add(Times.since(entry.registeredAt(), bulletin.at()))
        .text(": " + why(entry, bulletin))
        .close("p")
        .open("p", "class", "hint")
        .text("Certificate ")
        .inline("code", entry.sha256().brief() + "...")
        .text(" " + TrustText.endpoint(entry))
        .close("p")
        .add(command("number " + party))
        .add(command(TrustText.confirmation(entry, registered(entry, bulletin))))
        .close("li");
  }

  private static Html command(String words) {
    return new Html().element("pre", "./certdrop " + words);
  }

  private static Html files(Bulletin bulletin, Filter filter) {
    StatusReport status = bulletin.status();
    Html html = new Html();
    html.open("section", "aria-labelledby", "files");
    html.element("h2", "Drops that wait", "id", "files");
    if (status.waiting().isEmpty()) {
      boolean unknown = status.unseen().isAny(Unseen.INBOX, Unseen.WAITING);
      html.element("p", unknown ? "It is " + Unseen.UNKNOWN + "." : "None.", "class", "nothing");
    }
    Excerpt<Waiting> shown =
        Excerpt.of(
            status.waiting().stream().sorted(Comparator.comparing(Waiting::since)).toList(),
            MOST,
            drop -> filter.shows(names(drop), drop.reason()));
    if (!shown.rows().isEmpty()) {
      Grid grid = new Grid("Files", "State", "Since");
      for (Waiting drop : shown.rows()) {
        grid.add(
            new Html().text(names(drop)),
            new Html().text(drop.reason()),
            Times.since(drop.since(), bulletin.at()));
      }
      html.add(grid.html("Drops in the inbox without a verdict"));
    }
    html.add(shown.rest());
    if (status.moreWaiting() > 0) {
      html.element(
          "p", status.moreWaiting() + " more wait that were not looked into.", "class", "rest");
    }
    return html.add(unrecognised(status, filter)).close("section");
  }

  private static Html unrecognised(StatusReport status, Filter filter) {
    Html html = new Html();
    if (status.unrecognised().isEmpty()) {
      return html;
    }
    Excerpt<String> shown =
        Excerpt.of(
            status.unrecognised().stream().map(Leftover::toString).toList(), MOST, filter::shows);
    html.element("h3", "Left alone");
    html.element(
        "p", "No certificate, sidecar or receipt by its name and kind; it stays where it is.");
    html.open("ul", "class", "names");
    shown.rows().forEach(name -> html.element("li", VerdictFields.cut(name, MOST_LETTERS)));
    html.close("ul").add(shown.rest());
    return status.moreUnrecognised() == 0
        ? html
        : html.element("p", status.moreUnrecognised() + " more lie there.", "class", "rest");
  }

  private static String names(Waiting drop) {
    return VerdictFields.cut(
        drop.files().stream().map(Printable::name).collect(Collectors.joining(", ")), MOST_LETTERS);
  }
}
