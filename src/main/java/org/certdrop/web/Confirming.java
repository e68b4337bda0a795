package org.certdrop.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certdrop.operator.Endorsement;
import org.certdrop.operator.Operator;
import org.certdrop.party.Endpoint;
import org.certdrop.party.Mark;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Finding;
import org.certdrop.service.Hands;
import org.certdrop.text.Parsed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the number that another site has read out. */
final class Confirming {
  private static final Logger LOG = LoggerFactory.getLogger(Confirming.class);

  /** Where the form goes. */
  static final String PATH = "/confirm";

  private final Hands hands;

  /** By these hands. */
  Confirming(Hands hands) {
    this.hands = hands;
  }

  /** Does what the form asks for. */
  Said of(Session session, Form form) throws Exception {
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
      PartyId id = Acts.value(party);
      Endorsement given =
          operator.confirm(
              id, Acts.value(mark), Acts.by(session), form.isSet("replace"), Acts.value(address));
      return said(session, id, given, operator);
    }
  }

  private static Parsed<Optional<Endpoint>> address(String typed) {
    return typed.isEmpty()
        ? Parsed.good(Optional.empty())
        : Endpoint.parse(typed).then(at -> Parsed.good(Optional.of(at)));
  }

  private static Said said(
      Session session, PartyId party, Endorsement endorsement, Operator operator) {
    if (endorsement instanceof Endorsement.Mismatch mismatch) {
      return Said.of(Badge.BAD, mismatch.problem(), mismatch.hint())
          .with(OnThisPage.COMPARE.line(Optional.of(party)));
    }
    if (endorsement instanceof Endorsement.Refused refused) {
      return Said.of(
          Badge.BAD, "Refused: " + messages(refused.findings()), hints(refused.findings()));
    }
    Endorsement.Given given = (Endorsement.Given) endorsement;
    LOG.info("{} confirmed {} at the page.", session.name(), party);
    Optional<String> notDone = operator.notDone(given);
    if (notDone.isPresent()) {
      return Said.of(
          Badge.FAIR,
          "Confirmed: the certificate of " + given.entry().party() + " that is in force.",
          notDone.get());
    }
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
}
