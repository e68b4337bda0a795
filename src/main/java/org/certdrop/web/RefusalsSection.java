package org.certdrop.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import org.certdrop.status.Bulletin;

/** What was refused last, and why. */
final class RefusalsSection {
  private RefusalsSection() {}

  static Html of(Bulletin bulletin, Filter filter) {
    Html html = new Html();
    html.open("section", "aria-labelledby", "refusals");
    html.element("h2", "Refused last", "id", "refusals");
    if (bulletin.refusals().isEmpty()) {
      return html.element("p", "Nothing.", "class", "nothing").close("section");
    }
    Excerpt<JsonNode> shown =
        Excerpt.of(
            bulletin.refusals(),
            bulletin.refusals().size(),
            verdict -> filter.shows(words(verdict)));
    if (!shown.rows().isEmpty()) {
      html.open("ul", "class", "items");
      shown.rows().forEach(verdict -> html.add(item(verdict)));
      html.close("ul");
    }
    return html.add(shown.rest()).close("section");
  }

  private static String[] words(JsonNode verdict) {
    return new String[] {
      files(verdict),
      VerdictFields.text(verdict, "party_id"),
      VerdictFields.elements(verdict, "findings").toString()
    };
  }

  private static String files(JsonNode verdict) {
    return VerdictFields.elements(verdict, "files").stream()
        .map(JsonNode::asText)
        .map(name -> VerdictFields.cut(name, 100))
        .collect(Collectors.joining(", "));
  }

  private static Html item(JsonNode verdict) {
    Html html = new Html().open("li").open("p").inline("strong", files(verdict));
    String party = VerdictFields.text(verdict, "party_id");
    if (!party.isEmpty()) {
      html.text(" of ").inline("code", party);
    }
    html.text(", ").add(VerdictFields.decided(verdict)).close("p");
    html.open("dl", "class", "findings");
    for (JsonNode finding : VerdictFields.elements(verdict, "findings")) {
      html.open("div");
      html.open("dt").inline("code", VerdictFields.text(finding, "code")).close("dt");
      html.open("dd")
          .element("p", VerdictFields.text(finding, "message"))
          .element("p", VerdictFields.text(finding, "hint"), "class", "hint")
          .close("dd");
      html.close("div");
    }
    return html.close("dl").close("li");
  }
}
