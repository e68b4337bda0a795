package org.certdrop.web;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certdrop.inbox.Leftover;
import org.certdrop.status.Bulletin;
import org.certdrop.status.StatusReport;
import org.certdrop.status.Unseen;
import org.certdrop.status.Waiting;
import org.certdrop.text.Printable;

/** What lies in the inbox: drops that wait for the rest of them, and what is left alone. */
final class WaitingSection {
  private static final int MOST = 50;

  /** A name is at most this long on the page. */
  private static final int MOST_LETTERS = 200;

  private WaitingSection() {}

  static Html of(Bulletin bulletin, Filter filter, Optional<Session> session) {
    StatusReport status = bulletin.status();
    Html html = new Html();
    boolean unknown = status.unseen().isAny(Unseen.INBOX, Unseen.WAITING);
    if (!unknown && status.waiting().isEmpty() && status.unrecognised().isEmpty()) {
      return html;
    }
    html.open("section", "aria-labelledby", "files");
    html.element("h2", "In the inbox", "id", "files");
    if (status.waiting().isEmpty()) {
      html.element(
          "p", unknown ? "It is " + Unseen.UNKNOWN + "." : "No drop waits.", "class", "nothing");
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
            state(drop, session),
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

  /** What may never come need not be waited for: a covering note, say. */
  private static Html state(Waiting drop, Optional<Session> session) {
    Html html = new Html().text(drop.reason());
    session
        .filter(one -> drop.isLone())
        .ifPresent(one -> html.add(Forms.awaitNoLonger(drop.files().get(0), one)));
    return html;
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
    html.open("ul", "class", "tiles names");
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
