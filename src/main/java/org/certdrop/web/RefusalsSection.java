package org.certdrop.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.certdrop.status.Bulletin;

/** What was refused last, and why. */
final class RefusalsSection {
  private RefusalsSection() {}

  static Html of(Bulletin bulletin, Filter filter, Optional<Session> session) {
    Html html = new Html();
    if (bulletin.refusals().isEmpty()) {
      return html;
    }
    html.open("section", "aria-labelledby", "refusals");
    html.element("h2", "Latest refusals", "id", "refusals");
    Excerpt<JsonNode> shown =
        Excerpt.of(
            bulletin.refusals(),
            bulletin.refusals().size(),
            verdict -> filter.shows(words(verdict, bulletin)));
    if (!shown.rows().isEmpty()) {
      html.open("ul", "class", "tiles");
      for (JsonNode verdict : shown.rows()) {
        Refusal refusal = new Refusal(verdict, bulletin);
        html.open("li").add(item(refusal, filter.isOn(), session));
        session.ifPresent(one -> html.add(forms(refusal, one)));
        html.close("li");
      }
      html.close("ul");
    }
    return html.add(shown.rest()).close("section");
  }

  private static String[] words(JsonNode verdict, Bulletin bulletin) {
    return new String[] {
      files(verdict),
      PartyText.beside(VerdictFields.text(verdict, "party_id"), bulletin),
      VerdictFields.elements(verdict, "findings").toString()
    };
  }

  private static String files(JsonNode verdict) {
    return VerdictFields.elements(verdict, "files").stream()
        .map(JsonNode::asText)
        .map(name -> VerdictFields.cut(name, 100))
        .collect(Collectors.joining(", "));
  }

  /** The same octets are judged the same, unless something here was mended. */
  private static Html forms(Refusal refusal, Session session) {
    Html html = new Html().open("div", "class", "buttons");
    if (refusal.mayBeTaken()) {
      html.add(Forms.again(refusal.submission(), session));
    }
    return html.add(Forms.putAside(refusal.submission(), session)).close("div");
  }

  private static Html item(Refusal refusal, boolean isOpen, Optional<Session> session) {
    JsonNode verdict = refusal.verdict();
    Html html = new Html().open("p").inline("strong", files(verdict));
    String named = VerdictFields.text(verdict, "party_id");
    if (!named.isEmpty()) {
      html.text(" of ").add(PartyText.of(named, refusal.bulletin(), session));
    }
    html.text(", ").add(VerdictFields.decided(verdict)).close("p");
    refusal.ended().ifPresent(why -> html.element("p", "Settled: " + why, "class", "settled"));
    List<JsonNode> findings = VerdictFields.elements(verdict, "findings");
    html.add(list(findings.stream().limit(1).toList(), refusal, one -> refusal.here(one, session)));
    if (findings.size() > 1) {
      int place = refusal.bulletin().refusals().indexOf(verdict);
      html.add(
          Folded.of(
              "refusal-" + place,
              new Html().text("Besides: " + (findings.size() - 1)),
              list(
                  findings.subList(1, findings.size()), refusal, one -> refusal.here(one, session)),
              isOpen));
    }
    return html;
  }

  /** What was found, and, while the refusal stands, what to do. */
  static Html list(List<JsonNode> findings, Refusal refusal, Function<JsonNode, Html> here) {
    if (findings.isEmpty()) {
      return new Html();
    }
    Html html = new Html().open("dl", "class", "findings");
    for (JsonNode finding : findings) {
      html.open("div");
      html.open("dt").inline("code", VerdictFields.text(finding, "code")).close("dt");
      html.open("dd")
          .open("p")
          .add(PartyText.text(VerdictFields.text(finding, "message")))
          .close("p");
      if (refusal.ended().isEmpty()) {
        html.add(here.apply(finding))
            .open("p", "class", "hint")
            .add(PartyText.text(VerdictFields.text(finding, "hint")))
            .close("p");
      }
      html.close("dd").close("div");
    }
    return html.close("dl");
  }
}
