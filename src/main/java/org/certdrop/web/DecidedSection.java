package org.certdrop.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.certdrop.rules.Code;
import org.certdrop.status.Bulletin;
import org.certdrop.status.Settlement;
import org.certdrop.status.Unseen;

/** The last verdicts, whatever they were. */
final class DecidedSection {
  private static final String FORMER = Code.FORMER_CERTIFICATE.toString();

  private DecidedSection() {}

  static Html of(Bulletin bulletin, Filter filter, Optional<Session> session) {
    Html content = new Html();
    Excerpt<JsonNode> shown =
        Excerpt.of(
            bulletin.status().verdicts(),
            bulletin.status().verdicts().size(),
            verdict ->
                filter.shows(
                    VerdictFields.text(verdict, "submission"),
                    PartyText.beside(VerdictFields.text(verdict, "party_id"), bulletin),
                    outcome(verdict, bulletin)));
    if (shown.all() == 0) {
      boolean unknown = bulletin.status().unseen().isAny(Unseen.VERDICTS);
      content.element(
          "p", unknown ? "It is " + Unseen.UNKNOWN + "." : "Nothing yet.", "class", "nothing");
    }
    if (!shown.rows().isEmpty()) {
      Grid grid = new Grid("Submission", "Verdict", "Party", "When");
      for (JsonNode verdict : shown.rows()) {
        String party = VerdictFields.text(verdict, "party_id");
        grid.add(
            new Html().text(VerdictFields.text(verdict, "submission")),
            shown(verdict, bulletin),
            party.isEmpty() ? new Html().text("\u2013") : PartyText.of(party, bulletin, session),
            VerdictFields.decided(verdict));
      }
      content.add(grid.html("The newest verdicts, newest first"));
    }
    return new Html()
        .open("section", "aria-labelledby", "decided")
        .add(
            Folded.of(
                "verdicts",
                new Html()
                    .inline("h2", "Latest decisions", "id", "decided")
                    .text(" (" + shown.all() + ")"),
                content.add(shown.rest()),
                filter.isOn()))
        .close("section");
  }

  /** A verdict in a word or two. */
  static Html shown(JsonNode verdict, Bulletin bulletin) {
    return mark(verdict, bulletin).on(outcome(verdict, bulletin));
  }

  private static String outcome(JsonNode verdict, Bulletin bulletin) {
    String code = VerdictFields.text(verdict, "code");
    return VerdictFields.text(verdict, "outcome")
        + (code.isEmpty() ? "" : " " + code)
        + (isAboutFormer(verdict) ? " about our former certificate" : "")
        + Settlement.of(verdict, bulletin.status()).map(since -> ", " + since).orElse("");
  }

  /** The party holds what we had once, and must still get what we have now. */
  private static boolean isAboutFormer(JsonNode verdict) {
    return VerdictFields.elements(verdict, "findings").stream()
        .anyMatch(finding -> VerdictFields.text(finding, "code").equals(FORMER));
  }

  private static Badge mark(JsonNode verdict, Bulletin bulletin) {
    return switch (VerdictFields.text(verdict, "outcome")) {
      case "registered", "replaced" -> Badge.GOOD;
      case "receipt" -> isAboutFormer(verdict) ? Badge.FAIR : Badge.GOOD;
      case "pending" ->
          Settlement.of(verdict, bulletin.status()).isPresent() ? Badge.NONE : Badge.FAIR;
      case "refused" -> Badge.BAD;
      default -> Badge.NONE;
    };
  }
}
