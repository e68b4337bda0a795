package org.certdrop.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.certdrop.home.Faults;
import org.certdrop.home.ListFile;
import org.certdrop.operator.LoginName;
import org.certdrop.operator.Rosters.Proposal;
import org.certdrop.service.Hands;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.trust.Roster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a roster, and puts it in place once the person has seen what it changes. */
final class Rostering {
  private static final Logger LOG = LoggerFactory.getLogger(Rostering.class);

  /** Where a roster comes in. */
  static final String LOOK = "/roster";

  /** Where the person says that it is to count. */
  static final String PUT = "/roster/put";

  /** Where the person leaves it. */
  static final String LEAVE = "/roster/leave";

  /** Where a roster of those who are registered is given out. */
  static final String MADE = "/roster.json";

  /** The field that names the federation. */
  static final String FEDERATION = "federation";

  /** The field that says which roster the person saw. */
  static final String SEEN = "seen";

  private final Hands hands;

  /** By these hands. */
  Rostering(Hands hands) {
    this.hands = hands;
  }

  /** Whether it is a roster alone. */
  static boolean isOne(Map<String, byte[]> files) {
    return files.size() == 1
        && Roster.parse(files.values().iterator().next()) instanceof Parsed.Good<Roster>;
  }

  /** Keeps one file for the second step, in the session alone. */
  Said look(Session session, Form form) throws IOException {
    session.propose(Optional.empty());
    if (form.files().size() != 1) {
      return Said.of(Badge.BAD, "No file was chosen, or several were.", "Choose one roster.");
    }
    Map.Entry<String, byte[]> file = form.files().entrySet().iterator().next();
    Parsed<Proposal> looked = hands.rosters().look(file.getValue());
    if (looked instanceof Parsed.Bad<Proposal> bad) {
      return Said.of(bad);
    }
    session.propose(Optional.of(((Parsed.Good<Proposal>) looked).value()));
    return Said.of(
        Badge.NONE,
        VerdictFields.cut(file.getKey(), 100) + " is a roster, and nothing is written yet.",
        "Look under \"Roster\" what it changes, and put it in place there.");
  }

  /** Writes what the person saw, octet for octet. */
  Said put(Session session, Form form) {
    Optional<Proposal> seen =
        session.proposal().filter(one -> one.digest().toString().equals(form.text(SEEN)));
    if (seen.isEmpty()) {
      return Said.of(
          Badge.BAD,
          "This roster is not the one that was looked at last; nothing was written.",
          "Choose the file once more.");
    }
    try {
      Parsed<Optional<Path>> put = hands.rosters().put(seen.get());
      session.propose(Optional.empty());
      return put instanceof Parsed.Bad<Optional<Path>> bad
          ? Said.of(bad)
          : counts(session, seen.get(), ((Parsed.Good<Optional<Path>>) put).value());
    } catch (IOException e) {
      return Said.of(
          Badge.BAD,
          "The roster was not changed: " + Faults.describe(e) + ".",
          "If the service may not write there, copy the file to etc/roster.json as a user who may.");
    }
  }

  private Said counts(Session session, Proposal put, Optional<Path> former) {
    String kept =
        former
            .map(file -> " The one before is kept as etc/" + Printable.of(file.getFileName() + "."))
            .orElse("");
    LOG.info(
        "{} put a roster into {} at the page, sha256={}.{}",
        session.name(),
        ListFile.ROSTER.name(),
        put.digest(),
        kept);
    hands.note(new LoginName(session.name()), "put another roster in place");
    return Said.of(
        Badge.GOOD,
        "The roster counts now.",
        "Every other site needs the same file: send it to them, if they do not have it." + kept);
  }

  /** Forgets what was looked at. */
  Said leave(Session session, Form form) {
    session.propose(Optional.empty());
    return Said.of(Badge.NONE, "The roster stays as it is.", "");
  }

  /**
   * Gives out a roster of those who are registered here.
   *
   * @param query with the federation's name, as it came; null if there is none
   * @return the file, or the way to the page that says why there is none
   */
  Response made(String query, Session session) {
    try {
      Parsed<byte[]> made =
          hands.rosters().ofRegistered(Query.field(query, FEDERATION).orElse("").strip());
      if (made instanceof Parsed.Good<byte[]> good) {
        LOG.info("{} took a roster of the registered parties from the page.", session.name());
        return Response.file("application/json", "roster.json", good.value());
      }
      session.say(
          Said.of(
              Badge.BAD,
              "The roster has no name: " + ((Parsed.Bad<byte[]>) made).problem(),
              "Say what the federation is called."));
    } catch (IOException e) {
      session.say(Said.failed(session, e));
    }
    return Response.seeOther(RosterSection.PLACE, Map.of());
  }
}
