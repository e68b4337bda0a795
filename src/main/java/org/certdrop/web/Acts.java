package org.certdrop.web;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certdrop.operator.Endorsement;
import org.certdrop.operator.LoginName;
import org.certdrop.operator.Operator;
import org.certdrop.party.Endpoint;
import org.certdrop.party.Mark;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Finding;
import org.certdrop.service.Hands;
import org.certdrop.text.Parsed;
import org.certdrop.x509.Fingerprint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person can do at the page, by the same rules and the same journal as a command. */
final class Acts {
  private static final Logger LOG = LoggerFactory.getLogger(Acts.class);

  /** How much of an id a person types before the party is removed. */
  static final int TYPED = 6;

  /** Where a person goes on, but for those who go on at the page. */
  private static final Set<String> AT_PARTY = Set.of("/confirm", "/reject", Naming.PATH);

  private static final Set<String> AT_ROSTER = Set.of(Rostering.LOOK, Rostering.PUT);

  private final Hands hands;
  private final Rostering rostering;
  private final Map<String, Act> acts;

  @FunctionalInterface
  private interface Act {
    Said of(Session session, Form form) throws Exception;
  }

  /** Acts by these hands. */
  Acts(Hands hands) {
    this.hands = hands;
    this.rostering = new Rostering(hands);
    this.acts =
        Map.ofEntries(
            Map.entry(Naming.PATH, new Naming(hands)::of),
            Map.entry("/confirm", this::confirm),
            Map.entry("/reject", this::reject),
            Map.entry("/delete", this::delete),
            Map.entry(Desk.DROP, this::drop),
            Map.entry("/again", this::again),
            Map.entry("/read", (session, form) -> Said.of(Badge.NONE, "", "")),
            Map.entry(Rostering.LOOK, rostering::look),
            Map.entry(Rostering.PUT, rostering::put),
            Map.entry(Rostering.LEAVE, rostering::leave),
            Map.entry(Renewing.PATH, new Renewing(hands)::of));
  }

  /** Whether there is an act of this path. */
  boolean knows(String path) {
    return acts.containsKey(path);
  }

  /** Where the person goes on. */
  String next(String path, Form form) {
    if (AT_PARTY.contains(path)) {
      return Desk.partyPage(form.text("party"));
    }
    return AT_ROSTER.contains(path) ? RosterSection.PLACE : "/";
  }

  /** Does it, and says what came of it; nothing that fails here is a fault of the service. */
  Said act(String path, Session session, Form form) {
    try {
      return acts.get(path).of(session, form);
    } catch (Exception e) {
      return Said.failed(session, e);
    }
  }

  private Said confirm(Session session, Form form) throws Exception {
    Parsed<PartyId> party = PartyId.parse(form.text("party"));
    Parsed<Mark> mark = Mark.parse(form.text("number"));
    Parsed<Optional<Endpoint>> address = address(form.text("address"));
    if (party instanceof Parsed.Bad<PartyId> bad) {
      return Said.of(bad);
    }
    if (mark instanceof Parsed.Bad<Mark> bad) {
      return Said.of(bad);
    }
    if (address instanceof Parsed.Bad<Optional<Endpoint>> bad) {
      return Said.of(bad);
    }
    try (Operator operator = hands.operator()) {
      PartyId id = value(party);
      Endorsement given =
          operator.confirm(id, value(mark), by(session), form.isSet("replace"), value(address));
      return said(session, id, given);
    }
  }

  private static LoginName by(Session session) {
    return new LoginName(session.name());
  }

  private static <T> T value(Parsed<T> good) {
    return ((Parsed.Good<T>) good).value();
  }

  private static Parsed<Optional<Endpoint>> address(String typed) {
    return typed.isEmpty()
        ? Parsed.good(Optional.empty())
        : Endpoint.parse(typed).then(at -> Parsed.good(Optional.of(at)));
  }

