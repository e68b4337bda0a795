package org.certdrop.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certdrop.status.Bulletin;
import org.certdrop.text.Printable;

/** What came of a person's last act, and what becomes of the files that it dropped. */
final class SaidSection {
  private static final int MOST_LETTERS = 300;

  private SaidSection() {}

  /** Nothing if nothing is to be said. */
  static Html of(Session session, Bulletin bulletin) {
    Optional<Said> said = session.said();
    if (said.isEmpty() || said.get().sentence().isEmpty() && said.get().dropped().isEmpty()) {
      return new Html();
    }
    Html html = new Html();
    if (!said.get().sentence().isEmpty()) {
      html.open("p").add(said.get().mark().on(said.get().sentence())).close("p");
      html.element("p", said.get().hint(), "class", "hint");
    }
    if (!said.get().command().isEmpty()) {
      html.add(Typed.of(said.get().command()));
    }
    Map<Optional<JsonNode>, List<String>> byVerdict = new LinkedHashMap<>();
    for (String name : said.get().dropped()) {
      byVerdict
          .computeIfAbsent(verdict(name, said.get(), bulletin), first -> new ArrayList<>())
          .add(name);
    }
    byVerdict.forEach((verdict, names) -> html.add(files(names, verdict, bulletin)));
    return html.add(Forms.read(session));
  }

  /** Whether a dropped file has no verdict yet, so that it is worth asking again soon. */
  static boolean isOpen(Session session, Bulletin bulletin) {
    return session
        .said()
        .filter(
            said ->
                said.dropped().stream()
                    .anyMatch(
                        name ->
                            verdict(name, said, bulletin).isEmpty()
                                && waiting(name, bulletin).isEmpty()))
        .isPresent();
  }

  private static Html files(List<String> names, Optional<JsonNode> verdict, Bulletin bulletin) {
    Html html = new Html().open("div", "class", "dropped");
    html.open("p");
    html.inline("strong", VerdictFields.cut(String.join(", ", names), MOST_LETTERS)).text(": ");
    if (verdict.isEmpty()) {
      return html.text(
              waiting(names.get(0), bulletin)
                  .map(reason -> "it waits, " + reason)
                  .orElse("certdrop is looking at it ..."))
          .close("p")
          .close("div");
    }
    html.add(DecidedSection.shown(verdict.get(), bulletin)).close("p");
    for (JsonNode finding : VerdictFields.elements(verdict.get(), "findings")) {
      html.element("p", VerdictFields.text(finding, "message"));
      html.element("p", VerdictFields.text(finding, "hint"), "class", "hint");
    }
    return html.close("div");
  }

  private static Optional<String> waiting(String name, Bulletin bulletin) {
    return bulletin.status().waiting().stream()
        .filter(drop -> drop.files().contains(name))
        .map(drop -> Printable.of(drop.reason()))
        .findFirst();
  }

  private static Optional<JsonNode> verdict(String name, Said said, Bulletin bulletin) {
    return bulletin.status().verdicts().stream()
        .filter(verdict -> names(verdict).contains(name) && isSince(verdict, said.at()))
        .findFirst();
  }

  private static List<String> names(JsonNode verdict) {
    return VerdictFields.elements(verdict, "files").stream().map(JsonNode::asText).toList();
  }

  /** A verdict's time has milliseconds. */
  private static boolean isSince(JsonNode verdict, Instant at) {
    try {
      return !Instant.parse(VerdictFields.text(verdict, "decided_at"))
          .isBefore(at.truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeException e) {
      return false; // somebody changed it
    }
  }
}
