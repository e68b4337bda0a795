package org.certdrop.web;

import com.fasterxml.jackson.databind.JsonNode;
import org.certdrop.status.Bulletin;

/** The last verdicts, whatever they were. */
final class DecidedSection {
  private DecidedSection() {}

  static Html of(Bulletin bulletin, Filter filter) {
    Html html = new Html();
    html.open("section", "aria-labelledby", "decided");
    html.element("h2", "Decided last", "id", "decided");
    Excerpt<JsonNode> shown =
        Excerpt.of(
            bulletin.status().verdicts(),
            bulletin.status().verdicts().size(),
            verdict ->
                filter.shows(
                    Verdicts.text(verdict, "submission"),
                    Verdicts.text(verdict, "party_id"),
                    outcome(verdict)));
    if (shown.all() == 0) {
      html.element("p", "Nothing yet.", "class", "nothing");
    }
    if (!shown.rows().isEmpty()) {
      Grid grid = new Grid("Submission", "Verdict", "Party", "When");
      for (JsonNode verdict : shown.rows()) {
        String party = Verdicts.text(verdict, "party_id");
        grid.add(
            new Html().text(Verdicts.text(verdict, "submission")),
            mark(verdict).on(outcome(verdict)),
            party.isEmpty() ? new Html().text("\u2013") : new Html().inline("code", party),
            Verdicts.decided(verdict));
      }
      html.add(grid.html("The newest verdicts, newest first"));
    }
    return html.add(shown.rest()).close("section");
  }

  private static String outcome(JsonNode verdict) {
    String code = Verdicts.text(verdict, "code");
    return Verdicts.text(verdict, "outcome") + (code.isEmpty() ? "" : " " + code);
  }

  private static Mark mark(JsonNode verdict) {
    return switch (Verdicts.text(verdict, "outcome")) {
      case "registered", "replaced", "receipt" -> Mark.GOOD;
      case "pending" -> Mark.FAIR;
      case "refused" -> Mark.BAD;
      default -> Mark.NONE;
    };
  }
}
