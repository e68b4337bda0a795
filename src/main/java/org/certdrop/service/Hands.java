package org.certdrop.service;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.certdrop.home.Home;
import org.certdrop.identity.Renewal;
import org.certdrop.operator.InboxDrops;
import org.certdrop.operator.Operator;
import org.certdrop.operator.PageTokens;
import org.certdrop.operator.PartyNames;
import org.certdrop.operator.Rosters;
import org.certdrop.outbox.Packs;
import org.certdrop.outbox.Publications;
import org.certdrop.party.Aliases;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;

/** What a person does at a running service, as at the command line beside it. */
public final class Hands {
  private final Home home;
  private final Beans beans;
  private final Clock clock;

  Hands(Home home, Beans beans, Clock clock) {
    this.home = home;
    this.beans = beans;
    this.clock = clock;
  }

  /**
   * Changes the registry; closing it ends nothing of the service.
   *
   * @throws Exception if nothing can be decided now; the message says why and what to do
   */
  public Operator operator() throws Exception {
    return Operator.within(
        home, beans.registry(), beans.judges().intake(), beans.ownInstructions().party(), clock);
  }

  /** Puts files into the inbox, as a person would. */
  public InboxDrops drops() {
    return new InboxDrops(home);
  }

  /**
   * Gives a party an alias, or takes it away, as the command {@code alias} does.
   *
   * @param name what the party is called, not yet checked; empty for nothing
   * @throws IOException if the file cannot be read or written
   */
  public Parsed<Aliases> rename(PartyId party, Optional<String> name) throws IOException {
    return PartyNames.rename(home, party, name);
  }

  /**
   * Rosters, by who is registered now.
   *
   * @throws IOException if the registry cannot be read
   */
  public Rosters rosters() throws IOException {
    beans.registry().refresh();
    return new Rosters(home, beans.registry().view(), beans.ownInstructions().party(), clock);
  }

  /**
   * Makes a new certificate and key of this party, as the command {@code generate --force} does;
   * the service goes on with them at once.
   *
   * @throws Exception if they cannot be made; the message says why and what to do
   */
  public Renewal renew() throws Exception {
    Renewal made = Publications.generate(home, true, clock);
    beans.ownInstructions().refresh();
    return made;
  }

  /** Our id. */
  public PartyId ownId() {
    return beans.ownInstructions().id();
  }

  /** To whom this party sends its own files, as words of a sentence. */
  public String others() {
    return beans.ownInstructions().federation().others();
  }

  /** What the outbox holds for other sites. */
  public Packs packs() {
    return new Packs(home.outbox());
  }

  /**
   * What lets a person sign in.
   *
   * @throws IOException if the folder of the tokens cannot be made
   */
  public PageTokens tokens() throws IOException {
    return PageTokens.of(home, clock);
  }
}
