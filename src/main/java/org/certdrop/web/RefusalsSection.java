package org.certdrop.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certdrop.party.PartyId;
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
        html.open("li").add(item(verdict, bulletin, filter.isOn(), session));
        session.ifPresent(
            one -> html.add(Forms.again(VerdictFields.text(verdict, "submission"), one)));
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

  private static Html item(
      JsonNode verdict, Bulletin bulletin, boolean isOpen, Optional<Session> session) {
    int place = bulletin.refusals().indexOf(verdict);
    Html html = new Html().open("p").inline("strong", files(verdict));
    String named = VerdictFields.text(verdict, "party_id");
    Optional<PartyId> party = PartyText.other(named, bulletin);
    if (!named.isEmpty()) {
      html.text(" of ").add(PartyText.of(named, bulletin, session));
    }
    html.text(", ").add(VerdictFields.decided(verdict)).close("p");
    List<JsonNode> findings = VerdictFields.elements(verdict, "findings");
    html.add(list(findings.stream().limit(1).toList(), party, session));
    if (findings.size() > 1) {
      html.add(
          Folded.of(
              "refusal-" + place,
              new Html().text("Besides: " + (findings.size() - 1)),
              list(findings.subList(1, findings.size()), party, session),
              isOpen));
    }
    return html;
  }

  private static Html list(
      List<JsonNode> findings, Optional<PartyId> party, Optional<Session> session) {
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
          .close("p")
          .add(here(finding, party, session))
          .open("p", "class", "hint")
          .add(PartyText.text(VerdictFields.text(finding, "hint")))
          .close("p")
          .close("dd");
      html.close("div");
    }
    return html.close("dl");
  }

  private static Html here(JsonNode finding, Optional<PartyId> party, Optional<Session> session) {
    return session
        .flatMap(one -> OnThisPage.of(VerdictFields.text(finding, "code")))
        .map(line -> line.line(party))
        .orElse(new Html());
  }
}
