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
import java.util.Set;
import org.certdrop.operator.InboxDrops;
import org.certdrop.party.PartyId;
import org.certdrop.status.Bulletin;
import org.certdrop.text.Printable;

/** What came of a person's last act, and what becomes of the files that it dropped. */
final class SaidSection {
  private static final int MOST_LETTERS = 300;

  /** Of a ZIP: a pair is named, and all that belongs to a party is not. */
  private static final int MOST_NAMED = 2;

  private SaidSection() {}

  /** Nothing if nothing is to be said. */
  static Html of(Session session, Bulletin bulletin) {
    Optional<Said> said = session.said();
    if (said.isEmpty() || said.get().sentence().isEmpty() && said.get().dropped().isEmpty()) {
      return new Html();
    }
    Html html = new Html().open("div", "class", "note " + said.get().mark().style());
    if (!said.get().sentence().isEmpty()) {
      html.open("p").add(said.get().mark().on(said.get().sentence())).close("p");
      said.get().here().ifPresent(html::add);
      html.open("p", "class", "hint").add(PartyText.text(said.get().hint())).close("p");
    }
    if (!said.get().command().isEmpty()) {
      html.add(Typed.of(said.get().command()));
    }
    parts(said.get(), bulletin)
        .forEach((part, names) -> html.add(files(part, names, session, bulletin)));
    return html.add(Forms.read(session)).close("div");
  }

  /**
   * Files that share a verdict, or have none yet.
   *
   * @param archive the ZIP that they came in; empty if they came by themselves
   */
  private record Part(String archive, Optional<JsonNode> verdict) {
    /** Who sent a ZIP knows its name; of what went well, or is not done, the number is enough. */
    String name(List<String> files) {
      if (archive.isEmpty()) {
        return VerdictFields.cut(String.join(", ", files), MOST_LETTERS);
      }
      boolean isRefused =
          verdict.filter(one -> one.path("outcome").asText().equals("refused")).isPresent();
      boolean isShort = files.size() == 1 || isRefused && files.size() <= MOST_NAMED;
      return VerdictFields.cut(archive, MOST_LETTERS)
          + ", "
          + (isShort
              ? VerdictFields.cut(String.join(", ", files), MOST_LETTERS)
              : files.size() + " files");
    }
  }

  private static Map<Part, List<String>> parts(Said said, Bulletin bulletin) {
    Map<Part, List<String>> parts = new LinkedHashMap<>();
    for (String name : said.dropped()) {
      List<String> inside = inside(name, said, bulletin);
      for (String file : inside.isEmpty() ? List.of(name) : inside) {
        parts
            .computeIfAbsent(
                new Part(inside.isEmpty() ? "" : name, verdict(file, said, bulletin)),
                first -> new ArrayList<>())
            .add(file);
      }
    }
    return parts;
  }

  /** The names that the files of a ZIP got in the inbox; none if it is no ZIP, or not unpacked. */
  private static List<String> inside(String name, Said said, Bulletin bulletin) {
    List<String> names = new ArrayList<>();
    verdict(name, said, bulletin)
        .ifPresent(one -> one.path("unpacked").forEach(file -> names.add(file.asText())));
    return names.subList(0, Math.min(names.size(), InboxDrops.MOST_FILES));
  }

  /** Whether a dropped file has no verdict yet, so that it is worth asking again soon. */
  static boolean isOpen(Session session, Bulletin bulletin) {
    return session
        .said()
        .filter(
            said ->
                parts(said, bulletin).entrySet().stream()
                    .anyMatch(
                        part ->
                            part.getKey().verdict().isEmpty()
                                && part.getValue().stream()
                                    .anyMatch(name -> waiting(name, bulletin).isEmpty())))
        .isPresent();
  }

  private static Html files(Part part, List<String> names, Session session, Bulletin bulletin) {
    Html html = new Html().open("div", "class", "dropped").open("p");
    html.inline("strong", part.name(names)).text(": ");
    if (part.verdict().isEmpty()) {
      return html.text(waiting(names.get(0), bulletin).orElse("certdrop is looking at it ..."))
          .close("p")
          .close("div");
    }
    JsonNode verdict = part.verdict().get();
    html.add(DecidedSection.shown(verdict, bulletin)).close("p");
    for (JsonNode finding : VerdictFields.elements(verdict, "findings")) {
      html.open("p").add(PartyText.text(VerdictFields.text(finding, "message"))).close("p");
      if (!isToCompare(verdict, bulletin)) {
        html.add(new Refusal(verdict, bulletin).here(finding, Optional.of(session)));
      }
      html.open("p", "class", "hint")
          .add(PartyText.text(VerdictFields.text(finding, "hint")))
          .close("p");
    }
    return html.add(next(verdict, session, bulletin)).close("div");
  }

  /** Where to go on with a party that a person has to compare numbers with. */
  private static Html next(JsonNode verdict, Session session, Bulletin bulletin) {
    Optional<PartyId> party = party(verdict);
    if (party.isEmpty() || !isToCompare(verdict, bulletin)) {
      return new Html();
    }
    return new Html()
        .open("p")
        .text("Go on at ")
        .add(PartyText.of(party.get(), bulletin.status().aliases(), Optional.of(session)))
        .text(": compare numbers by phone, and send the site the files for it.")
        .close("p");
  }

  private static Optional<PartyId> party(JsonNode verdict) {
    return Optional.of(VerdictFields.text(verdict, "party_id"))
        .filter(PartyId::isForm)
        .map(PartyId::new);
  }

  private static boolean isToCompare(JsonNode verdict, Bulletin bulletin) {
    return Set.of("registered", "replaced", "pending")
            .contains(VerdictFields.text(verdict, "outcome"))
        || VerdictFields.text(verdict, "code").equals("key-change")
            && new Refusal(verdict, bulletin).mayReplace();
  }

  /** What a file waits for that certdrop is not on; empty if it is looked at, or is done. */
  private static Optional<String> waiting(String name, Bulletin bulletin) {
    return bulletin.status().waiting().stream()
        .filter(drop -> drop.files().contains(name) && !drop.isInHand())
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
