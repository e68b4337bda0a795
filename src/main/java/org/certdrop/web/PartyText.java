package org.certdrop.web;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.party.Aliases;
import org.certdrop.party.PartyId;
import org.certdrop.status.Bulletin;

/** What parties are called: the alias, if there is one, and the id, which never breaks within. */
final class PartyText {
  /** So many characters fit into a line of a phone: as many as a node's id has. */
  private static final int FITS = "node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11".length();

  private static final Pattern ID = Pattern.compile("(?i)(?:node|researcher)_[a-z0-9-]*[a-z0-9]");

  /** What no line may end within: ids, and flags but --home, which is put in last of all. */
  private static final Pattern TOGETHER = Pattern.compile(ID + "|--(?!home)[a-z]+(?:-[a-z]+)*");

  private PartyText() {}

  /** A party with its alias. */
  static Html of(PartyId party, Aliases aliases) {
    Html html = new Html();
    aliases.of(party).ifPresent(alias -> html.inline("strong", alias, "class", "alias").text(" "));
    return html.add(id(party.value()));
  }

  /** The same; it leads a person who signed in to the party's own page. */
  static Html of(PartyId party, Aliases aliases, Optional<Session> session) {
    return session.isEmpty()
        ? of(party, aliases)
        : new Html()
            .open("a", "href", Desk.partyPage(party.value()))
            .add(of(party, aliases))
            .end("a");
  }

  /** What a verdict names, with its alias; a link to its page, if it has one: we have none. */
  static Html of(String named, Bulletin bulletin, Optional<Session> session) {
    Aliases aliases = bulletin.status().aliases();
    return other(named, bulletin)
        .map(party -> of(party, aliases, session))
        .orElseGet(() -> PartyId.isForm(named) ? of(new PartyId(named), aliases) : id(named));
  }

  /** The other party that a verdict names; empty if it names none, or ourselves. */
  static Optional<PartyId> other(String named, Bulletin bulletin) {
    return Optional.of(named)
        .filter(PartyId::isForm)
        .map(PartyId::new)
        .filter(
            id -> bulletin.status().own().filter(own -> own.id().key().equals(id.key())).isEmpty());
  }

  /** What a verdict names, with its alias, as text that a filter searches. */
  static String beside(String named, Bulletin bulletin) {
    return PartyId.isForm(named) ? bulletin.status().aliases().beside(new PartyId(named)) : named;
  }

  /** An id, or what somebody gave as one. */
  static Html id(String text) {
    return PartyId.isForm(text) ? id("code", text) : new Html().inline("code", text);
  }

  /** A sentence or a command; the ids and flags in it are kept together. */
  static Html text(String sentence) {
    Html html = new Html();
    Matcher ids = TOGETHER.matcher(sentence);
    int end = 0;
    while (ids.find()) {
      html.text(sentence.substring(end, ids.start()));
      html.add(
          PartyId.isForm(ids.group())
              ? id("span", ids.group())
              : ids.group().startsWith("--")
                  ? new Html().inline("span", ids.group(), "class", "whole")
                  : new Html().text(ids.group()));
      end = ids.end();
    }
    return html.text(sentence.substring(end));
  }

  /** The first party that a sentence names. */
  static Optional<PartyId> first(String sentence) {
    return ID.matcher(sentence)
        .results()
        .map(MatchResult::group)
        .filter(PartyId::isForm)
        .map(PartyId::new)
        .findFirst();
  }

  /** One that is longer may end a line behind its prefix; if that is not enough, anywhere. */
  private static Html id(String element, String id) {
    int name = id.indexOf('_') + 1;
    boolean isLong = id.length() - name > FITS;
    Html html = new Html().open(element, "class", isLong ? "id long" : "id");
    if (id.length() > FITS) {
      html.text(id.substring(0, name)).open("wbr").text(id.substring(name));
    } else {
      html.text(id);
    }
    return html.end(element);
  }
}
