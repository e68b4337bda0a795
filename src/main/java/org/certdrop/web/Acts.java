package org.certdrop.web;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certdrop.operator.LoginName;
import org.certdrop.operator.Operator;
import org.certdrop.party.PartyId;
import org.certdrop.service.Hands;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.x509.Fingerprint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person can do at the page, by the same rules and the same journal as a command. */
final class Acts {
  private static final Logger LOG = LoggerFactory.getLogger(Acts.class);

  /** How much of an id a person types before the party is removed. */
  static final int TYPED = 6;

  private static final String DELETE = "/delete";

  /** Where it is said what came of the last act. */
  private static final String SAID = "/#said";

  /** Where a person goes on, but for those who go on at the page. */
  private static final Set<String> AT_PARTY = Set.of(Confirming.PATH, "/reject", Naming.PATH);

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
            Map.entry(Confirming.PATH, new Confirming(hands)::of),
            Map.entry("/reject", this::reject),
            Map.entry(DELETE, this::delete),
            Map.entry(Desk.DROP, this::drop),
            Map.entry("/again", this::again),
            Map.entry("/aside", this::putAside),
            Map.entry("/alone", this::awaitNoLonger),
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

  /** Where the person goes on: what was done, or why nothing was, stands at the top. */
  String next(String path, Form form, Said said) {
    if (AT_PARTY.contains(path) || path.equals(DELETE) && said.mark() == Badge.BAD) {
      return Desk.partyPage(form.text("party"));
    }
    return path.equals(Rostering.LOOK)
        ? RosterSection.PLACE
        : path.equals(Rostering.PUT) ? SAID : "/";
  }

  /** Does it, and says what came of it; nothing that fails here is a fault of the service. */
  Said act(String path, Session session, Form form) {
    try {
      return acts.get(path).of(session, form);
    } catch (Exception e) {
      return Said.failed(session, e);
    }
  }

  /** Who acts. */
  static LoginName by(Session session) {
    return new LoginName(session.name());
  }

  /** What was typed, if it was right. */
  static <T> T value(Parsed<T> good) {
    return ((Parsed.Good<T>) good).value();
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
            "What is dropped for it is refused from now on, and its receipt was taken out of our files."
                + " How to take it back with the same certificate:")
        .with(OnThisPage.REMOVED.line(Optional.of(value(party))))
        .with("show " + id);
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

  private Said putAside(Session session, Form form) throws IOException {
    return hands.putAside(form.text("submission"), by(session))
        ? Said.of(Badge.NONE, "", "")
        : Said.of(Badge.BAD, "No such submission lies in inbox/refused any more.", "");
  }

  private Said awaitNoLonger(Session session, Form form) throws IOException {
    String file = form.text("file");
    if (!hands.awaitNoLonger(file, by(session))) {
      return Said.of(Badge.BAD, "No such file waits in the inbox any more.", "");
    }
    LOG.info("{} let {} wait no longer at the page.", session.name(), Printable.name(file));
    return Said.dropped(List.of(file));
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
