package org.certdrop.web;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certdrop.home.AliasFile;
import org.certdrop.home.Faults;
import org.certdrop.home.TypedCommands;
import org.certdrop.operator.LoginName;
import org.certdrop.party.Aliases;
import org.certdrop.party.PartyId;
import org.certdrop.service.Hands;
import org.certdrop.text.Parsed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a party an alias, or takes it away. */
final class Naming {
  private static final Logger LOG = LoggerFactory.getLogger(Naming.class);

  /** Where the form goes. */
  static final String PATH = "/alias";

  private final Hands hands;

  /** Names by these hands. */
  Naming(Hands hands) {
    this.hands = hands;
  }

  /** Does what the form asks for; the words are those of the command. */
  Said of(Session session, Form form) {
    Parsed<PartyId> party = PartyId.parse(form.text("party"));
    if (party instanceof Parsed.Bad<PartyId> bad) {
      return Said.of(bad);
    }
    PartyId id = ((Parsed.Good<PartyId>) party).value();
    String name = form.text("alias");
    try {
      Parsed<Aliases> changed =
          hands.rename(
              id, Optional.of(name).filter(text -> !text.isEmpty()), new LoginName(session.name()));
      if (changed instanceof Parsed.Bad<Aliases> bad) {
        return Said.of(bad);
      }
      Aliases aliases = ((Parsed.Good<Aliases>) changed).value();
      LOG.info("{} changed the alias of {} at the page.", session.name(), id);
      return Said.of(
          Badge.GOOD,
          aliases.sentence(id),
          aliases.problems().stream()
              .map(problem -> AliasFile.NAME + ": " + problem)
              .collect(Collectors.joining(" ")));
    } catch (IOException e) {
      return Said.of(
              Badge.BAD,
              "The alias was not changed: " + Faults.describe(e) + ".",
              "If the service may not write into etc, type as a user who may:")
          .with("alias " + id + (name.isEmpty() ? "" : " " + TypedCommands.quoted(name)));
    }
  }
}
