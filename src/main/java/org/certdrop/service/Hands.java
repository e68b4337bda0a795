package org.certdrop.service;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.certdrop.home.ActsFile;
import org.certdrop.home.Home;
import org.certdrop.identity.Renewal;
import org.certdrop.inbox.InboxListing;
import org.certdrop.inbox.RefusedSubmissions;
import org.certdrop.operator.InboxDrops;
import org.certdrop.operator.LoginName;
import org.certdrop.operator.Operator;
import org.certdrop.operator.PageTokens;
import org.certdrop.operator.PartyNames;
import org.certdrop.operator.Rosters;
import org.certdrop.outbox.Packs;
import org.certdrop.outbox.Publications;
import org.certdrop.party.Aliases;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

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
   * @param by who does it
   * @throws IOException if the file cannot be read or written
   */
  public Parsed<Aliases> rename(PartyId party, Optional<String> name, LoginName by)
      throws IOException {
    return PartyNames.rename(home, party, name, by, clock);
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
   * @param by who does it
   * @throws Exception if they cannot be made; the message says why and what to do
   */
  public Renewal renew(LoginName by) throws Exception {
    Renewal made = Publications.generate(home, true, clock);
    note(by, "made a new own certificate");
    beans.ownInstructions().refresh();
    return made;
  }

  /**
   * Lets a lone file in the inbox wait no longer for what belongs to it: it gets its verdict.
   *
   * @return whether a file of this name lies there
   * @throws IOException if the inbox cannot be listed
   */
  public boolean awaitNoLonger(String name, LoginName by) throws IOException {
    if (!InboxListing.some(home.inbox()).candidates().containsKey(name)) {
      return false;
    }
    beans.gate().awaitNoLonger(name);
    note(by, "let " + Printable.name(name) + " wait no longer");
    return true;
  }

  /**
   * Takes a refusal off the page; the submission stays where it is.
   *
   * @return whether such a submission was refused
   * @throws IOException if what was refused cannot be listed
   */
  public boolean putAside(String submission, LoginName by) throws IOException {
    if (!new RefusedSubmissions(home).newestFirst().contains(submission)) {
      return false;
    }
    ActsFile.note(
        home,
        new ActsFile.Act(
            clock.instant(),
            by.name(),
            "put aside the refusal of " + submission,
            Optional.empty(),
            Optional.of(submission)));
    return true;
  }

  /** Writes down what a person did here that the registry's journal does not hold. */
  public void note(LoginName by, String done) {
    by.note(home, clock, done, Optional.empty());
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