  private static Said said(Session session, PartyId party, Endorsement endorsement) {
    if (endorsement instanceof Endorsement.Mismatch mismatch) {
      return Said.of(Badge.BAD, mismatch.problem(), mismatch.hint());
    }
    if (endorsement instanceof Endorsement.Refused refused) {
      return Said.of(
          Badge.BAD, "Refused: " + messages(refused.findings()), hints(refused.findings()));
    }
    Endorsement.Given given = (Endorsement.Given) endorsement;
    LOG.info("{} confirmed {} at the page.", session.name(), party);
    return Said.of(
        Badge.GOOD,
        "Confirmed: " + given.entry().party() + ". " + given.meaning(),
        given.effect() == Endorsement.Effect.NONE
            ? messages(given.warnings())
            : "Send the site its receipt: it is among the files for this party. "
                + messages(given.warnings()));
  }

  private static String messages(List<Finding> findings) {
    return findings.stream().map(Finding::message).collect(Collectors.joining(" "));
  }

  private static String hints(List<Finding> findings) {
    return findings.stream().map(Finding::hint).distinct().collect(Collectors.joining(" "));
  }

  private Said reject(Session session, Form form) throws Exception {
    Parsed<PartyId> party = PartyId.parse(form.text("party"));
    if (party instanceof Parsed.Bad<PartyId> bad) {
      return Said.of(bad);
    }
    Optional<Fingerprint> certificate = Fingerprint.parse(form.text("certificate"));
    try (Operator operator = hands.operator()) {
      if (certificate.isEmpty()
          || operator.reject(value(party), certificate.get(), by(session)).isEmpty()) {
        return Said.of(
            Badge.BAD,
            "This certificate of " + value(party) + " does not wait any more.",
            "Look at what waits now before you go on.");
      }
    }
    LOG.info("{} rejected a certificate of {} at the page.", session.name(), value(party));
    return Said.of(
        Badge.GOOD,
        "Rejected: a certificate of " + value(party) + ".",
        "If it is dropped again, it waits again.");
  }

  private Said delete(Session session, Form form) throws Exception {
    Parsed<PartyId> party = PartyId.parse(form.text("party"));
    if (party instanceof Parsed.Bad<PartyId> bad) {
      return Said.of(bad);
    }
    String id = value(party).value();
    if (!isEnd(form.text("last"), value(party))) {
      return Said.of(
          Badge.BAD,
          "Nothing was removed: what you typed is not how the id of " + id + " ends.",
          "Type its last " + TYPED + " characters.");
    }
    try (Operator operator = hands.operator()) {
      if (operator.delete(value(party), by(session)).isEmpty()) {
        return Said.of(Badge.BAD, id + " is not registered, and nothing of it waits.", "");
      }
    }
    LOG.info("{} removed {} at the page.", session.name(), id);
    return Said.of(
        Badge.GOOD,
        "Removed: " + id + ".",
        "The same certificate is refused if it is dropped: it comes back only at the command line,"
            + " by ./certdrop register with --upsert.");
  }

  /** Whether somebody typed how an id ends. */
  static boolean isEnd(String typed, PartyId party) {
    String id = party.value();
    return typed.equals(id.substring(Math.max(0, id.length() - TYPED)));
  }

  private Said drop(Session session, Form form) throws IOException {
    // Who was sent a roster drops it where everything is dropped: it is no file for the inbox.
    return Rostering.isOne(form.files())
        ? rostering.look(session, form)
        : dropped(session, hands.drops().drop(form.files()));
  }

  private Said again(Session session, Form form) throws IOException {
    return dropped(session, hands.drops().again(form.text("submission")));
  }

  private static Said dropped(Session session, Parsed<List<String>> names) {
    if (names instanceof Parsed.Bad<List<String>> bad) {
      return Said.of(bad);
    }
    LOG.info("{} dropped {} at the page.", session.name(), value(names));
    return Said.dropped(value(names));
  }
}
